"""What happened to proposals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from ..ids import ClauseId, GroupId, OptionId, OptionRef, ProposalId, SeatId

__all__ = ["ProposalMade", "ProposalRevised", "ProposalWithdrawn"]


@dataclass(frozen=True, slots=True)
class ProposalMade:
    """A proposal lies before the room, or before ``audience``; ``sponsors`` are asked to carry it. ``place`` and
    ``caucus`` name the group that handed it in, where one did."""

    KIND: ClassVar[str] = "proposal.made"
    proposal: ProposalId
    author: SeatId
    group: GroupId
    terms: Mapping[ClauseId, OptionId]
    rationale: str
    only_if: OptionRef
    recorded: bool = False
    audience: tuple[SeatId, ...] = ()
    parent: ProposalId = ProposalId("")
    wording: Mapping[ClauseId, str] = field(default_factory=dict)
    sponsors: tuple[SeatId, ...] = ()
    place: int = 0
    caucus: str = ""


@dataclass(frozen=True, slots=True)
class ProposalRevised:
    """A proposal has a new version, by ``editor``, with what was ``merged`` from those who wrote meanwhile."""

    KIND: ClassVar[str] = "proposal.revised"
    proposal: ProposalId
    version: int
    terms: Mapping[ClauseId, OptionId]
    rationale: str
    only_if: OptionRef
    recorded: bool = False
    audience: tuple[SeatId, ...] = ()
    wording: Mapping[ClauseId, str] = field(default_factory=dict)
    editor: SeatId = SeatId("")
    merged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProposalWithdrawn:
    """A proposal is off the table."""

    KIND: ClassVar[str] = "proposal.withdrawn"
    proposal: ProposalId
    recorded: bool = False
    audience: tuple[SeatId, ...] = ()


Event = ProposalMade | ProposalRevised | ProposalWithdrawn
