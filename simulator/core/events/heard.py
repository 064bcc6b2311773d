"""The two questions after a round, and what each seat answered. An answer is for its seat and the facilitators."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..ids import SeatId, StepId

__all__ = ["HeardAnswered", "HeardAsked", "HeardClosed"]


@dataclass(frozen=True, slots=True)
class HeardAsked:
    """The two questions are open to these seats, "Were you heard?" and "Who changed your mind?"."""

    KIND: ClassVar[str] = "heard.asked"
    round: str
    step: StepId
    seats: tuple[SeatId, ...]
    at: int


@dataclass(frozen=True, slots=True)
class HeardAnswered:
    """What a seat answered; empty: it took its answers back."""

    KIND: ClassVar[str] = "heard.answered"
    audience: tuple[SeatId, ...]
    round: str
    seat: SeatId
    heard: str
    note: str
    changed: tuple[SeatId, ...]
    nobody: bool
    at: int


@dataclass(frozen=True, slots=True)
class HeardClosed:
    """The questions are closed; a new step closes them too, without this event."""

    KIND: ClassVar[str] = "heard.closed"
    round: str
    at: int


Event = HeardAsked | HeardAnswered | HeardClosed
