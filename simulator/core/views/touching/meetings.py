"""What changes with where groups meet: their members' pages, and the facilitator's list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ... import seminar_change as change
from ...events import exercise as ev
from ...state.exercise import Exercise
from .reach import Dirty, Touched, to_seat, to_seats, to_steering


def _given(_state: Exercise, event: ev.LinkGiven) -> Iterator[Dirty]:
    yield from to_steering("meetings")
    for seat in event.audience:
        yield from to_seat(seat, "mymeeting")


def _followed(state: Exercise, event: ev.SeminarFollowed) -> Iterator[Dirty]:
    if isinstance(event.change, change.StepBegun):
        yield from to_steering("meetings")
        yield from to_seats(state, "mymeeting")


TOUCHED: Final[Touched] = {ev.LinkGiven: _given, ev.SeminarFollowed: _followed}
