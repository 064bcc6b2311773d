"""A moment is returned to: the new room is what the old one was then, with nobody in it and the clocks held."""

from dataclasses import replace

import pytest

from simulator.core.clockwork import Clock
from simulator.core.commands import exercise as do
from simulator.core.commands import seminar as steer
from simulator.core.decide import decide
from simulator.core.deciding.desk import wished
from simulator.core.deciding.seminar import decide_seminar
from simulator.core.envelope import ROOM, Envelope, seat_audience
from simulator.core.evolving.exercise import evolve
from simulator.core.evolving.seminar import evolve_seminar, passed_on
from simulator.core.permissions import permissions
from simulator.core.refusals import Refused
from simulator.core.state.exercise import Exercise
from simulator.core.state.seminar import Seminar
from tests.support.dirt import Pages
from tests.support.room import FACILITATOR as STAFF
from tests.support.room import SYSTEM, Room

MINUTE = 60_000


def copied(room, upto):
    """The log of a room until a version, under another id."""
    state = Exercise("s2-1", room.book)
    for event in room.log[:upto]:
        state = evolve(state, event)
    return state


def begin(state, at, origin="a"):
    command = do.BeginBranch("s2", "Room A, from 14:20", origin, at)
    for event in decide(state, command, Envelope(SYSTEM, at + MINUTE, "branch")):
        state = evolve(state, event)
    return state


def refused(state, command):
    try:
        decide(state, command, Envelope(SYSTEM, 1, "branch"))
    except Refused as no:
        return no.code
    return None


def busy_room():
    room = Room()
    ana, bo, _ = room.seats("city", "shop", "walkers")
    room.friend("city")
    room.facilitator.enters("talk")
    ana.marks("lead.city", "yes")
    assert ana.wants(wished(room.state, "city")[0]).events
    ana.says("Between us.", "private", ("shop",))
    room.act(bo.actor, do.AskForHelp("shop", "come"))
    group = room.state.group_of("city").id
    room.act(ana.actor, do.TapSpeaker("city", group, "city"))
    return room, ana, bo


def test_what_was_agreed_and_said_stays_and_who_was_there_does_not():
    room, ana, bo = busy_room()
    room.tick(MINUTE)
    then, upto, at = room.state, len(room.log), room.at
    ana.marks("lead.city", "no")
    bo.says("Much later.")
    new = begin(copied(room, upto), at)
    assert (new.seminar, new.room, new.branch.origin, new.branch.version) == (
        "s2",
        "Room A, from 14:20",
        "a",
        upto,
    )
    assert new.clock == Clock(remaining=then.clock.ends_at - at)
    kept = replace(
        then, id=new.id, seminar=new.seminar, room=new.room, branch=new.branch, clock=new.clock, seats=new.seats,
        worksheets=new.worksheets, heard=new.heard, version=new.version, public_version=new.public_version,
        followed=0, steered=new.steered, acts={}, requests={},
    )  # fmt: skip
    assert new == kept
    assert new.heard.spoken["city"] >= MINUTE  # what was tapped until then is counted, and rests
    assert all(not s.people and not s.present for s in new.seats.values())
    assert {k: (s.read, s.votes, s.sector) for k, s in new.seats.items()} == {
        k: (s.read, s.votes, s.sector) for k, s in then.seats.items()
    }
    assert "Much later" not in str(new)
    assert ana.marks("lead.city", "with", "why").refused is None  # the old room goes on


def test_a_worksheet_waits_for_whoever_takes_the_seat_and_no_later_one_gets_it():
    room, _, _ = busy_room()
    new = begin(copied(room, len(room.log)), room.at)
    log, wish = Room(room.book), f"wish/{wished(room.state, 'city')[0]}"
    log.state = new
    taken = (
        log.steer(steer.JoinPerson("new-ana")).events
        + log.steer(steer.ClaimSeat("new-ana", "a", "city")).events
    )
    assert taken
    assert log.view(seat_audience("city"))[wish].mark == "must"
    log.steer(steer.FreeSeat("new-ana"))
    log.steer(steer.JoinPerson("somebody"))
    log.steer(steer.ClaimSeat("somebody", "a", "city"))
    assert log.view(seat_audience("city"))[wish].mark == ""
    log.steer(steer.ClaimSeat("new-ana", "a", "shop"))
    assert log.state.seats["shop"].person == "new-ana"


def test_a_clock_that_rests_goes_on_resting_and_one_that_never_began_does_not_begin():
    room = Room()
    new = begin(copied(room, len(room.log)), room.at)
    assert (new.clock, new.version) == (Clock(), len(room.log) + 1)
    room.seats("city")
    room.facilitator.enters("talk")
    room.facilitator.pauses()
    new = begin(copied(room, len(room.log)), room.at)
    assert (new.clock, new.version) == (room.state.clock, len(room.log) + 1)


def test_what_has_a_clock_of_its_own_rests_with_the_room():
    room = Room()
    room.seats("city", "shop")
    room.facilitator.enters("plenum")
    room.facilitator.records(do.StartTurn("city"))
    room.tick(30_000)
    new = begin(copied(room, len(room.log)), room.at)
    assert new.speaking.speaker == "city"
    assert new.speaking.clock == Clock(remaining=room.state.speaking.clock.ends_at - room.at)


def test_a_room_begins_once_and_only_from_a_copy():
    room, _, _ = busy_room()
    command = do.BeginBranch("s2", "Room B", "a", room.at)
    assert refused(room.state, command) == "room.unknown"  # not from itself
    assert refused(Exercise("s2-1", room.book), command) == "room.unknown"
    new = begin(copied(room, len(room.log)), room.at)
    assert refused(new, command) == "seminar.already_open"
    # and one may return to a moment of a room that began so itself
    again = replace(new, id="s3-1")
    assert begin(again, room.at, "s2-1").branch.origin == "s2-1"


def test_the_old_room_says_where_it_goes_on():
    room, _, _ = busy_room()
    pages = Pages()
    pages.missed(room.state, room.log[-1], room.state)

    def check(before, event, after):
        assert not pages.missed(before, event, after)

    room.watch = check
    tell = do.TellBranch("s2-1", "Room A, from 14:20", 12, room.at)
    assert room.act(SYSTEM, tell).kinds == ["branch.told"]
    assert room.act(SYSTEM, tell).events == ()
    room.act(SYSTEM, do.TellBranch("s3-1", "Room A, from 14:25", 15, room.at))
    assert [g.exercise for g in room.view(ROOM)["goeson"]] == ["s3-1", "s2-1"]
    assert "branch.tell" not in {p.kind for p in permissions(room.state, SYSTEM)}
    # a room that begins as this one is knows nothing of the others
    assert begin(copied(room, len(room.log)), room.at).goes_on == ()


def branch_seminar(room, new):
    opening = steer.OpenSeminar("book", (steer.RoomPlan("s2-1", new.room, 8),), "words", "fill")
    return steer.BranchSeminar(
        opening, "a", room.at, new.step, 0, "", "", new.clock, {"talk": 9}, ("sign",), {"city": 2}
    )


def test_the_new_seminar_stands_in_the_step_of_then_with_its_clock_held():
    room, _, _ = busy_room()
    new = begin(copied(room, len(room.log)), room.at)
    state = Seminar("s2", rulebook=room.book)
    events = decide_seminar(state, branch_seminar(room, new), Envelope(SYSTEM, room.at, "open"))
    assert [e.KIND for e in events] == ["seminar.opened", "room.opened", "seminar.branched"]
    for event in events:
        state = evolve_seminar(state, event)
        assert passed_on(event, "s2-1") is None  # the room began with all of that
    assert (state.step, state.clock, state.agenda.out, state.step_began) == (
        "talk",
        new.clock,
        ("sign",),
        room.at,
    )
    assert (state.rooms["s2-1"].origin, state.rooms["s2-1"].generation) == ("a", {"city": 2})
    assert state.place == {}
    # and goes on from there
    went = decide_seminar(state, steer.ResumeClock(0), Envelope(STAFF, room.at + MINUTE, "go"))
    assert went[0].clock == Clock(ends_at=room.at + MINUTE + new.clock.remaining)
    assert refuse_again(state, branch_seminar(room, new)) == "seminar.already_open"


def test_a_seminar_that_had_not_begun_begins_with_its_first_step():
    room = Room()
    new = begin(copied(room, len(room.log)), room.at)
    state = Seminar("s2", rulebook=room.book)
    for event in decide_seminar(state, branch_seminar(room, new), Envelope(SYSTEM, room.at, "open")):
        state = evolve_seminar(state, event)
    assert state.step_began == 0


def refuse_again(state, command):
    try:
        decide_seminar(state, command, Envelope(SYSTEM, 1, "again"))
    except Refused as no:
        return no.code
    return None


def test_only_the_application_itself_begins_such_a_seminar():
    room, _, _ = busy_room()
    new = begin(copied(room, len(room.log)), room.at)
    with pytest.raises(Refused) as no:
        decide_seminar(Seminar("s2", rulebook=room.book), branch_seminar(room, new), Envelope(STAFF, 1, "x"))
    assert no.value.code == "actor.not_allowed"
