"""Limits count in minutes of the machine's clock, and that clock may be set."""

from __future__ import annotations

from unittest.mock import patch

import pytest

from simulator.web.limits import Limiter


def until_refused(limiter: Limiter) -> int:
    """How many more tries a person has."""
    for tries in range(1000):
        if not limiter.allow("act", "ana"):
            return tries
    raise AssertionError("no limit")


@pytest.fixture
def clock():
    """The machine's clock, to be set."""
    now = [1_700_000_000.0]
    with patch("time.time", lambda: now[0]):
        yield now


def test_a_minute_later_there_are_new_tries(clock):
    limiter = Limiter()
    assert until_refused(limiter) == 240
    assert not limiter.allow("act", "ana")
    clock[0] += 61
    assert until_refused(limiter) == 240


def test_a_clock_that_is_set_back_locks_nobody_out_for_as_long(clock):
    limiter = Limiter()
    assert until_refused(limiter) == 240
    clock[0] -= 3600
    assert until_refused(limiter) == 240


def test_of_a_minute_that_has_ended_nothing_is_kept(clock):
    limiter = Limiter()
    for number in range(50):
        limiter.allow("act", f"person {number}")
    counts = limiter._window.storage.storage
    assert len(counts) == 50
    clock[0] += 61
    limiter.allow("act", "ana")
    assert len(counts) == 1
