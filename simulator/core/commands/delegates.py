"""Wishes about the delegates that each caucus sends to the steering committee."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..ids import SeatId, SectorCode

__all__ = ["MarkDelegate", "SeatDelegates"]


@dataclass(frozen=True, slots=True)
class MarkDelegate:
    """I want this member of my caucus on the committee; with ``up`` false, no longer."""

    KIND: ClassVar[str] = "committee.mark"
    seat: SeatId
    delegate: SeatId
    up: bool = True


@dataclass(frozen=True, slots=True)
class SeatDelegates:
    """Count the marks of a caucus and seat whom it chose; ``settled`` are those of a tie who get the last places."""

    KIND: ClassVar[str] = "committee.seat"
    sector: SectorCode
    settled: tuple[SeatId, ...] = ()


Command = MarkDelegate | SeatDelegates
