"""The seminar: joining, seats, the running order and its clock, and what a room is told of it."""

import pytest

from simulator.core import seminar_change as change
from simulator.core.clockwork import Clock
from simulator.core.commands import seminar as steer
from simulator.core.envelope import Actor
from simulator.core.events import seminar as ev
from simulator.core.evolving.seminar import evolve_seminar, passed_on
from simulator.core.state.seminar import Seminar
from tests.support.room import FACILITATOR, SYSTEM, Room, replay_seminar

PLAN = steer.RoomPlan("a", "Room A", 8)


@pytest.fixture
def room():
    return Room()


def person(name):
    return Actor("delegate", name)


def test_a_seminar_opens_with_its_rooms():
    room = Room(start=False)
    opened = room.steer(steer.OpenSeminar("book", (PLAN, steer.RoomPlan("b", "Room B", 4)), "points", "demo"))
    assert [e.KIND for e in opened.events] == ["seminar.opened", "room.opened", "room.opened"]
    assert [(r.name, len(r.seats)) for r in room.seminar.rooms.values()] == [("Room A", 8), ("Room B", 4)]
    assert (room.seminar.settings.help, room.seminar.settings.bots, room.seminar.step) == (
        "points",
        "demo",
        "arrive",
    )
    assert room.steer(steer.OpenSeminar("book", (PLAN,))).refused == "seminar.already_open"


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (steer.OpenSeminar("book", ()), "room.unknown"),
        (steer.OpenSeminar("book", (PLAN,), help="loud"), "value.unknown"),
        (steer.OpenSeminar("book", (PLAN,), bots="evil"), "value.unknown"),
        (steer.OpenSeminar("book", (steer.RoomPlan("a", "A", 9),)), "value.unknown"),
        (steer.JoinPerson("ana"), "room.unknown"),
    ],
)
def test_a_seminar_that_cannot_be_opened_or_joined_is_refused(command, code):
    assert Room(start=False).steer(command).refused == code


def test_without_a_scenario_there_is_no_seminar():
    room = Room(start=False)
    room.seminar = Seminar("s")
    assert room.steer(steer.OpenSeminar("book", (PLAN,))).refused == "room.unknown"


def test_a_person_joins_once(room):
    assert room.steer(steer.JoinPerson("ana"), person("ana")).kinds == ["person.joined"]
    assert room.steer(steer.JoinPerson("ana"), person("ana")).events == ()
    assert room.seminar.people == ("ana",)


def test_a_seat_that_is_taken_is_refused(room):
    room.seat("city")
    room.steer(steer.JoinPerson("bo"))
    taken = room.steer(steer.ClaimSeat("bo", "a", "city"), person("bo"))
    assert (taken.refused, taken.facts) == ("seat.taken", {"seat": "city"})


def test_moving_frees_the_old_seat(room):
    ana = room.seat("city")
    assert room.state.seats["city"].read
    moved = room.steer(steer.ClaimSeat("person-city", "a", "shop"), ana.actor)
    assert moved.kinds == ["seat.freed", "seat.claimed"]
    assert room.seminar.place["person-city"] == ("a", "shop")
    assert room.seminar.rooms["a"].holder == {"shop": "person-city"}
    assert (room.state.seats["city"].person, room.state.seats["city"].read) == ("", False)
    assert (room.state.seats["shop"].person, room.state.seats["shop"].present) == ("person-city", True)


def test_claiming_the_seat_one_has_changes_nothing(room):
    ana = room.seat("city")
    assert room.steer(steer.ClaimSeat("person-city", "a", "city"), ana.actor).events == ()


def test_a_facilitator_seats_and_unseats_anybody_and_others_only_themselves(room):
    room.seat("city")
    room.steer(steer.JoinPerson("bo"))
    assert room.steer(steer.FreeSeat("person-city"), person("bo")).refused == "actor.not_yours"
    assert room.steer(steer.ClaimSeat("bo", "a", "shop"), person("person-city")).refused == "actor.not_yours"
    assert room.steer(steer.FreeSeat("person-city")).kinds == ["seat.freed"]
    assert room.steer(steer.FreeSeat("person-city")).events == ()
    assert room.steer(steer.ClaimSeat("bo", "a", "city")).kinds == ["seat.claimed"]


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (steer.ClaimSeat("ana", "a", "city"), "person.unknown"),
        (steer.FreeSeat("ana"), "person.unknown"),
        (steer.ClaimSeat("bo", "z", "city"), "room.unknown"),
        (steer.ClaimSeat("bo", "a", "mars"), "seat.unknown"),
        (steer.RenewPhrase("z", "city"), "room.unknown"),
        (steer.RenewPhrase("a", "mars"), "seat.unknown"),
    ],
)
def test_people_seats_and_rooms_that_are_not_there_are_refused(room, command, code):
    room.steer(steer.JoinPerson("bo"))
    assert room.steer(command).refused == code


def test_a_new_phrase_is_a_new_generation(room):
    for generation in (1, 2):
        assert room.steer(steer.RenewPhrase("a", "city")).events == (
            ev.PhraseRenewed("a", "city", generation),
        )
    assert room.seminar.rooms["a"].generation == {"city": 2}


def test_only_a_facilitator_steers(room):
    assert room.steer(steer.EnterStep(), person("ana")).refused == "actor.not_allowed"
    assert room.steer(steer.HoldClock(5), FACILITATOR).refused == "actor.not_allowed"


def test_steps_follow_each_other_to_the_end(room):
    entered = []
    for _ in room.book.steps:
        assert not room.facilitator.enters().refused
        entered.append(room.state.step)
    assert entered == [s.id for s in room.book.steps]
    assert room.facilitator.enters().refused == "step.last"
    assert room.facilitator.enters("nowhere").refused == "step.unknown"
    assert room.facilitator.enters("arrive").refused is None


def test_a_step_starts_its_clock_and_goes_back_to_the_first_picture(room):
    room.facilitator.enters()
    room.steer(steer.ShowSlide(1))
    room.steer(steer.ShowScene("room"))
    room.facilitator.enters()
    assert room.seminar.clock == Clock(ends_at=room.seminar.step_began + 600_000) == room.state.clock
    assert (room.seminar.slide, room.seminar.scene, room.state.slide, room.state.scene) == (0, "", 0, "")


def test_the_clock_pauses_and_goes_on_with_what_was_left(room):
    room.facilitator.enters()
    deadline = room.state.clock.ends_at
    left = deadline - (room.at + 1000)
    assert room.facilitator.pauses().events[0].clock == Clock(remaining=left) == room.state.clock
    assert room.facilitator.pauses().refused == "clock.paused"
    room.tick(60_000)
    now = room.at + 1000
    assert room.facilitator.resumes().events[0].why == "resumed"
    assert room.state.clock == Clock(ends_at=now + left)
    assert room.facilitator.resumes().refused == "clock.running"


def test_before_the_first_step_there_is_no_clock(room):
    assert room.facilitator.pauses().refused == "clock.none"
    assert room.facilitator.resumes().refused == "clock.none"
    assert room.steer(steer.ExtendStep(5)).refused == "clock.none"
    assert room.steer(steer.HoldClock(5_000), SYSTEM).events == ()


@pytest.mark.parametrize("minutes", [0, -3, 121])
def test_an_extension_is_between_one_and_a_hundred_and_twenty_minutes(room, minutes):
    room.facilitator.enters()
    refusal = room.steer(steer.ExtendStep(minutes))
    assert (refusal.refused, refusal.facts) == ("pledge.amount", {"least": 1, "most": 120})


def test_limits_are_still_within_bounds(room):
    room.facilitator.enters()
    wishes = [steer.ExtendStep(1), steer.ExtendStep(120), steer.Announce("x" * 200)]
    assert [room.steer(wish).refused for wish in wishes] == [None] * 3
    assert room.steer(steer.HoldClock(1), SYSTEM).kinds == ["clock.changed"]


def test_more_minutes_move_the_deadline(room):
    room.facilitator.enters()
    before = room.state.clock.ends_at
    room.steer(steer.ExtendStep(3))
    assert room.state.clock.ends_at == before + 180_000


def test_a_gap_of_the_server_is_nobodys_time(room):
    room.facilitator.enters()
    before = room.state.clock.ends_at
    assert room.steer(steer.HoldClock(7_000), SYSTEM).events[0].why == "held"
    assert room.state.clock.ends_at == before + 7_000
    assert room.steer(steer.HoldClock(0), SYSTEM).events == ()
    # the machine's clock was set back: what was to end then would end too late
    assert room.steer(steer.HoldClock(-9_000), SYSTEM).events[0].why == "held"
    assert room.state.clock.ends_at == before - 2_000
    room.facilitator.pauses()
    assert room.steer(steer.HoldClock(7_000), SYSTEM).events == ()


def test_pictures_scenes_notices_and_help_are_shown_once(room):
    room.facilitator.enters()
    wishes = [
        steer.ShowSlide(1),
        steer.ShowScene("room"),
        steer.Announce(" Ten minutes. "),
        steer.SetHelp("points"),
    ]
    for wish in wishes:
        assert len(room.steer(wish).events) == 1
        assert room.steer(wish).events == ()
    assert (room.state.slide, room.state.scene, room.state.notice, room.state.help) == (
        1,
        "room",
        "Ten minutes.",
        "points",
    )


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (steer.ShowSlide(2), "value.unknown"),
        (steer.ShowSlide(-1), "value.unknown"),
        (steer.ShowScene("moon"), "value.unknown"),
        (steer.SetHelp("loud"), "value.unknown"),
        (steer.Announce("x" * 201), "text.too_long"),
    ],
)
def test_what_cannot_be_shown_is_refused(room, command, code):
    room.facilitator.enters()
    assert room.steer(command).refused == code


EVENTS = [
    (ev.SeatClaimed("ana", "a", "city"), change.SeatHeld("city", "ana")),
    (ev.SeatFreed("ana", "a", "city"), change.SeatLeft("city")),
    (ev.SeatFreed("ana", "b", "city"), change.Standing("ana", True)),
    (ev.SeatClaimed("ana", "b", "city"), change.Standing("ana", False)),
    (ev.PersonJoined("ana"), change.Standing("ana", True)),
    (ev.StepEntered("talk", 5, Clock(ends_at=9)), change.StepBegun("talk", Clock(ends_at=9), at=5)),
    (
        ev.ClockChanged("paused", Clock(ends_at=9), Clock(remaining=4)),
        change.ClockSet(Clock(remaining=4), why="paused"),
    ),
    (ev.SlideShown(2), change.SlideSet(2)),
    (ev.SceneShown("room", "ana", 7), change.SceneSet("room", by="ana", at=7)),
    (ev.NoticeGiven("hush"), change.NoticeSet("hush")),
    (ev.HelpChanged("off"), change.HelpSet("off")),
    (ev.PhraseRenewed("a", "city", 2), None),
]


@pytest.mark.parametrize(("event", "told"), EVENTS)
def test_a_room_is_told_what_concerns_it_and_nothing_else(event, told):
    assert passed_on(event, "a") == told


def test_the_log_makes_the_same_seminar_again(room):
    room.seats("city", "shop")
    room.facilitator.enters()
    room.facilitator.pauses()
    assert replay_seminar(room) == room.seminar
    assert room.seminar.version == len(room.seminar_log)


def test_an_event_of_a_later_release_changes_nothing_in_a_seminar(room):
    after = evolve_seminar(room.seminar, object())
    assert (after.version, after.rooms) == (room.seminar.version + 1, room.seminar.rooms)


@pytest.mark.parametrize("choice", ["help", "bots", "depth", "talk", "letters"])
def test_a_choice_that_nobody_offers_is_refused(choice):
    opened = Room(start=False).steer(steer.OpenSeminar("book", (PLAN,), **{choice: "loud"}))
    assert opened.refused == "value.unknown"


def test_the_choices_of_a_seminar_reach_its_room():
    room = Room(depth="full", talk="remote", letters="after")
    assert (room.state.depth, room.state.talk, room.state.letters) == ("full", "remote", "after")
