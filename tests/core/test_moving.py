"""Facilitators and people: flags of seats, another seat for somebody, two who change places, out and back again."""

from dataclasses import replace

import pytest

from simulator.core.commands import exercise as do
from simulator.core.commands import seminar as steer
from simulator.core.decide import decide
from simulator.core.deciding.seminar import decide_seminar
from simulator.core.envelope import FACILITATOR as STEERING
from simulator.core.envelope import OVERVIEW, REMOTE, ROOM, SCREEN, Envelope, seat_audience
from simulator.core.evolving.exercise import evolve
from simulator.core.evolving.seminar import evolve_seminar, passed_on
from simulator.core.seminar_change import PersonBack
from simulator.core.state.seminar import Moved
from simulator.core.state.seminar import Room as SeminarRoom
from tests.support.dirt import Pages
from tests.support.room import FACILITATOR, SYSTEM, Room, replay, replay_seminar


@pytest.fixture
def room():
    made = Room()
    made.pages, made.missed = Pages(), set()
    made.watch = lambda before, event, after: made.missed.update(made.pages.missed(before, event, after))
    yield made
    assert not made.missed
    assert replay(made) == made.state
    assert replay_seminar(made) == made.seminar


def flags(room, seat, *names, up=True):
    return [room.steer(steer.FlagSeat("a", seat, name, up)) for name in names]


def moves(room, person, seat, was=steer.ANYWHERE):
    return room.steer(steer.MovePerson(person, "a", seat, was))


def swaps(room, one, other, *seen):
    return room.steer(steer.SwapPeople(one, other, *seen))


def sits(room, person):
    return room.seminar.place.get(person, ("", ""))[1]


def row(room, seat):
    return room.view(STEERING)[f"person/{seat}"]


# --- flags ---------------------------------------------------------------------------------------------------


def test_flags_stand_on_the_facilitators_list_in_one_order_and_go_by_a_second_press(room):
    room.seat("city")
    flags(room, "city", "remote", "more_time", "here")
    assert row(room, "city").flags == ("more_time", "remote", "here")
    assert flags(room, "city", "remote")[0].events == ()
    flags(room, "city", "away")
    assert row(room, "city").flags == ("more_time", "remote", "away")
    flags(room, "city", "away", "more_time", "remote", up=False)
    assert row(room, "city").flags == ()
    assert flags(room, "city", "away", up=False)[0].events == ()


def test_nobody_but_facilitators_can_know_of_a_flag(room):
    ana, bo = room.seats("city", "shop")
    room.facilitator.opens(lead="city")
    audiences = (ROOM, SCREEN, REMOTE, seat_audience("city"), seat_audience("shop"))

    def seen():
        views = {a: {k: v for k, v in room.view(a).items() if k != "urgent"} for a in audiences}
        versions = [room.state.version_for(p.seat) for p in (ana, bo)]
        return views, versions, room.state.public_version

    before = seen()
    flags(room, "city", "more_time", "remote", "away", "here")
    assert seen() == before
    flags(room, "city", "more_time", up=False)
    assert seen() == before


def test_a_word_of_the_facilitator_counts_more_than_the_laptop_until_it_is_cleared(room):
    room.seat("city")
    room.act(SYSTEM, do.MarkPresence("city", False))
    assert [a[0] for a in room.view(STEERING)["alerts"].away] == ["city"]
    flags(room, "city", "here")
    assert room.view(STEERING)["alerts"].away == ()
    assert room.view(OVERVIEW)["roomcard/a"].here == 1
    # everybody still sees what the laptop says
    assert not room.view(ROOM)["dot/city"].present
    room.act(SYSTEM, do.MarkPresence("city", True))
    flags(room, "city", "away")
    assert room.view(OVERVIEW)["roomcard/a"].away == 1
    # of what they said themselves they need no reminder
    assert room.view(STEERING)["alerts"].away == ()
    flags(room, "city", "away", up=False)
    assert room.view(OVERVIEW)["roomcard/a"].away == 0


def test_flags_want_a_seat_where_somebody_sits_and_a_flag_that_there_is(room):
    room.seat("city")
    assert flags(room, "shop", "remote")[0].refused == "move.nobody"
    assert flags(room, "shop", "remote", up=False)[0].events == ()
    assert flags(room, "nowhere", "remote")[0].refused == "seat.unknown"
    assert flags(room, "city", "purple")[0].refused == "value.unknown"
    ana = room.delegate("city")
    assert room.steer(steer.FlagSeat("a", "city", "remote"), ana).refused == "actor.not_allowed"


def test_flags_go_with_those_who_sat_there(room):
    ana = room.seat("city")
    flags(room, "city", "more_time")
    ana.leaves()
    assert room.state.flags == {}
    assert room.seminar.rooms["a"].flags == {}
    room.seat("city")
    assert row(room, "city").flags == ()


# --- decisions that wait ---------------------------------------------------------------------------------------


def test_a_decision_waits_for_a_seat_that_needs_more_time_and_can_be_closed_anyway(room):
    ana, bo = room.seats("city", "shop")
    room.seat("parents")
    flags(room, "city", "more_time")
    flags(room, "parents", "more_time")  # has no vote
    room.facilitator.opens(lead="city")
    bo.votes("yes")
    assert room.view(STEERING)["deciding"].awaited == (row(room, "city").short,)
    waits = room.facilitator.records(do.CloseDecision("d1"))
    assert waits.refused == "decision.awaited"
    assert waits.facts["awaited"] == row(room, "city").short
    assert room.facilitator.records(do.CloseDecision("d1", anyway=True)).refused is None
    room.facilitator.opens(lead="board")
    ana.votes("no")
    bo.votes("yes")
    assert room.view(STEERING)["deciding"].awaited == ()
    assert room.facilitator.records(do.CloseDecision("d2")).refused is None


def test_a_flag_that_is_cleared_lets_the_decision_close(room):
    room.seats("city", "shop")
    flags(room, "city", "more_time")
    room.facilitator.opens(lead="city")
    flags(room, "city", "more_time", up=False)
    assert room.facilitator.records(do.CloseDecision("d1")).refused is None


def listed(room):
    room.facilitator.enters("talk")
    room.facilitator.records(do.ListConsent({"lead": "city"}, amount=2))
    room.tick(2 * 60_000)


def test_what_is_on_the_consent_list_waits_past_its_time(room):
    room.seats("city", "shop")
    flags(room, "city", "more_time")
    listed(room)
    assert room.view(STEERING)["consentdesk"].awaited == {"c1": (row(room, "city").short,)}
    assert room.act(SYSTEM, do.SettleConsent("c1")).events == ()
    flags(room, "city", "more_time", up=False)
    assert room.act(SYSTEM, do.SettleConsent("c1")).events
    assert room.state.package == {"lead": "city"}


def test_the_facilitator_adopts_it_anyway_once_its_time_is_up(room):
    room.seats("city", "shop")
    flags(room, "city", "more_time")
    room.facilitator.enters("talk")
    room.facilitator.records(do.ListConsent({"lead": "city"}, amount=2))
    assert room.facilitator.records(do.AdoptConsent("c1")).refused == "consent.too_early"
    room.tick(2 * 60_000)
    room.facilitator.opens(money="fund")
    assert room.facilitator.records(do.AdoptConsent("c1")).refused == "decision.another_open"
    room.facilitator.records(do.CancelDecision("d1"))
    room.facilitator.records(do.AdoptConsent("c1"))
    assert room.state.package == {"lead": "city"}
    assert room.facilitator.records(do.AdoptConsent("c1")).refused == "consent.over"


def test_there_is_nothing_to_adopt_anyway_where_nobody_is_waited_for(room):
    room.seats("city", "shop")
    listed(room)
    assert room.facilitator.records(do.AdoptConsent("c1")).refused == "consent.too_early"


def test_who_could_not_stop_it_is_not_waited_for(room):
    room.seats("city", "shop", "parents")
    flags(room, "parents", "more_time")
    listed(room)
    assert room.view(STEERING)["consentdesk"].awaited == {"c1": ()}
    assert room.act(SYSTEM, do.SettleConsent("c1")).events


# --- another seat ---------------------------------------------------------------------------------------------


def test_somebody_is_moved_without_having_asked_and_is_told_why(room):
    ana = room.seat("city")
    flags(room, "city", "more_time", "away")
    moved = moves(room, ana.actor.person, "shop", "a/city")
    assert moved.kinds == ["seat.freed", "seat.claimed", "seat.flagged", "person.moved"]
    assert sits(room, ana.actor.person) == "shop"
    assert room.seminar.moved == {ana.actor.person: Moved("a", "city", "moved")}
    # what is about the person goes along, what is about the laptop does not
    assert row(room, "shop").flags == ("more_time",)
    assert row(room, "city").flags == ()
    assert not room.state.seats["shop"].read
    assert moves(room, ana.actor.person, "shop").events == ()
    room.steer(steer.ReadMove(ana.actor.person), ana.actor)
    assert room.seminar.moved == {}
    assert room.steer(steer.ReadMove(ana.actor.person), ana.actor).events == ()


def test_only_oneself_reads_why(room):
    ana, bo = room.seats("city", "shop")
    moves(room, ana.actor.person, "parents")
    assert room.steer(steer.ReadMove(ana.actor.person), bo.actor).refused == "actor.not_yours"


def test_one_of_several_moves_and_the_others_go_on(room):
    ana = room.seat("city")
    room.friend("city", "ada")
    flags(room, "city", "more_time")
    bo = room.seat("shop")
    assert moves(room, ana.actor.person, "shop").kinds == [
        "delegation.left",
        "delegation.joined",
        "person.moved",
    ]
    assert room.state.seats["city"].people == ("ada",)
    assert room.state.seats["shop"].people == (bo.actor.person, ana.actor.person)
    # nobody can say whom of the two it was about
    assert row(room, "city").flags == ("more_time",)
    assert row(room, "shop").flags == ()


def test_flags_of_who_joins_others_are_added_to_theirs(room):
    ana, _bo = room.seats("city", "shop")
    flags(room, "city", "more_time")
    flags(room, "shop", "remote")
    moves(room, ana.actor.person, "shop")
    assert row(room, "shop").flags == ("more_time", "remote")


def test_who_has_no_seat_can_be_moved_to_one(room):
    room.steer(steer.JoinPerson("ivo"))
    assert moves(room, "ivo", "city", "").kinds == ["seat.claimed", "person.moved"]
    assert room.seminar.moved["ivo"] == Moved("", "", "moved")


def test_who_asked_at_a_door_and_is_moved_there_hears_no_no(room):
    room.seat("city")
    room.steer(steer.JoinPerson("ivo"))
    room.steer(steer.AskToJoin("ivo", "a", "city"))
    assert moves(room, "ivo", "city").kinds == ["delegation.joined", "person.moved"]
    assert room.state.seats["city"].asking == ()


def test_a_move_is_refused_where_it_does_not_fit(room):
    ana = room.seat("city")
    for n in range(5):
        room.friend("city", f"f{n}")
    bo = room.seat("shop")
    assert moves(room, bo.actor.person, "city").refused == "delegation.full"
    assert moves(room, bo.actor.person, "parents", "a/city").refused == "move.changed"
    assert moves(room, "nobody", "parents").refused == "person.unknown"
    assert moves(room, bo.actor.person, "nowhere").refused == "seat.unknown"
    assert moves(room, bo.actor.person, "parents", "a/shop").refused is None
    assert (
        room.steer(steer.MovePerson(ana.actor.person, "a", "shop"), ana.actor).refused == "actor.not_allowed"
    )


def test_two_change_places_in_one_act(room):
    ana, bo = room.seats("city", "shop")
    flags(room, "city", "more_time")
    flags(room, "shop", "remote")
    people = (ana.actor.person, bo.actor.person)
    changed = swaps(room, *people, "a/city", "a/shop")
    assert changed.kinds == [
        "seat.freed", "seat.freed", "seat.claimed", "seat.flagged", "seat.claimed", "seat.flagged", "person.moved",
        "person.moved",
    ]  # fmt: skip
    assert (sits(room, people[0]), sits(room, people[1])) == ("shop", "city")
    assert row(room, "shop").flags == ("more_time",)
    assert row(room, "city").flags == ("remote",)
    assert room.seminar.moved[people[1]] == Moved("a", "shop", "swapped")
    # a second facilitator who saw them where they sat wanted the same
    assert swaps(room, *people, "a/city", "a/shop").events == ()
    assert sits(room, people[0]) == "shop"


def test_a_full_seat_can_change_one_for_another(room):
    ana = room.seat("city")
    for n in range(5):
        room.friend("city", f"f{n}")
    bo = room.seat("shop")
    assert swaps(room, ana.actor.person, bo.actor.person).refused is None
    assert room.state.seats["city"].people == ("f0", "f1", "f2", "f3", "f4", bo.actor.person)
    assert room.state.seats["shop"].people == (ana.actor.person,)


def test_a_swap_wants_two_who_sit_and_sit_apart(room):
    ana, bo = room.seats("city", "shop")
    one, other = ana.actor.person, bo.actor.person
    room.friend("city", "ada")
    room.steer(steer.JoinPerson("ivo"))
    assert swaps(room, one, "ivo").refused == "move.nobody"
    assert swaps(room, "ivo", one).refused == "move.nobody"
    assert swaps(room, one, "shop").refused == "move.nobody"
    assert swaps(room, one, "ada").refused == "move.same_seat"
    assert swaps(room, one, other, "a/shop").refused == "move.changed"
    assert swaps(room, one, other, "a/city", "a/city").refused == "move.changed"
    assert swaps(room, "nobody", other).refused == "person.unknown"


def test_people_move_between_rooms_of_a_seminar(room):
    ana = room.seat("city")
    flags(room, "city", "more_time")
    plan = SeminarRoom("b", "Room B", 8, room.seminar.rooms["a"].seats)
    seminar = room.seminar
    seminar = replace(seminar, rooms={**seminar.rooms, "b": plan})
    events = decide_seminar(
        seminar, steer.MovePerson(ana.actor.person, "b", "shop"), Envelope(FACILITATOR, room.at, "op-move")
    )
    told = {name: [] for name in ("a", "b")}
    for event in events:
        seminar = evolve_seminar(seminar, event)
        for name, heard in told.items():
            change = passed_on(event, name)
            heard.extend([change.what] if change else [])
    assert told == {"a": ["seat_left", "standing"], "b": ["standing", "seat_held", "seat_flags"]}
    assert seminar.rooms["b"].flags == {"shop": ("more_time",)}


# --- out, and back --------------------------------------------------------------------------------------------


def taken_out(room):
    return [(line.person, line.seat, line.undone) for line in room.view(STEERING)["happened"]]


def puts_back(room, person):
    act = next(t.act for t in reversed(room.state.taken_out) if t.person == person)
    return room.steer(steer.PutPersonBack(person, act))


def test_who_is_taken_out_is_gone_from_the_seat_and_the_seminar_and_can_be_put_back(room):
    ana = room.seat("city")
    flags(room, "city", "more_time")
    name = row(room, "city").short
    public = room.state.public_version
    person = ana.actor.person
    assert room.steer(steer.RemovePerson(person)).kinds == ["seat.freed", "person.removed"]
    # others know that the seat is free, and no more than that
    assert room.state.public_version == public + 1
    assert person not in room.seminar.people
    assert room.view(STEERING)["newcomers"].people == ()
    assert taken_out(room) == [(person, name, False)]
    assert room.steer(steer.RemovePerson(person)).events == ()
    assert puts_back(room, person).kinds == ["person.put_back", "seat.claimed", "seat.flagged"]
    assert sits(room, person) == "city"
    assert room.state.seats["city"].read
    assert row(room, "city").flags == ("more_time",)
    assert taken_out(room) == [(person, name, True)]
    assert puts_back(room, person).refused == "put_back.here"


def test_who_had_not_read_the_brief_reads_it_when_put_back(room):
    ana = room.seat("city", read=False)
    room.steer(steer.RemovePerson(ana.actor.person))
    puts_back(room, ana.actor.person)
    assert not room.state.seats["city"].read
    assert row(room, "city").flags == ()


def test_taken_out_is_no_ban(room):
    ana = room.seat("city")
    person = ana.actor.person
    room.steer(steer.RemovePerson(person))
    room.steer(steer.JoinPerson(person))
    assert room.view(STEERING)["newcomers"].people == (person,)
    assert room.seminar.removed == {}
    assert puts_back(room, person).refused == "put_back.here"
    assert room.steer(steer.ClaimSeat(person, "a", "shop")).refused is None
    # once more, and the first removal is not the one to undo
    first = room.state.taken_out[0].act
    room.steer(steer.RemovePerson(person))
    assert room.steer(steer.PutPersonBack(person, first)).refused == "undo.gone"
    assert room.steer(steer.PutPersonBack("nobody", first)).refused == "undo.gone"


def test_a_seat_that_somebody_took_meanwhile_is_not_taken_from_them(room):
    ana = room.seat("city")
    room.steer(steer.RemovePerson(ana.actor.person))
    room.steer(steer.JoinPerson("ivo"))
    room.steer(steer.ClaimSeat("ivo", "a", "city"))
    assert puts_back(room, ana.actor.person).refused == "put_back.taken"
    assert ana.actor.person not in room.seminar.people


def test_one_of_several_comes_back_to_those_who_stayed_where_they_are_not_full(room):
    ana = room.seat("city")
    for n in range(5):
        room.friend("city", f"f{n}")
    person = ana.actor.person
    assert room.steer(steer.RemovePerson(person)).kinds == ["delegation.left", "person.removed"]
    room.friend("city", "late")
    assert puts_back(room, person).refused == "delegation.full"
    room.steer(steer.FreeSeat("late"))
    assert puts_back(room, person).kinds == ["person.put_back", "delegation.joined"]
    assert room.state.seats["city"].people[-1] == person


def test_who_had_no_seat_comes_back_without_one(room):
    room.steer(steer.JoinPerson("ivo"))
    assert room.steer(steer.RemovePerson("ivo")).kinds == ["person.removed"]
    assert room.view(STEERING)["newcomers"].people == ()
    assert taken_out(room) == [("ivo", "", False)]
    assert puts_back(room, "ivo").kinds == ["person.put_back"]
    assert room.view(STEERING)["newcomers"].people == ("ivo",)
    assert room.steer(steer.RemovePerson("nobody")).refused == "person.unknown"


def test_another_room_hears_only_who_stands_and_who_does_not(room):
    ana = room.seat("city")
    room.steer(steer.RemovePerson(ana.actor.person))
    out = room.seminar_log[-1]
    puts_back(room, ana.actor.person)
    back = next(e for e in room.seminar_log if e.KIND == "person.put_back")
    assert [passed_on(e, "b").what for e in (out, back)] == ["standing", "standing"]
    assert passed_on(room.seminar_log[-1], "b").what == "standing"


def test_a_room_that_does_not_know_the_removal_puts_nothing_back(room):
    room.act(SYSTEM, do.FollowSeminar(1000, PersonBack("city", "ivo", 7)))
    assert room.state.standing == ("ivo",)


def test_a_room_that_goes_on_from_an_earlier_moment_keeps_nothing_in_mind_of_people(room):
    ana, bo = room.seats("city", "shop")
    flags(room, "city", "more_time")
    room.steer(steer.RemovePerson(bo.actor.person))
    begun = replace(room.state, id="b")
    for event in decide(
        begun, do.BeginBranch("t", "Room A again", "a", room.at), Envelope(SYSTEM, room.at, "op-branch")
    ):
        begun = evolve(begun, event)
    assert begun.flags == {}
    assert begun.taken_out == ()
    assert ana.actor.person not in begun.standing
