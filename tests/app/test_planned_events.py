"""Events that come by themselves, in a whole server: once, at their time, in one room or in all of them."""

from dataclasses import replace

import pytest

from simulator.app.deadlines import Deadlines
from simulator.app.players import Players
from simulator.app.ports import StoreFailed
from simulator.core.rulebook import Inject
from simulator.realtime.ticker import Ticker
from tests.support.house import House
from tests.support.scenarios import scenario

MINUTE = 60_000
STORM = Inject("storm", "A storm", "It rains.", "late")
EARLY = Inject("early", "The hall closes early", "Keys.", "late", minutes=-5)


def beat(house):
    ticker = Ticker(house.simulator, Players(house.simulator, lambda _n: 0), lambda _s: None, 0.25)
    ticker.hold_gap()
    return Deadlines(house.simulator).end_overdue()


def goes_on(house, milliseconds):
    done = 0
    while milliseconds > 0:
        house.clock.at += min(1000, milliseconds)
        milliseconds -= 1000
        done += beat(house)
    return done


@pytest.fixture
def house(tmp_path):
    return House(tmp_path)


@pytest.fixture
def rooms(house):
    book = replace(scenario("first-table"), injects=(STORM, EARLY))
    first = house.open(book, rooms=2)
    other = f"{first.rpartition('-')[0]}-2"
    house.steer(first, "step.enter", step="deciding")
    beat(house)
    return first, other


def thrown(house, room):
    return [e.inject for _, e in house.simulator.exercise_events(room) if e.KIND == "inject.thrown"]


def test_a_planned_event_comes_once_in_its_room_and_rests_in_a_pause(house, rooms):
    first, other = rooms
    assert house.steer(first, "inject.plan", inject="storm", amount="2")["ok"]
    goes_on(house, MINUTE)
    assert house.steer(first, "clock.pause")["ok"]
    goes_on(house, 5 * MINUTE)
    assert thrown(house, first) == []
    house.steer(first, "clock.resume")
    goes_on(house, MINUTE - 1000)
    assert thrown(house, first) == []
    goes_on(house, 3000)
    assert (thrown(house, first), thrown(house, other)) == (["storm"], [])
    assert beat(house) == 0


def test_a_plan_for_every_room_comes_in_each_and_is_taken_back_in_each(house, rooms):
    ack = house.steer(rooms[0], "inject.plan", inject="storm", step="sign", rooms="all")
    assert ack["said"] == "Done in every room."
    assert house.steer(rooms[1], "inject.unplan", op="op-unplan-all", inject="storm", rooms="all")["ok"]
    assert [house.simulator.exercise(r).planned for r in rooms] == [{}, {}]
    house.steer(rooms[0], "inject.plan", op="op-plan-again", inject="storm", step="sign", rooms="all")
    house.steer(rooms[0], "step.enter", step="sign")
    goes_on(house, 2000)
    assert [thrown(house, r) for r in rooms] == [["storm"], ["storm"]]


def test_what_moves_the_clock_comes_in_every_room_also_by_a_plan_of_one(house, rooms):
    assert house.steer(rooms[0], "inject.throw", inject="early")["code"] == "inject.clock"
    house.steer(rooms[1], "inject.plan", inject="early", amount="1")
    before = house.simulator.exercise(rooms[0]).clock
    goes_on(house, MINUTE + 1000)
    assert [thrown(house, r) for r in rooms] == [["early"], ["early"]]
    after = [house.simulator.exercise(r).clock for r in rooms]
    assert after[0] == after[1]
    assert before.ends_at - after[0].ends_at == 5 * MINUTE
    assert beat(house) == 0


def test_thrown_everywhere_it_skips_the_room_where_it_has_happened(house, rooms):
    assert house.steer(rooms[0], "inject.throw", inject="storm")["ok"]
    assert house.steer(rooms[0], "inject.throw_all", inject="storm")["ok"]
    assert [thrown(house, r) for r in rooms] == [["storm"], ["storm"]]
    assert house.steer(rooms[0], "inject.throw", op="op-once-more", inject="storm")["code"] == "inject.thrown"


def test_a_store_that_fails_is_tried_again(house, rooms, monkeypatch):
    house.steer(rooms[0], "inject.plan", inject="early", amount="1")

    def broken(*_args, **_more):
        raise StoreFailed("disk")

    with monkeypatch.context() as patched:
        patched.setattr(house.simulator, "steer", broken)
        house.clock.at += MINUTE + 1000
        assert Deadlines(house.simulator).end_overdue() == 0
    assert Deadlines(house.simulator).end_overdue() == 1
    assert thrown(house, rooms[0]) == ["early"]


def test_a_plan_survives_a_restart(house, rooms):
    house.steer(rooms[0], "inject.plan", inject="storm", amount="1")
    planned = house.simulator.exercise(rooms[0]).planned
    house.simulator.forget_state(rooms[0])
    assert house.simulator.exercise(rooms[0]).planned == planned
    assert house.simulator.room_count(rooms[0]) == 2
    assert house.simulator.room_count("nowhere") == 1
