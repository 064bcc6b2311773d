"""A moment was returned to: what the new room says of itself, and the old one of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..ids import ExerciseId, SeminarId

__all__ = ["BranchBegun", "BranchTold"]


@dataclass(frozen=True, slots=True)
class BranchBegun:
    """Everything before this event was copied from another room, as it was at that moment. Here a room of its own
    begins: nobody is in it yet, and it follows another seminar."""

    KIND: ClassVar[str] = "branch.begun"
    seminar: SeminarId
    room: str
    origin: ExerciseId
    version: int
    at: int


@dataclass(frozen=True, slots=True)
class BranchTold:
    """A new room began as this one was after so many events."""

    KIND: ClassVar[str] = "branch.told"
    exercise: ExerciseId
    room: str
    version: int
    at: int


Event = BranchBegun | BranchTold
