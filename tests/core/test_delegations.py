"""Several people at one seat: how they come and go, who of them acted, and what the others of the room know of it."""

import pytest

from simulator.core import seminar_change as change
from simulator.core.commands import exercise as do
from simulator.core.commands import seminar as steer
from simulator.core.deciding.people import MOST_MEMBERS
from simulator.core.envelope import FACILITATOR as STEERING
from simulator.core.envelope import Actor, seat_audience
from simulator.core.events import seminar as ev
from simulator.core.evolving.seminar import passed_on
from tests.core.test_dirty import Watched
from tests.support.dirt import Pages
from tests.support.room import FACILITATOR, SYSTEM, Room, replay, replay_seminar


@pytest.fixture
def room():
    made, pages = Room(), Pages()
    made.missed = set()
    made.watch = lambda before, event, after: made.missed.update(pages.missed(before, event, after))
    made.seats("city", "shop")
    made.steer(steer.JoinPerson("jo"))
    yield made
    assert not made.missed
    assert replay(made) == made.state
    assert replay_seminar(made) == made.seminar


def person(name):
    return Actor("delegate", name)


def asks(room, name="jo", seat="city"):
    return room.steer(steer.AskToJoin(name, "a", seat), person(name))


def delegation(room, seat="city"):
    return room.view(seat_audience(seat))["delegation"]


# --- coming in


def test_who_asks_is_let_in_by_one_tap_of_those_who_sit_there(room):
    assert asks(room).kinds == ["delegation.asked"]
    assert asks(room).events == ()
    assert delegation(room).asking == ("jo",)
    assert room.view(STEERING)["movers"].asking == (("jo", "city", "city"),)
    assert room.view(STEERING)["alerts"].doors == 1
    let_in = room.steer(steer.LetIn("jo", "a", "city"), Actor("delegate", "person-city", "city"))
    assert let_in.kinds == ["delegation.joined"]
    assert (delegation(room).people, delegation(room).asking) == (("person-city", "jo"), ())
    assert room.seminar.place["jo"] == ("a", "city")
    assert "jo" not in room.state.standing
    assert room.act(Actor("delegate", "jo", "city"), do.SetStance("city", "lead.city", "yes", 1)).kinds == [
        "stance.set",
        "delegation.noted",
    ]
    assert room.steer(steer.LetIn("jo", "a", "city")).events == ()


def test_nobody_is_let_in_who_did_not_ask_nor_by_people_of_another_seat(room):
    ana = Actor("delegate", "person-city", "city")
    assert room.steer(steer.LetIn("jo", "a", "city"), ana).refused == "delegation.unasked"
    asks(room)
    bo = Actor("delegate", "person-shop", "shop")
    for command in (steer.LetIn("jo", "a", "city"), steer.TurnAway("jo", "a", "city")):
        assert room.steer(command, bo).refused == "actor.not_yours"
    assert room.steer(steer.LetIn("nobody", "a", "city")).refused == "person.unknown"
    assert room.steer(steer.AskToJoin("jo", "b", "city"), person("jo")).refused == "room.unknown"
    assert room.steer(steer.AskToJoin("jo", "a", "moon"), person("jo")).refused == "seat.unknown"
    assert room.steer(steer.AskToJoin("jo", "a", "city"), bo).refused == "actor.not_yours"


def test_who_is_turned_away_or_asks_elsewhere_no_longer_waits(room):
    asks(room)
    assert room.steer(steer.TurnAway("jo", "a", "city"), person("person-city")).kinds == [
        "delegation.refused"
    ]
    assert room.steer(steer.TurnAway("jo", "a", "city"), person("person-city")).events == ()
    asks(room)
    assert asks(room, seat="shop").kinds == ["delegation.refused", "delegation.asked"]
    assert (delegation(room).asking, delegation(room, "shop").asking) == ((), ("jo",))
    assert room.steer(steer.TurnAway("jo", "a", "shop"), person("jo")).kinds == ["delegation.refused"]
    asks(room)
    assert room.steer(steer.ClaimSeat("jo", "a", "bank"), person("jo")).kinds == [
        "delegation.refused",
        "seat.claimed",
    ]


def test_asking_at_a_seat_where_nobody_sits_takes_it(room):
    assert asks(room, seat="bank").kinds == ["seat.claimed"]
    room.steer(steer.JoinPerson("al"))
    assert room.steer(steer.LetIn("al", "a", "plant")).kinds == ["seat.claimed"]
    assert asks(room, name="al", seat="plant").events == ()


def test_a_delegation_has_at_most_six_people(room):
    for n in range(MOST_MEMBERS - 1):
        room.friend("city", f"friend-{n}")
    full = asks(room)
    assert (full.refused, full.facts) == ("delegation.full", {"most": MOST_MEMBERS})
    assert room.steer(steer.LetIn("jo", "a", "city")).refused == "delegation.full"


def test_who_comes_from_another_seat_leaves_that_one(room):
    asks(room, "person-shop")
    moved = room.steer(steer.LetIn("person-shop", "a", "city"), SYSTEM)
    assert moved.kinds == ["seat.freed", "delegation.joined"]
    assert room.state.seats["shop"].people == ()


# --- going


def test_the_others_go_on_when_one_leaves_and_the_next_one_holds_the_seat(room):
    jo = room.friend("city", "jo")
    ana = Actor("delegate", "person-city", "city")
    assert room.steer(steer.FreeSeat("person-city"), ana).kinds == ["delegation.left"]
    seat = room.state.seats["city"]
    assert (seat.person, seat.people, seat.read, seat.founder) == ("jo", ("jo",), True, "person-city")
    assert room.seminar.rooms["a"].holder["city"] == "jo"
    assert room.act(ana, do.SetStance("city", "lead.city", "yes", 1)).refused == "actor.not_yours"
    assert jo.marks("lead.city", "yes").kinds == ["stance.set"]
    assert "person-city" in room.state.standing
    assert room.seminar.left == {}


def test_who_goes_home_alone_leaves_the_seat_to_the_others(room):
    room.friend("city", "jo")
    assert room.steer(steer.LeaveSeat("jo", "shop"), person("jo")).kinds == ["delegation.left"]
    assert room.seminar.left == {"jo": ("a", "city")}
    assert (room.state.seats["city"].left, room.state.seats["city"].proxy) == (False, "")


def test_a_delegation_goes_home_and_names_who_speaks_for_it(room):
    room.friend("city", "jo")
    gone = room.steer(steer.LeaveSeat("person-city", "shop", everybody=True), person("person-city"))
    assert gone.kinds == ["delegation.left", "seat.freed", "seat.left"]
    assert room.seminar.left == {"jo": ("a", "city"), "person-city": ("a", "city")}
    assert delegation(room, "shop").speaks_for == ("city",)
    assert room.view(STEERING)["newcomers"].people == ()
    steering = room.view(STEERING)
    assert (steering["movers"].gone, steering["person/city"].proxy) == ((("city", "shop"),), "shop")
    room.steer(steer.FreeSeat("person-shop"))
    assert room.view(STEERING)["movers"].gone == (("city", ""),)
    room.steer(steer.ClaimSeat("person-shop", "a", "shop"))
    # who is spoken for is not played by rules beside
    assert room.bot("city").marks("lead.city", "yes").refused == "actor.not_yours"
    room.steer(steer.ClaimSeat("jo", "a", "city"), person("jo"))
    assert (room.state.seats["city"].proxy, delegation(room, "shop").speaks_for) == ("", ())
    assert room.seminar.left == {"person-city": ("a", "city")}


def test_a_seat_that_is_handed_back_is_played_by_rules_again(room):
    room.steer(steer.LeaveSeat("person-city"), person("person-city"))
    assert room.view(STEERING)["movers"].gone == (("city", ""),)
    assert room.bot("city").marks("lead.city", "yes").refused is None
    assert room.steer(steer.LeaveSeat("person-city"), person("person-city")).refused == "person.no_seat"


@pytest.mark.parametrize("proxy", ["bank", "city", "moon"])
def test_only_people_who_are_here_can_speak_for_others(room, proxy):
    tried = room.steer(steer.LeaveSeat("person-city", proxy), person("person-city"))
    assert (tried.refused, tried.facts) == ("proxy.absent", {"seat": proxy})


# --- another role


def test_another_role_is_asked_for_offered_and_taken_in_one_tap_each(room):
    ana = person("person-city")
    assert room.steer(steer.AskForSwap("person-city"), ana).kinds == ["swap.asked"]
    assert room.steer(steer.AskForSwap("person-city"), ana).events == ()
    assert room.view(STEERING)["movers"].swaps == (("person-city", "city", ""),)
    assert room.steer(steer.AnswerSwap("person-city"), ana).refused == "swap.none"
    assert room.steer(steer.OfferSeat("person-city", "a", "shop")).refused == "seat.taken"
    assert room.steer(steer.OfferSeat("person-city", "a", "bank")).kinds == ["swap.offered"]
    assert room.steer(steer.OfferSeat("person-city", "a", "bank")).events == ()
    assert [(s.person, s.offered) for s in delegation(room).swaps] == [("person-city", "bank")]
    taken = room.steer(steer.AnswerSwap("person-city"), ana)
    assert taken.kinds == ["swap.closed", "seat.freed", "seat.claimed"]
    assert room.state.seats["bank"].people == ("person-city",)
    assert room.state.swaps == {}


def test_who_asked_may_stay_and_nobody_else_is_offered_anything(room):
    ana = person("person-city")
    room.steer(steer.AskForSwap("person-city"), ana)
    assert room.steer(steer.AnswerSwap("person-city", accept=False), ana).kinds == ["swap.closed"]
    assert room.steer(steer.AnswerSwap("person-city", accept=False), ana).events == ()
    assert room.steer(steer.OfferSeat("person-city", "a", "bank")).refused == "swap.none"
    assert room.steer(steer.OfferSeat("jo", "a", "bank")).refused == "swap.none"
    assert room.steer(steer.AskForSwap("jo"), person("jo")).refused == "person.no_seat"


# --- who acted


def test_everybody_of_a_delegation_sees_who_acted_and_nobody_else_does(room):
    jo = room.friend("city", "jo")
    others = room.view(seat_audience("shop")), room.state.version_for("shop")
    jo.wants("money.fund")
    assert (room.view(seat_audience("shop")), room.state.version_for("shop")) == others
    jo.marks("lead.city", "yes")
    jo.says("well", "private", ("shop",))
    acts = delegation(room).acts
    assert [(a.person, a.kind, a.choice) for a in acts] == [
        ("jo", "message.send", "private"),
        ("jo", "stance.set", "yes"),
        ("jo", "worksheet.mark", "must"),
    ]
    assert (acts[0].term, acts[1].term.letter, acts[1].at) == (None, "a", room.at - 1000)
    assert delegation(room, "shop").acts == ()
    room.steer(steer.LeaveSeat("jo", everybody=True), person("jo"))
    assert room.state.acts == {}


def test_one_person_alone_keeps_no_list(room):
    Room.delegate(room, "city")
    assert room.act(room.delegate("city"), do.SetStance("city", "lead.city", "yes", 1)).kinds == [
        "stance.set"
    ]


def test_an_answer_that_was_given_without_having_seen_the_other_one_is_refused(room):
    jo, ana = room.friend("city", "jo"), room.delegate("city")
    jo.marks("lead.city", "no")
    late = room.act(ana, do.SetStance("city", "lead.city", "yes", 1, ours=""))
    assert (late.refused, late.facts) == ("delegation.acted", {"choice": "no"})
    # the same answer, one that saw it, one's own, and one that does not say what it saw are fine
    for command, actor in (
        (do.SetStance("city", "lead.city", "no", 1, "dear", ours=""), ana),
        (do.SetStance("city", "lead.city", "yes", 1, ours="no"), ana),
        (do.SetStance("city", "lead.city", "with", 1, "less", ours="no"), ana),
        (do.SetStance("city", "lead.city", "yes", 1), jo.actor),
    ):
        assert room.act(actor, command).refused is None
    room.act(FACILITATOR, do.SetStance("city", "lead.city", "no", 1))
    assert room.act(ana, do.SetStance("city", "lead.city", "yes", 1, ours="no")).refused is None
    assert room.act(FACILITATOR, do.SetStance("city", "lead.city", "no", 1, ours="")).refused is None


def test_a_ballot_and_a_signature_by_one_count_for_the_seat(room):
    jo, ana = room.friend("city", "jo"), room.delegate("city")
    room.facilitator.opens(lead="city")
    jo.votes("no", "dear")
    assert room.view(seat_audience("city"))["ballot"].choice == "no"
    assert room.act(ana, do.CastBallot("city", "d1", "yes", ours="")).refused == "delegation.acted"
    assert room.act(ana, do.CastBallot("city", "d1", "yes", ours="no")).refused is None
    assert room.act(jo.actor, do.CastBallot("city", "d1", "no", ours="yes")).refused is None
    room.facilitator.cancels()
    room.act(room.delegate("shop"), do.SetStance("shop", "lead.city", "yes", 1, ours=""))
    room.act(FACILITATOR, do.OpenDecision({"money": "fund"}))
    for seat in ("city", "shop"):
        room.act(room.delegate(seat), do.CastBallot(seat, "d2", "yes"))
    room.facilitator.closes()
    room.facilitator.opens_signing()
    text = room.state.signing.text_hash
    assert room.act(ana, do.GiveSignature("city", "sign", text, ours="")).refused is None
    assert (
        room.act(jo.actor, do.GiveSignature("city", "decline", text, "no", ours="")).refused
        == "delegation.acted"
    )


# --- what other rooms hear


def test_what_concerns_another_room_is_told_as_far_as_it_matters():
    cases = {
        ev.MemberJoined("jo", "b", "city"): change.Standing("jo", False),
        ev.MemberLeft("jo", "b", "city"): change.Standing("jo", True),
        ev.DelegationAsked("jo", "b", "city"): None,
        ev.DelegationRefused("jo", "b", "city"): None,
        ev.MemberLeft("al", "b", "city", home=True): change.Standing("al", False),
        ev.SeatLeftTo("jo", "b", "city", "shop"): change.Standing("jo", False),
        ev.SwapAsked("jo", "b", "city"): None,
        ev.SwapOffered("jo", "b", "city", "a", "shop"): None,
        ev.SwapClosed("jo", "b", "city"): None,
    }
    assert {event: passed_on(event, "a") for event in cases} == cases


def test_seats_that_a_room_does_not_have_change_nothing():
    room = Room(cast=4)
    assert "parents" not in room.state.seats
    before = room.state
    for number, what in enumerate(
        (change.MemberIn("parents", "jo"), change.MemberOut("parents", "jo"), change.Asking("parents", "jo", True),
         change.SeatGiven("parents", "jo", "city")), 90,
    ):  # fmt: skip
        room.act(SYSTEM, do.FollowSeminar(number, what))
    assert room.state.seats == before.seats


def test_who_speaks_for_a_party_that_went_home_votes_for_it_and_does_not_sign_for_it():
    room = Watched(bots="none")
    room.seats("city", "county", "shop")
    room.steer(steer.LeaveSeat("person-county", "shop"), person("person-county"))
    assert room.state.voters == ("city", "county", "shop")
    assert room.state.apart == ("region", "plant", "bank", "walkers")
    room.facilitator.opens(lead="city")
    assert room.state.open_decision.electorate.proxies == {"county": "shop"}
    room.act(room.delegate("shop"), do.CastBallot("shop", "d1", "yes"))
    outcome = room.facilitator.closes().events[0].outcome
    assert (outcome.passed, outcome.yes, outcome.by_proxy) == (True, 2, 1)
    room.facilitator.opens_signing()
    assert room.state.signing.electorate == ("city", "shop")
    room.steer(steer.FreeSeat("person-shop"), person("person-shop"))
    assert room.state.voters == ("city",), "who spoke for it went home too"


# --- a seat without people, and who speaks for it -----------------------------------------------------------------


def test_another_party_speaks_for_a_seat_that_nobody_holds(room):
    assert room.steer(steer.NameProxy("a", "bank", "shop")).kinds == ["seat.proxy_named"]
    assert room.steer(steer.NameProxy("a", "bank", "shop")).events == ()
    bank = room.state.seats["bank"]
    assert (bank.proxy, bank.ruled, bank.left) == ("shop", False, False)
    assert room.state.voice_of("bank") == "shop"
    assert "bank" in room.state.voters
    assert delegation(room, "shop").speaks_for == ("bank",)
    assert room.seminar.rooms["a"].proxies == {"bank": "shop"}
    assert room.steer(steer.NameProxy("a", "bank")).events[0].before == "shop"
    assert (room.state.seats["bank"].ruled, room.seminar.rooms["a"].proxies) == (True, {})


def test_whoever_sits_down_speaks_for_the_seat_again(room):
    room.steer(steer.NameProxy("a", "bank", "shop"))
    room.seat("bank")
    assert (room.state.seats["bank"].proxy, room.seminar.rooms["a"].proxies) == ("", {})
    assert room.steer(steer.NameProxy("a", "bank", "shop")).refused == "seat.taken"


def test_a_proxy_may_be_named_before_its_people_come(room):
    room.steer(steer.NameProxy("a", "bank", "plant"))
    assert room.state.voice_of("bank") == ""
    room.seat("plant")
    assert room.state.voice_of("bank") == "plant"


@pytest.mark.parametrize("proxy", ["bank", "moon"])
def test_nobody_speaks_for_itself_or_from_outside(room, proxy):
    assert room.steer(steer.NameProxy("a", "bank", proxy)).refused == "seat.unknown"
    assert room.steer(steer.NameProxy("a", "moon", "shop")).refused == "seat.unknown"
    assert room.steer(steer.NameProxy("b", "bank", "shop")).refused == "room.unknown"


def test_only_those_who_steer_name_a_proxy(room):
    own = room.steer(steer.NameProxy("a", "bank", "shop"), person("person-shop"))
    assert own.refused == "actor.not_allowed"


def test_what_a_facilitator_records_for_a_seat_stands_on_its_page_as_recorded(room):
    room.steer(steer.EnterStep("talk"))
    room.act(FACILITATOR, do.SetStance("city", "rule.double", "no", 1))
    (act,) = delegation(room).acts
    assert (act.person, act.kind, act.choice) == ("", "stance.set", "no")
    assert delegation(room, "shop").acts == ()
    # a seat that nobody holds has no page, and what one person does is no news to that person
    room.act(FACILITATOR, do.SetStance("plant", "rule.double", "no", 1))
    room.seat("shop").marks("rule.double", "no")
    assert "plant" not in room.state.acts
    assert "shop" not in room.state.acts


def test_what_is_taken_back_leaves_the_list_and_what_was_recorded_since_stays(room):
    room.steer(steer.EnterStep("talk"))
    room.act(FACILITATOR, do.SetStance("city", "rule.double", "no", 1))
    first = str(room.state.done[-1].version)
    room.act(FACILITATOR, do.SetStance("city", "lead.city", "no", 1))
    room.act(FACILITATOR, do.UndoAct(first))
    assert [a.target for a in room.state.acts["city"]] == ["lead.city"]
