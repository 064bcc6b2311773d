"""What happened at the tables. What a group has not handed in yet is for ``audience`` only: its members."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from ..ids import ClauseId, GroupId, OptionId, OptionRef, SeatId

__all__ = ["ReportGiven", "RoleGiven", "SheetWritten"]


@dataclass(frozen=True, slots=True)
class RoleGiven:
    """Somebody else writes or speaks for a group."""

    KIND: ClassVar[str] = "table.role_given"
    group: GroupId
    role: Literal["scribe", "spokesperson"]
    seat: SeatId
    before: SeatId
    recorded: bool = False


@dataclass(frozen=True, slots=True)
class SheetWritten:
    """A group's proposal grew; only the group knows."""

    KIND: ClassVar[str] = "table.sheet_written"
    group: GroupId
    seat: SeatId
    terms: Mapping[ClauseId, OptionId]
    rationale: str
    only_if: OptionRef
    version: int
    audience: tuple[SeatId, ...]
    recorded: bool = False


@dataclass(frozen=True, slots=True)
class ReportGiven:
    """A group's two sentences. An empty ``audience`` means that the room sees reports already."""

    KIND: ClassVar[str] = "table.reported"
    group: GroupId
    seat: SeatId
    live: str
    hinder: str
    audience: tuple[SeatId, ...]
    recorded: bool = False


Event = RoleGiven | SheetWritten | ReportGiven
