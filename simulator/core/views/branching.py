"""Where a room goes on: shown on every page of the old one."""

from __future__ import annotations

from dataclasses import dataclass

from ..ids import ExerciseId
from ..state.exercise import Exercise


@dataclass(frozen=True, slots=True)
class Continued:
    """A room that began as this one was at a moment (ms since 1970 UTC)."""

    exercise: ExerciseId
    room: str
    at: int


def goes_on(state: Exercise) -> tuple[Continued, ...]:
    """The rooms that go on from here, the newest first."""
    return tuple(Continued(b.exercise, b.room, b.at) for b in reversed(state.goes_on))
