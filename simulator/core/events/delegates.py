"""Whom a caucus wanted on the steering committee, and whom the count seated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from ..ids import SeatId, SectorCode

__all__ = ["DelegateMarked", "DelegatesSeated"]


@dataclass(frozen=True, slots=True)
class DelegateMarked:
    """A member wants another (or itself) on the committee, or no longer."""

    KIND: ClassVar[str] = "committee.marked"
    seat: SeatId
    delegate: SeatId
    up: bool
    recorded: bool = False
    bot: bool = False


@dataclass(frozen=True, slots=True)
class DelegatesSeated:
    """The marks of a caucus are counted. ``marks`` is the count, ``voted`` of ``of`` members had marked somebody.
    ``tied`` had as many marks as the last one seated, ``settled`` of them the facilitator chose; ``kept`` sat there
    before and stay because fewer were marked than there are places. ``committee`` is the whole one from now on."""

    KIND: ClassVar[str] = "committee.seated"
    sector: SectorCode
    seats: tuple[SeatId, ...]
    marks: Mapping[SeatId, int]
    voted: int
    of: int
    tied: tuple[SeatId, ...]
    settled: tuple[SeatId, ...]
    kept: tuple[SeatId, ...]
    committee: tuple[SeatId, ...]
    before: tuple[SeatId, ...]


Event = DelegateMarked | DelegatesSeated
