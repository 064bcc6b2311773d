"""Wishes to take something back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

__all__ = ["UndoAct"]


@dataclass(frozen=True, slots=True)
class UndoAct:
    """Take back what a facilitator did or recorded, where nothing has been built on it. ``act`` is its version."""

    KIND: ClassVar[str] = "act.undo"
    act: str


Command = UndoAct
