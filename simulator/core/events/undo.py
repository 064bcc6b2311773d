"""What was taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..ids import SeatId
from ..state.undo import DoneKind, Slice

__all__ = ["ActUndone"]


@dataclass(frozen=True, slots=True)
class ActUndone:
    """An act of this kind, whose first event has the version ``act``, is taken back: what it changed is as it was
    ``before``. Nothing is deleted: the log has both. ``about``: the decision, pledge, option or seat."""

    KIND: ClassVar[str] = "act.undone"
    act: int
    what: DoneKind
    about: str
    before: Slice
    at: int
    audience: tuple[SeatId, ...] = ()


Event = ActUndone
