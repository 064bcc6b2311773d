"""What happened to sense checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from ..ids import SeatId
from ..state.stances import StanceValue

__all__ = ["SenseOpened", "SenseAnswered", "SenseClosed", "SenseCancelled"]


@dataclass(frozen=True, slots=True)
class SenseOpened:
    """The room is asked how it stands on a clause or a proposal."""

    KIND: ClassVar[str] = "sense.opened"
    check: str
    number: int
    target: str
    hidden: bool
    at: int


@dataclass(frozen=True, slots=True)
class SenseAnswered:
    """A seat's marks still stand. Who has answered is known to the seat itself and to the facilitators alone."""

    KIND: ClassVar[str] = "sense.answered"
    check: str
    seat: SeatId
    audience: tuple[SeatId, ...]
    recorded: bool = False


@dataclass(frozen=True, slots=True)
class SenseClosed:
    """How the room stood: the marks by option or proposal and seat, how many of those asked had answered, and how many
    more seats with a vote were played by rules."""

    KIND: ClassVar[str] = "sense.closed"
    check: str
    number: int
    target: str
    at: int
    version: int
    hidden: bool
    said: int
    asked: int
    marks: Mapping[str, Mapping[SeatId, StanceValue]]
    ruled: int = 0


@dataclass(frozen=True, slots=True)
class SenseCancelled:
    """A check was called off."""

    KIND: ClassVar[str] = "sense.cancelled"
    check: str
    target: str


Event = SenseOpened | SenseAnswered | SenseClosed | SenseCancelled
