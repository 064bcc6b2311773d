"""Who speaks next, how long, and what a pause does to a turn."""

import pytest

from simulator.core.clockwork import Clock
from simulator.core.commands import exercise as do
from simulator.core.commands import seminar as steer
from simulator.core.envelope import FACILITATOR, ROOM, SCREEN, seat_audience
from simulator.web.words.tables import turn_words
from tests.support.dirt import Pages
from tests.support.room import SYSTEM, Room


@pytest.fixture
def room():
    """A plenary with three people. A forgotten part fails the test."""
    room, pages = Room(), Pages()
    room.seats("city", "shop", "walkers")
    room.facilitator.enters("plenum")

    def check(before, event, after):
        missed = pages.missed(before, event, after)
        assert not missed, f"{event.KIND}: {sorted(missed)}"

    room.watch = check
    return room


def does(room, seat, command, *more):
    return room.act(room.delegate(seat), command(seat, *more))


def order(room):
    return [s.seat for s in room.view(ROOM)["speakers"].waiting]


def left(room):
    return room.state.speaking.clock.left(room.at)


def test_people_wait_in_the_order_of_asking_and_a_point_of_order_goes_first(room):
    for seat in ("shop", "city"):
        does(room, seat, do.AskForFloor)
    assert does(room, "shop", do.AskForFloor).events == ()
    does(room, "walkers", do.AskForFloor, True)
    assert order(room) == ["walkers", "shop", "city"]
    does(room, "city", do.AskForFloor, True)
    assert order(room) == ["walkers", "city", "shop"]
    assert [s.kind for s in room.view(ROOM)["speakers"].waiting] == ["point", "point", "one"]
    does(room, "walkers", do.LeaveList)
    assert does(room, "walkers", do.LeaveList).events == ()
    mine = {s: room.view(seat_audience(s))["myturn"] for s in ("city", "shop", "walkers")}
    assert [(m.place, m.point, m.may_start) for m in mine.values()] == [
        (1, True, True), (2, False, False), (0, False, False),
    ]  # fmt: skip


def test_who_may_not_ask_to_speak_reads_why(room):
    said = lambda seat: turn_words(room.view(seat_audience(seat))["myturn"])  # noqa: E731 - read again and again
    room.seat("bank", read=False)
    assert said("bank") == "Asking to speak opens when you have read your brief."
    assert said("city") == "Do you want to speak to everybody?"
    room.facilitator.pauses()
    assert said("city") == "Asking to speak rests in the pause."


def test_who_speaks_for_a_table_goes_before_the_others(room):
    room.facilitator.enters("meet")
    assert room.view(ROOM)["speakers"].quiet
    room.facilitator.records(do.NameRole("meet-2", "spokesperson", "shop"))
    room.facilitator.records(do.NameRole("meet-1", "spokesperson", "county"))
    does(room, "city", do.AskForFloor)
    does(room, "shop", do.AskForFloor)
    assert order(room) == ["shop", "city"]
    assert not room.view(ROOM)["speakers"].quiet


def test_a_turn_runs_two_minutes_and_then_stands(room):
    does(room, "city", do.AskForFloor)
    assert does(room, "city", do.StartTurn).kinds == ["speaker.started"]
    assert does(room, "city", do.AskForFloor).events == ()
    assert (order(room), left(room)) == ([], 119_000)
    assert room.view(SCREEN)["scene"].name == "speakers"
    room.facilitator.opens(money="none")
    assert room.view(SCREEN)["scene"].name == "decision", "what the room is asked is larger than who speaks"
    room.facilitator.cancels()
    assert room.view(SCREEN)["scene"].name == "speakers"
    assert room.view(seat_audience("city"))["myturn"].speaking
    room.tick(130_000)
    (ended,) = does(room, "city", do.EndTurn).events
    assert ended.left < 0
    assert room.state.speaking.speaker == ""
    assert room.view(SCREEN)["scene"].name != "speakers"


def test_a_facilitator_starts_anybody_ends_and_sets_the_length(room):
    steers = room.facilitator.records
    assert steers(do.SetTurn(90)).kinds == ["speaker.turn_set"]
    assert steers(do.SetTurn(90)).events == ()
    assert steers(do.SetTurn(10)).refused == "pledge.amount"
    does(room, "city", do.AskForFloor)
    steers(do.StartTurn("shop"))
    assert steers(do.StartTurn("shop")).events == ()
    assert does(room, "city", do.StartTurn).refused == "speaker.not_next"
    assert left(room) == 88_000
    steers(do.StartTurn("city"))
    assert room.view(FACILITATOR)["turns"].speaker.seat == "city"
    assert steers(do.EndTurn("city")).kinds == ["speaker.ended"]


def test_a_turn_rests_in_a_pause_and_loses_nothing_to_a_gap(room):
    room.facilitator.records(do.StartTurn("city"))
    room.tick(20_000)
    room.facilitator.pauses()
    rest = left(room)
    room.tick(60_000)
    assert left(room) == rest
    room.facilitator.resumes()
    ends = room.state.speaking.clock.ends_at
    room.steer(steer.ExtendStep(5))
    assert room.state.speaking.clock.ends_at == ends
    room.steer(steer.HoldClock(9_000), SYSTEM)
    assert room.state.speaking.clock.ends_at == ends + 9_000
    room.facilitator.pauses()
    room.facilitator.records(do.StartTurn("shop"))
    assert room.state.speaking.clock == Clock(remaining=120_000)


def test_who_leaves_the_seat_leaves_the_list_and_a_new_step_begins_an_empty_one(room):
    does(room, "city", do.AskForFloor)
    does(room, "shop", do.AskForFloor)
    room.facilitator.records(do.StartTurn("walkers"))
    room.steer(steer.FreeSeat("person-walkers"))
    assert room.state.speaking.speaker == ""
    room.steer(steer.FreeSeat("person-city"))
    assert order(room) == ["shop"]
    room.facilitator.records(do.SetTurn(60))
    room.facilitator.enters("pause")
    assert (order(room), room.state.speaking.seconds) == ([], 60)


def test_eyes_up_says_one_sentence_everywhere_until_it_ends(room):
    assert room.steer(steer.EyesUp(True, " Look at the map. ")).kinds == ["eyes.changed"]
    assert room.steer(steer.EyesUp(True, "Look at the map.")).events == ()
    assert room.view(ROOM)["eyes"].text == "Look at the map."
    assert room.view(SCREEN)["scene"].name == "eyes"
    assert room.view(FACILITATOR)["control"].eyes_up
    assert room.steer(steer.EyesUp(True, "x" * 201)).refused == "text.too_long"
    room.steer(steer.EyesUp())
    assert (room.view(ROOM)["eyes"].up, room.view(SCREEN)["scene"].name) == (False, "agreement")
    assert not room.seminar.eyes_up
