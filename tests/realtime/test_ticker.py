"""Beats: what happens by itself, and the time that nobody loses."""

import pytest

from simulator.app.deadlines import Deadlines
from simulator.app.players import Players
from simulator.app.ports import StoreFailed
from simulator.realtime.ticker import BEAT, GAP, Ticker
from tests.support.house import SEATS, House


def ticker_of(house, sleep=None):
    return Ticker(house.simulator, Players(house.simulator, lambda _n: 0), sleep or (lambda _s: None), 0.25)


def test_the_first_beat_of_a_new_house_holds_nothing(house):
    exercise = house.open()
    house.steer(exercise, "step.enter")
    before = house.simulator.exercise(exercise).clock
    assert ticker_of(house).hold_gap() == 0
    assert house.simulator.exercise(exercise).clock == before


def test_a_short_delay_is_no_gap(house):
    exercise = house.open()
    house.steer(exercise, "step.enter")
    ticker = ticker_of(house)
    ticker.hold_gap()
    before = house.simulator.exercise(exercise).clock
    house.clock.at += GAP - 1
    assert ticker.hold_gap() == 0
    assert house.simulator.exercise(exercise).clock == before


def test_a_restart_gives_the_room_its_time_back(tmp_path):
    house = House(tmp_path)
    one, two = house.open(rooms=2), house.open()
    for exercise in (one, two):
        house.steer(exercise, "step.enter", step="deciding")
    ticker_of(house).hold_gap()
    left = house.simulator.exercise(one).clock.left(house.clock())
    house.clock.at += 90_000
    again = House(tmp_path, stores=house.stores, clock=house.clock)
    assert ticker_of(again).hold_gap() == 90_000
    for room in (one, f"{one.rpartition('-')[0]}-2", two):
        assert again.simulator.exercise(room).clock.left(house.clock()) == left
    assert ticker_of(again).hold_gap() == 0


@pytest.mark.parametrize("by", [3_600_000, -3_600_000, -GAP])
def test_a_clock_that_is_set_takes_and_gives_no_time(house, by):
    exercise = house.open()
    house.steer(exercise, "step.enter", step="deciding")
    ticker = ticker_of(house)
    ticker.hold_gap()
    left = house.simulator.exercise(exercise).clock.left(house.clock())
    house.clock.at += by
    assert ticker.hold_gap() == by
    assert house.simulator.exercise(exercise).clock.left(house.clock()) == left
    assert ticker.hold_gap() == 0


def test_what_is_done_after_the_clock_was_set_back_is_stored_behind_what_was_before(house):
    exercise = house.open()
    vendors = house.sit(exercise, "vendors")
    assert house.act(vendors, exercise, "message.send", channel="plenary", text="first")["ok"]
    house.clock.at -= 86_400_000
    ticker_of(house).hold_gap()
    assert house.act(vendors, exercise, "message.send", channel="plenary", text="second")["ok"]
    said = [r for r in house.stores.events.read(f"exercise:{exercise}") if r.kind == "message.sent"]
    assert [r.payload["text"] for r in said] == ["first", "second"]
    again = House(house.running.settings.data, stores=house.stores, clock=house.clock)
    assert again.simulator.exercise(exercise) == house.simulator.exercise(exercise)


def test_a_paused_clock_is_not_held(house):
    exercise = house.open()
    house.steer(exercise, "step.enter", step="deciding")
    house.steer(exercise, "clock.pause")
    ticker = ticker_of(house)
    ticker.hold_gap()
    before = house.simulator.exercise(exercise)
    house.clock.at += 90_000
    assert ticker.hold_gap() == 90_000
    assert house.simulator.exercise(exercise) == before


def test_a_hold_is_in_the_log_of_the_seminar(house):
    exercise = house.open()
    house.steer(exercise, "step.enter", step="deciding")
    ticker = ticker_of(house)
    ticker.hold_gap()
    house.clock.at += GAP
    ticker.hold_gap()
    seminar = house.simulator.exercise(exercise).seminar
    held = [r for r in house.stores.events.read(f"seminar:{seminar}") if r.payload.get("why") == "held"]
    assert [r.actor for r in held] == ["system"]


def test_two_processes_that_notice_the_same_gap_hold_it_once(tmp_path):
    house = House(tmp_path)
    exercise = house.open()
    house.steer(exercise, "step.enter", step="deciding")
    ticker_of(house).hold_gap()
    left = house.simulator.exercise(exercise).clock.left(house.clock())
    house.clock.at += 60_000
    other = House(tmp_path, stores=house.stores, clock=house.clock)
    other.simulator.exercise(exercise)
    ticker_of(house).hold_gap()
    ticker_of(other).hold_gap()
    assert house.simulator.exercise(exercise).clock.left(house.clock()) == left


def held(tmp_path):
    """A house that was away for a minute and held it, its room, what was left before, and the beat before the gap."""
    house = House(tmp_path)
    exercise = house.open()
    house.steer(exercise, "step.enter", step="deciding")
    ticker_of(house).hold_gap()
    left, last = house.simulator.exercise(exercise).clock.left(house.clock()), house.clock()
    house.clock.at += 60_000
    ticker_of(house).hold_gap()
    return house, exercise, left, last


@pytest.mark.parametrize("later", [0, 40, 20_000])
def test_a_gap_that_was_held_and_not_beaten_over_is_held_from_there_on(tmp_path, later):
    """Whoever held it was killed before its beat, or another process read the last beat before that."""
    house, exercise, left, last = held(tmp_path)
    for waited in (later, 7_000):
        house.stores.heartbeat.beat(BEAT, last)
        house.clock.at += waited
        again = House(tmp_path, stores=house.stores, clock=house.clock)
        ticker_of(again).hold_gap()
        lost = left - again.simulator.exercise(exercise).clock.left(house.clock())
        assert lost == (later if later < GAP and waited == later else 0)


def test_two_processes_that_hold_one_gap_at_the_same_moment_do_not_fail(tmp_path, monkeypatch):
    house, exercise, left, last = held(tmp_path)
    house.stores.heartbeat.beat(BEAT, last)
    house.clock.at += 40
    slower = ticker_of(House(tmp_path, stores=house.stores, clock=house.clock))
    # it looked before the other one had stored anything
    monkeypatch.setattr(slower, "_held_until", lambda *_: None)
    slower.hold_gap()
    assert house.simulator.exercise(exercise).clock.left(house.clock()) == left - 40


def test_beats_are_kept_once_a_second_however_fast_the_parties_act(house):
    beats, naps = [], []
    house.stores.heartbeat.beat(BEAT, house.clock())

    class Enough(Exception):
        pass

    def sleep(seconds):
        naps.append(seconds)
        if len(naps) > 12:
            raise Enough

    ticker = ticker_of(house, sleep)
    ticker.hold_gap = lambda: beats.append(len(naps)) or 0
    with pytest.raises(Enough):
        ticker.run()
    assert beats == [4, 8, 12]


def listed(house):
    """A room in which something is on the consent list, for two minutes."""
    exercise = house.open()
    house.sit(exercise, SEATS[0])
    house.steer(exercise, "step.enter", step="deciding")
    ack = house.steer(exercise, "consent.list", amount="2", **{"term:money": "thirds"})
    assert ack["ok"], ack
    return exercise


def test_what_nobody_objected_to_is_adopted_when_its_time_is_up(house):
    exercise = listed(house)
    house.clock.at += 119_000
    assert Deadlines(house.simulator).end_overdue() == 0
    house.clock.at += 1_000
    assert Deadlines(house.simulator).end_overdue() == 1
    assert house.simulator.exercise(exercise).package == {"money": "thirds"}
    assert Deadlines(house.simulator).end_overdue() == 0


def test_two_processes_adopt_it_once(tmp_path):
    house = House(tmp_path)
    exercise = listed(house)
    other = House(tmp_path, stores=house.stores, clock=house.clock)
    house.clock.at += 120_000
    assert Deadlines(house.simulator).end_overdue() + Deadlines(other.simulator).end_overdue() == 1
    assert len(other.simulator.exercise(exercise).decisions) == 1


def test_nothing_is_adopted_while_the_server_slept(tmp_path):
    house = House(tmp_path)
    exercise, ticker = listed(house), ticker_of(house)
    ticker.hold_gap()
    house.clock.at += 600_000
    assert ticker.hold_gap() == 600_000
    assert Deadlines(house.simulator).end_overdue() == 0
    assert house.simulator.exercise(exercise).consents.listed


def test_a_paused_room_adopts_nothing(house):
    exercise = listed(house)
    house.steer(exercise, "clock.pause")
    house.clock.at += 600_000
    assert Deadlines(house.simulator).end_overdue() == 0


def test_while_the_room_votes_the_list_waits(house):
    exercise = listed(house)
    house.steer(exercise, "decision.open", **{"term:rule": "lead-pair"})
    house.clock.at += 120_000
    assert Deadlines(house.simulator).end_overdue() == 0
    house.steer(exercise, "decision.cancel", decision="d1")
    assert Deadlines(house.simulator).end_overdue() == 1


def test_a_room_that_cannot_be_written_to_now_is_tried_again(house):
    exercise = listed(house)
    house.clock.at += 120_000
    act, house.simulator.act = house.simulator.act, lambda *_: (_ for _ in ()).throw(StoreFailed)
    assert Deadlines(house.simulator).end_overdue() == 0
    house.simulator.act = act
    assert Deadlines(house.simulator).end_overdue() == 1
    assert house.simulator.exercise(exercise).package
