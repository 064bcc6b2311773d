"""Clocks as data."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.core.clockwork import Clock

times = st.integers(-10_000_000, 10_000_000)


def test_no_clock_has_nothing_left_and_stays_none():
    none = Clock()
    assert (none.running, none.paused, none.left(5)) == (False, False, None)
    assert none.stopped(5) == none.started(5) == none.extended(60, 5) == none.held(5) == none


@given(times, times)
def test_a_pause_costs_nobody_time(end, at):
    stopped = Clock(ends_at=end).stopped(at)
    assert stopped.paused
    assert not stopped.running
    assert stopped.left(at + 99) == end - at
    assert stopped.started(at + 1000) == Clock(ends_at=end + 1000)


def test_a_running_clock_is_not_started_again():
    assert Clock(ends_at=50).started(10) == Clock(ends_at=50)


@pytest.mark.parametrize(
    ("clock", "after"),
    [
        (Clock(ends_at=1_100), Clock(ends_at=1_160)),
        (Clock(ends_at=900), Clock(ends_at=1_060)),  # the time was up: the extra time counts from now
        (Clock(remaining=100), Clock(remaining=160)),
        (Clock(remaining=-500), Clock(remaining=60)),
    ],
)
def test_extra_time(clock, after):
    assert clock.extended(60, at=1_000) == after


def test_a_gap_moves_a_deadline_and_leaves_a_pause_alone():
    assert Clock(ends_at=10).held(5) == Clock(ends_at=15)
    assert Clock(remaining=10).held(5) == Clock(remaining=10)
