"""Conditional offers between named parties: open, firm, lapsed, declined."""

import pytest

from simulator.core.commands import exercise as do
from simulator.core.deciding.offers import MOST_OPEN
from simulator.core.envelope import FACILITATOR as STEERING
from simulator.core.envelope import ROOM as EVERYBODY
from simulator.core.envelope import SCREEN, seat_audience
from tests.core.test_bargaining import Watched
from tests.support.room import FACILITATOR, Room, replay


@pytest.fixture
def room():
    return Watched()


def makes(player, *to, give="We pay.", accept="", want="", wants="money.fund", until="step", shown=False):
    command = do.MakeOffer(player.seat, to, give, accept, want, wants, until, shown)
    result = player.room.act(player.actor, command)
    return result if result.refused else result.events[0].offer


def says(player, offer, *, agree=True):
    return player.room.act(player.actor, do.AnswerOffer(player.seat, offer, agree))


def status(room, offer):
    return room.state.offers[offer].status


def test_an_offer_is_firm_when_each_named_party_takes_it(room):
    ana, bo, cy = room.seats("city", "shop", "walkers")
    offer = makes(ana, "shop", "walkers", accept="lead.board", want="You sweep.")
    assert says(bo, offer).kinds == ["offer.answered"]
    assert says(bo, offer).events == ()
    assert status(room, offer) == "open"
    card = room.view(seat_audience("walkers"))[f"offer/{offer}"]
    assert card.answers == (("shop", "yes"), ("walker", "waiting"))
    assert (card.until, card.mine, card.may_answer, card.may_withdraw) == ("Talk", False, True, False)
    assert (card.promise.accept.letter, card.promise.wants.code) == ("b", "M")
    assert says(cy, offer).kinds == ["offer.answered"]
    assert status(room, offer) == "firm"
    assert not [key for key in room.view(EVERYBODY) if key.startswith("promise/")]
    for late in (says(bo, offer, agree=False), room.act(ana.actor, do.WithdrawOffer("city", offer))):
        assert late.refused == "offer.closed"
    assert replay(room) == room.state


def test_one_no_is_enough_to_end_it_and_the_author_may_take_it_back(room):
    ana, bo, _ = room.seats("city", "shop", "walkers")
    offer = makes(ana, "shop", "walkers")
    says(bo, offer)
    says(bo, offer, agree=False)
    assert status(room, offer) == "declined"
    assert room.view(seat_audience("city"))[f"offer/{offer}"].answers[0] == ("shop", "no")
    offer = makes(ana, "shop")
    assert says(ana, offer).refused == "offer.yours"
    assert room.act(bo.actor, do.WithdrawOffer("shop", offer)).refused == "offer.theirs"
    assert room.act(ana.actor, do.WithdrawOffer("city", offer)).events
    assert status(room, offer) == "withdrawn"


def test_an_offer_is_firm_when_what_it_wants_is_adopted(room):
    ana, bo = room.seats("city", "shop")
    quiet, shown = makes(ana, "shop"), makes(ana, "shop", shown=True)
    other = makes(ana, "shop", wants="money.none")
    words = makes(ana, "shop", wants="", want="They sweep.")
    room.facilitator.adopts(ana, bo, money="fund")
    assert [status(room, o) for o in (quiet, shown, other, words)] == ["firm", "firm", "open", "open"]
    assert [k for k in room.view(EVERYBODY) if k.startswith("promise/")] == [f"promise/{shown}"]


def test_a_firm_offer_is_shown_to_all_only_where_its_author_chose_so(room):
    ana, bo = room.seats("city", "shop")
    offer = makes(ana, "shop", shown=True)
    assert not [key for key in room.view(EVERYBODY) if key.startswith("promise/")]
    assert says(bo, offer).kinds == ["offer.answered", "offer.shown"]
    promise = room.view(SCREEN)[f"promise/{offer}"]
    assert (promise.author, promise.to, promise.give) == ("city", (("shop", 2),), "We pay.")


def test_offers_lapse_with_their_step_or_when_the_text_freezes(room):
    ana, bo = room.seats("city", "shop")
    step, text = makes(ana, "shop", wants="lead.city"), makes(ana, "shop", wants="lead.city", until="text")
    room.facilitator.enters("talk")
    assert status(room, step) == "open"
    room.facilitator.enters("plenum")
    assert (status(room, step), status(room, text)) == ("lapsed", "open")
    assert says(bo, step).refused == "offer.closed"
    room.facilitator.adopts(ana, bo, money="fund")
    room.facilitator.opens_signing()
    assert status(room, text) == "lapsed"
    assert makes(ana, "shop").refused == "signing.open"


def test_nobody_else_knows_of_an_offer(room):
    ana, bo, cy = room.seats("city", "shop", "walkers")
    before = {a: room.view(a) for a in (EVERYBODY, SCREEN, STEERING, seat_audience("walkers"))}
    versions = room.state.public_version, room.state.version_for("walkers")
    offer = makes(ana, "shop")
    for hidden in (offer, "f0"):
        assert says(cy, hidden).refused == "target.unknown"
        assert room.act(cy.actor, do.WithdrawOffer("walkers", hidden)).refused == "target.unknown"
    says(bo, offer)
    assert {a: room.view(a) for a in before} == before
    assert (room.state.public_version, room.state.version_for("walkers")) == versions


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"give": " "}, "offer.empty"),
        ({"wants": ""}, "offer.empty"),
        ({"wants": "money.x"}, "target.unknown"),
        ({"accept": "extra.one"}, "clause.not_in_play"),
        ({"until": "ever"}, "value.unknown"),
        ({"want": "x" * 501}, "text.too_long"),
    ],
)
def test_an_offer_has_two_sides_within_bounds(room, changes, code):
    assert makes(room.seat("city"), "shop", **changes).refused == code


def test_an_offer_is_made_to_others_by_a_seat_and_not_without_end(room):
    ana = room.seat("city")
    assert makes(ana).refused == makes(ana, "city").refused == "proposal.no_readers"
    assert makes(ana, "nobody").refused == "seat.unknown"
    for _ in range(MOST_OPEN):
        makes(ana, "shop")
    many = makes(ana, "shop")
    assert (many.refused, many.facts) == ("offer.too_many", {"most": MOST_OPEN})
    assert (
        room.act(FACILITATOR, do.MakeOffer("", ("shop",), "We pay.", wants="money.fund")).refused
        == "seat.unknown"
    )


def test_a_basic_seminar_has_no_offers():
    room = Room()
    ana = room.seat("city")
    assert makes(ana, "shop").refused == says(ana, "f0").refused == "depth.basic"
