"""A room that began as another one was at some moment, and where a room goes on."""

from __future__ import annotations

from dataclasses import dataclass

from ..ids import ExerciseId


@dataclass(frozen=True, slots=True)
class Branch:
    """This room's log begins with the first ``version`` events of ``origin``; ``at`` is the moment that was returned to
    (ms since 1970 UTC)."""

    origin: ExerciseId
    version: int
    at: int


@dataclass(frozen=True, slots=True)
class GoesOn:
    """Another room began as this one was after ``version`` events: its id and its name."""

    exercise: ExerciseId
    room: str
    version: int
    at: int
