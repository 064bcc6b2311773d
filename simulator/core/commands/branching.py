"""Returning to a moment: a new room begins with a copy of what had happened until then. Sent by the application."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..ids import ExerciseId, SeminarId

__all__ = ["BeginBranch", "TellBranch"]


@dataclass(frozen=True, slots=True)
class BeginBranch:
    """What lies in this log was copied from ``origin``, as it was at an instant (ms since 1970 UTC). From here on it is
    a room of its own: in another seminar, under another name, with nobody in it and its clock held."""

    KIND: ClassVar[str] = "branch.begin"
    seminar: SeminarId
    room: str
    origin: ExerciseId
    at: int


@dataclass(frozen=True, slots=True)
class TellBranch:
    """A new room began as this one was after ``version`` events, at an instant."""

    KIND: ClassVar[str] = "branch.tell"
    exercise: ExerciseId
    room: str
    version: int
    at: int


Command = BeginBranch | TellBranch
