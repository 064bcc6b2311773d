"""What happened to stances, and to what the room talks about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..ids import SeatId
from ..state.stances import StanceValue

__all__ = ["StanceSet", "FloorPut"]


@dataclass(frozen=True, slots=True)
class StanceSet:
    """A seat says what it could live with; None takes it back. ``audience``: the seat alone, where a sense check hides
    the marks; everybody where it is empty."""

    KIND: ClassVar[str] = "stance.set"
    seat: SeatId
    target: str
    value: StanceValue | None
    before: StanceValue | None
    reason: str
    seen: int
    recorded: bool = False
    bot: bool = False
    moves: str = ""
    audience: tuple[SeatId, ...] = ()


@dataclass(frozen=True, slots=True)
class FloorPut:
    """What the room talks about."""

    KIND: ClassVar[str] = "floor.put"
    target: str
    before: str


Event = StanceSet | FloorPut
