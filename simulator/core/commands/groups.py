"""Wishes of people who sit together: who writes, what they propose together, what the scribe reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from ..ids import ClauseId, GroupId, OptionId, OptionRef, SeatId

__all__ = ["TakePen", "DraftTogether", "HandIn", "ReportGroup", "NameForGroup"]


@dataclass(frozen=True, slots=True)
class TakePen:
    """I write for my group now."""

    KIND: ClassVar[str] = "pen.take"
    seat: SeatId


@dataclass(frozen=True, slots=True)
class DraftTogether:
    """The scribe writes down what the group would propose; its members see it grow, nobody else does."""

    KIND: ClassVar[str] = "group.draft"
    seat: SeatId
    terms: Mapping[ClauseId, OptionId]
    seen: int
    rationale: str = ""
    only_if: OptionRef = OptionRef("")


@dataclass(frozen=True, slots=True)
class HandIn:
    """Put the group's proposal before the room as it stands now."""

    KIND: ClassVar[str] = "group.hand_in"
    seat: SeatId
    seen: int


@dataclass(frozen=True, slots=True)
class ReportGroup:
    """The scribe reports in two sentences: what the group could live with, and what stands in the way."""

    KIND: ClassVar[str] = "group.report"
    seat: SeatId
    could: str
    seen: int
    stands: str = ""


@dataclass(frozen=True, slots=True)
class NameForGroup:
    """Name a group's scribe or spokesperson."""

    KIND: ClassVar[str] = "group.name"
    group: GroupId
    role: str
    member: SeatId


Command = TakePen | DraftTogether | HandIn | ReportGroup | NameForGroup
