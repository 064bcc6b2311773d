"""A seminar that is put away: read, not written, and taken out again with its clock where it was."""

import pytest

from simulator.core.commands import exercise as xcmd
from simulator.core.commands import seminar as scmd
from simulator.core.envelope import Actor
from simulator.core.ids import SeminarId
from simulator.core.refusals import RefusalCode, Refused
from tests.support.house import House


@pytest.fixture
def house(tmp_path):
    return House(tmp_path)


def put_away(house, away=True):
    house.simulator.archive(SeminarId(house.entry.seminar_id), away=away)


def test_nothing_is_stored_in_a_seminar_that_is_put_away(house):
    exercise = house.open()
    ana = house.sit(exercise, "vendors")
    house.steer(exercise, "step.enter", step="deciding")
    put_away(house)
    logs = {s: house.stores.events.head(s) for s in house.stores.events.streams()}
    mark = {"target": "rule.majority", "value": "yes", "seen": "1"}
    assert house.act(ana, exercise, "stance.set", **mark)["code"] == "seminar.archived"
    assert house.steer(exercise, "notice.set", text="Hello?")["code"] == "seminar.archived"
    assert house.steer(exercise, "floor.put", target="rule")["code"] == "seminar.archived"
    for command, do in (
        (scmd.JoinPerson("p-late"), house.simulator.steer), (xcmd.MarkPresence("vendors", False), house.simulator.act),
    ):  # fmt: skip
        where = house.entry.seminar_id if do == house.simulator.steer else exercise
        with pytest.raises(Refused) as refused:
            do(where, command, Actor("system"), "operation-1")
        assert refused.value.code == RefusalCode.ARCHIVED
    assert {s: house.stores.events.head(s) for s in house.stores.events.streams()} == logs
    assert house.simulator.rooms_seen() == ()
    put_away(house, away=False)
    assert house.steer(exercise, "clock.resume")["ok"]
    assert house.act(ana, exercise, "stance.set", **mark)["ok"]


def test_the_clock_rests_while_it_is_away_and_twice_is_once(house):
    exercise = house.open()
    house.steer(exercise, "step.enter", step="deciding")
    left = house.simulator.exercise(exercise).clock.left(house.clock())
    put_away(house)
    put_away(house)
    house.clock.at += 90 * 60_000
    assert not house.simulator.exercise(exercise).clock.running
    put_away(house, away=False)
    assert house.steer(exercise, "clock.resume")["ok"]
    assert house.simulator.exercise(exercise).clock.left(house.clock()) == left


def test_what_was_stored_before_is_still_confirmed_as_stored(house):
    exercise = house.open()
    ana = house.sit(exercise, "vendors")
    house.steer(exercise, "step.enter", step="deciding")
    sent = {"op": "the-ack-was-lost", "target": "rule.majority", "value": "yes", "seen": "1"}
    assert house.act(ana, exercise, "stance.set", **sent)["ok"]
    put_away(house)
    assert house.act(ana, exercise, "stance.set", **sent)["ok"]


def test_it_stays_away_after_a_restart_and_opens_no_demonstration(house, tmp_path):
    exercise = house.open()
    put_away(house)
    again = House(tmp_path, stores=house.stores, clock=house.clock)
    assert again.simulator.archived(again.simulator.exercise(exercise).seminar)
    assert again.steer(exercise, "clock.resume")["code"] == "seminar.archived"
    from simulator import bootstrap, serving

    demanding = again.running.settings.model_copy(update={"demo": "first-table"})
    running = bootstrap.Running(
        **{f: getattr(again.running, f) for f in again.running.__slots__} | {"settings": demanding}
    )
    assert serving.ensure_demonstration(running) is None
