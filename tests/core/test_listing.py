"""A page keeps the newest proposals, what was called last, and its own; nobody can count what is not for them."""

import pytest

from simulator.core.commands import exercise as do
from simulator.core.envelope import FACILITATOR, ROOM, SCREEN, seat_audience
from simulator.core.state.exercise import CALLED_SHOWN
from simulator.core.views import listing
from simulator.core.views.parts import project_part
from simulator.core.views.proposals import shelf
from tests.core.test_any_negotiation import AnyNegotiation
from tests.support.dirt import Pages
from tests.support.room import Room


@pytest.fixture
def few(monkeypatch):
    """Pages that keep three proposals, so that a room of eight fills them."""
    monkeypatch.setattr(listing, "SHOWN", 3)
    monkeypatch.setattr("simulator.core.views.proposals.SHOWN", 3)


class Watched(Room):
    """A room in which a forgotten part fails the test."""

    def __init__(self, **options):
        super().__init__(**options)
        pages = Pages()

        def check(before, event, after):
            missed = pages.missed(before, event, after)
            assert not missed, f"{event.KIND}: {sorted(missed)}"

        self.watch = check

    def table(self, player, audience="all", to=(), parent=""):
        """A proposal in full depth; returns its id."""
        before = set(self.state.proposals)
        made = self.act(
            player.actor, do.TableProposal(player.seat, {"lead": "city"}, audience, to, parent, "because")
        )
        assert not made.refused, made
        return next(p for p in self.state.proposals if p not in before)


def names(room, audience, *kinds):
    """The arguments of these parts that this audience has."""
    return [k.partition("/")[2] for k in room.view(audience) if k.partition("/")[0] in kinds]


@pytest.fixture
def room(few):
    return Watched(depth="full")


def test_the_newest_stand_on_the_page_and_the_others_are_counted(room):
    ana, bo = room.seats("city", "shop")
    made = [room.table(who) for who in (ana, ana, ana, bo, bo)]
    assert names(room, ROOM, "proposal") == names(room, SCREEN, "proposal") == made[2:]
    walker = room.seat("walkers")
    page = room.view(seat_audience(walker.seat))
    assert {k.partition("/")[2] for k in page if k.startswith(("stance/p", "mydeal/"))} == set(made[2:])
    assert (page["others"].older, page["others"].withdrawn) == (2, 0)
    assert [p[0] for p in room.view(FACILITATOR)["deciding"].proposals] == made[2:]


def test_who_takes_one_back_makes_room_for_an_older_one(room):
    ana, bo = room.seats("city", "shop")
    made = [room.table(who) for who in (ana, ana, bo, bo)]
    bo.withdraws(made[3])
    # what is gone says so while it is among the newest
    assert names(room, ROOM, "proposal") == made
    assert room.view(ROOM)[f"proposal/{made[3]}"].status == "withdrawn"
    room.table(bo)
    room.table(ana)
    assert made[3] in names(room, ROOM, "proposal")
    room.table(ana)
    assert made[3] not in names(room, ROOM, "proposal")
    assert room.view(ROOM)["others"].withdrawn == 1


def test_the_order_is_that_of_the_log_whatever_comes_back(room):
    ana, bo = room.seats("city", "shop")
    made = [room.table(who) for who in (ana, ana, bo, bo)]
    bo.withdraws(made[3])
    orders = [room.view(ROOM)[f"proposal/{p}"].order for p in made]
    assert orders == sorted(orders)


def test_a_seat_keeps_its_own_live_ones(room):
    ana, bo = room.seats("city", "shop")
    first = room.table(ana)
    for _ in range(3):
        room.table(bo)
    assert names(room, seat_audience("city"), "kept") == [first]
    assert names(room, seat_audience("shop"), "kept") == []
    mine = room.view(seat_audience("city"))[f"kept/{first}"]
    assert mine.stance.enabled
    assert mine.mine.withdraw
    bo.marks(first, "no", "too dear")
    assert room.view(seat_audience("city"))[f"kept/{first}"].card.totals.no == 1
    ana.withdraws(first)
    assert names(room, seat_audience("city"), "kept") == []


def test_what_was_withdrawn_long_ago_is_a_link_away_like_what_is_old(room):
    ana, bo = room.seats("city", "shop")
    made = [room.table(who) for who in (ana, ana, bo, bo, bo)]
    for player, key in ((ana, made[1]), (bo, made[2]), (bo, made[3])):
        player.withdraws(key)
    # two stand, three say that they are gone, of which one is no longer among the newest three
    assert names(room, ROOM, "proposal") == [made[0], *made[2:]]
    assert [c.card.status for c in shelf(room.state, "shop").cards] == ["withdrawn"]


def test_a_part_of_what_is_elsewhere_is_nothing(room):
    ana, bo = room.seats("city", "shop")
    made = [room.table(who) for who in (ana, bo, bo, bo)]
    city = seat_audience("city")
    for key in (f"stance/{made[0]}", f"mydeal/{made[0]}", f"proposal/{made[0]}", f"kept/{made[1]}"):
        assert project_part(room.state, city, key) is None
    assert project_part(room.state, city, f"kept/{made[0]}").mine.may_ask == ()
    assert project_part(room.state, city, "stance/p0").value == ""


def test_in_a_basic_seminar_too(few):
    room = Watched()
    players = room.seats("city", "shop", "walkers", "parents")
    for player in players:
        player.proposes(lead="city")
    kept = room.view(seat_audience("city"))["kept/p1"]
    assert (kept.mine, kept.stance.value) == (None, "")
    players[1].marks("p1", "yes")
    assert room.view(seat_audience("city"))["kept/p1"].card.totals.yes == 1


def test_what_the_room_calls_up_comes_back_and_stays_a_while(room):
    ana, bo, cy = room.seats("city", "shop", "walkers")
    made = [room.table(who) for who in (ana, ana, ana, ana, bo, bo, bo, bo)]
    room.facilitator.puts(made[0])
    assert names(room, ROOM, "proposal") == [made[0], *made[5:]]
    assert f"stance/{made[0]}" in room.view(seat_audience(cy.seat))
    room.facilitator.opens(made[1], seen=1)
    for p in made[2:4]:
        room.facilitator.puts(p)
    assert len(room.state.called) == CALLED_SHOWN + 1
    assert names(room, ROOM, "proposal") == [*made[1:4], *made[5:]]
    room.facilitator.puts(made[3])
    room.facilitator.puts("lead")
    assert names(room, ROOM, "proposal") == [*made[1:4], *made[5:]]


def test_what_only_some_know_of_pushes_out_nothing_of_the_others(room):
    ana, bo, cy = room.seats("city", "shop", "walkers")
    public = [room.table(who) for who in (ana, bo)]
    hidden = [room.table(ana, "named", ("shop",)) for _ in range(4)]
    assert names(room, ROOM, "proposal") == public
    assert names(room, seat_audience("shop"), "deal") == hidden[1:]
    # its author has all that it may still take back
    assert names(room, seat_audience("city"), "deal") == hidden
    assert names(room, seat_audience("walkers"), "deal") == []
    assert [c.card.id for c in shelf(room.state, "shop").cards] == [hidden[0]]
    assert shelf(room.state, "walkers").cards == ()
    room.act(ana.actor, do.WidenProposal("city", hidden[0], "all", 1))
    assert cy.seat in room.state.seats
    assert len(names(room, ROOM, "proposal")) == 3


def test_an_answer_lies_in_what_it_answers_only_while_that_is_on_the_page(room):
    ana, bo, _cy = room.seats("city", "shop", "walkers")
    first = room.table(ana)
    answer = room.table(bo, parent=first)
    assert room.view(ROOM)[f"proposal/{answer}"].full.parent.here
    room.table(ana)
    room.table(bo)
    link = room.view(ROOM)[f"proposal/{answer}"].full.parent
    assert (link.id, link.here) == (first, False)
    room.facilitator.puts(first)
    assert room.view(ROOM)[f"proposal/{answer}"].full.parent.here
    assert room.view(ROOM)[f"proposal/{first}"].full.answers == 1


def test_an_answer_for_some_lies_in_what_they_see(room):
    ana, bo = room.seats("city", "shop")
    first = room.table(ana, "named", ("shop",))
    answers = [room.table(bo, "named", ("city",), first) for _ in range(3)]
    view = room.view(seat_audience("shop"))
    assert not view[f"deal/{answers[0]}"].card.full.parent.here
    assert room.view(seat_audience("city"))[f"deal/{answers[0]}"].card.full.parent.here


def test_the_shelf_turns_page_by_page_from_the_newest_to_the_first(room):
    ana, bo, _cy = room.seats("city", "shop", "walkers")
    made = [room.table(who) for who in (ana,) * 5 + (bo,) * 5]
    page, seen = shelf(room.state, "walkers"), []
    assert page.whole
    while True:
        seen += [c.card.id for c in page.cards]
        if not page.next:
            break
        page = shelf(room.state, "walkers", page.next)
        assert not page.whole
    assert seen == made[6::-1]
    everybody = shelf(room.state, "", made[4])
    assert [c.card.id for c in everybody.cards] == made[4:1:-1]
    assert all(c.mine is None and c.stance is None for c in everybody.cards)


def test_who_asks_for_what_is_not_for_them_gets_the_page_of_who_asks_for_nothing(room):
    ana, _bo, _cy = room.seats("city", "shop", "walkers")
    hidden = room.table(ana, "named", ("shop",))
    assert (
        shelf(room.state, "walkers", hidden)
        == shelf(room.state, "walkers", "p0")
        == shelf(room.state, "walkers")
    )
    assert [c.card.id for c in shelf(room.state, "shop", hidden).cards] == [hidden]


def test_nothing_is_forgotten_in_any_negotiation_with_short_pages(few):
    from hypothesis import settings
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(
        AnyNegotiation, settings=settings(max_examples=6, stateful_step_count=30, deadline=None)
    )
