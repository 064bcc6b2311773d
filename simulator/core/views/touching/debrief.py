"""What changes as the room is shown its results."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ... import seminar_change as change
from ...events import exercise as ev
from ...state.exercise import Exercise
from .reach import Dirty, Touched, to_room, to_screen, to_seats, to_steering


def _desk(_state: Exercise, _event: Any) -> Iterator[Dirty]:
    return to_steering("debriefdesk")


def _revealed(state: Exercise, event: ev.ResultsRevealed) -> Iterator[Dirty]:
    yield from to_room("left")
    yield from to_screen("scene")
    yield from to_steering("debriefdesk")
    if event.what == "count":
        yield from to_seats(state, "myresult")


def _again(state: Exercise) -> Iterator[Dirty]:
    """What is possible is told beside what is adopted now."""
    return to_room("left") if "best" in state.debrief.shown else iter(())


def _adopted(state: Exercise, event: Any) -> Iterator[Dirty]:
    yield from _desk(state, event)
    yield from _again(state)


def _followed(_state: Exercise, event: ev.SeminarFollowed) -> Iterator[Dirty]:
    if isinstance(event.change, change.SceneSet | change.StepBegun):
        # whether another scene hides what is shown
        yield from to_steering("debriefdesk")


TOUCHED: Final[Touched] = {
    ev.ResultsCounted: _desk,
    ev.LeftCounted: _desk,
    ev.ResultsRevealed: _revealed,
    ev.ClauseAdopted: _adopted,
    ev.SeminarFollowed: _followed,
}
