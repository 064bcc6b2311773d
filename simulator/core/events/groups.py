"""What happened in a group. ``members`` are those who may know of it before everybody does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from ..ids import ClauseId, GroupId, OptionId, OptionRef, ProposalId, SeatId

__all__ = ["GroupRole", "RoleNamed", "GroupDrafted", "GroupHandedIn", "GroupReported"]

GroupRole = Literal["scribe", "spokesperson"]


@dataclass(frozen=True, slots=True)
class RoleNamed:
    """A member writes, or speaks, for the group now."""

    KIND: ClassVar[str] = "group.role_named"
    group: GroupId
    role: GroupRole
    seat: SeatId
    before: SeatId
    recorded: bool = False


@dataclass(frozen=True, slots=True)
class GroupDrafted:
    """The group's proposal has a new version that only the group knows."""

    KIND: ClassVar[str] = "group.drafted"
    group: GroupId
    members: tuple[SeatId, ...]
    by: SeatId
    version: int
    terms: Mapping[ClauseId, OptionId]
    rationale: str
    only_if: OptionRef
    recorded: bool = False


@dataclass(frozen=True, slots=True)
class GroupHandedIn:
    """A version of the group's proposal lies before the room."""

    KIND: ClassVar[str] = "group.handed_in"
    group: GroupId
    version: int
    proposal: ProposalId


@dataclass(frozen=True, slots=True)
class GroupReported:
    """The scribe reported. ``shown``: while the reports are on the wall, so that everybody knows of it."""

    KIND: ClassVar[str] = "group.reported"
    group: GroupId
    members: tuple[SeatId, ...]
    by: SeatId
    version: int
    could: str
    stands: str
    shown: bool
    recorded: bool = False


Event = RoleNamed | GroupDrafted | GroupHandedIn | GroupReported
