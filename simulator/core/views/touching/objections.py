"""What changes with an objection: my page alone until the decision closes, when everybody reads it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ... import seminar_change as change
from ...events import exercise as ev
from ...state.exercise import Exercise
from .reach import Dirty, Touched, to_seat, to_seats


def _all(state: Exercise, _event: Any) -> Iterator[Dirty]:
    if state.depth == "full":
        yield from to_seats(state, "objection")


def _followed(state: Exercise, event: ev.SeminarFollowed) -> Iterator[Dirty]:
    if isinstance(event.change, change.ClockSet | change.StepBegun):
        yield from _all(state, event)


TOUCHED: Final[Touched] = {
    ev.ObjectionPut: lambda _state, event: to_seat(event.seat, "objection"),
    ev.DecisionOpened: _all,
    ev.DecisionClosed: _all,
    ev.DecisionCancelled: _all,
    ev.SeminarFollowed: _followed,
}
