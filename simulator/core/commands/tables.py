"""Wishes of the people who sit at one table: who writes, what the group proposes, what it reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from ..ids import ClauseId, GroupId, OptionId, OptionRef, SeatId

__all__ = ["GiveReport", "HandIn", "NameRole", "TakePen", "WriteSheet"]


@dataclass(frozen=True, slots=True)
class TakePen:
    """I write for my group now."""

    KIND: ClassVar[str] = "table.take_pen"
    seat: SeatId


@dataclass(frozen=True, slots=True)
class WriteSheet:
    """What my group would propose, as far as it is. ``seen`` is how often the pen had changed hands."""

    KIND: ClassVar[str] = "table.write"
    seat: SeatId
    terms: Mapping[ClauseId, OptionId]
    seen: int
    rationale: str = ""
    only_if: OptionRef = OptionRef("")


@dataclass(frozen=True, slots=True)
class HandIn:
    """Put what my group wrote before the room, as the group's proposal."""

    KIND: ClassVar[str] = "table.hand_in"
    seat: SeatId
    seen: int


@dataclass(frozen=True, slots=True)
class GiveReport:
    """My group in two sentences: what we could live with, and what stands in the way."""

    KIND: ClassVar[str] = "table.report"
    seat: SeatId
    live: str
    hinder: str = ""


@dataclass(frozen=True, slots=True)
class NameRole:
    """Name another scribe or spokesperson of a group."""

    KIND: ClassVar[str] = "table.name"
    group: GroupId
    role: str
    member: SeatId


Command = TakePen | WriteSheet | HandIn | GiveReport | NameRole
