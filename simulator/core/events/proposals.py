"""What happened to proposals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from ..ids import ClauseId, GroupId, OptionId, OptionRef, ProposalId, SeatId

__all__ = ["ProposalMade", "ProposalRevised", "ProposalWithdrawn"]


@dataclass(frozen=True, slots=True)
class ProposalMade:
    """A proposal lies before the room. ``place`` and ``caucus`` name the group that handed it in, where one did."""

    KIND: ClassVar[str] = "proposal.made"
    proposal: ProposalId
    author: SeatId
    group: GroupId
    terms: Mapping[ClauseId, OptionId]
    rationale: str
    only_if: OptionRef
    recorded: bool = False
    place: int = 0
    caucus: str = ""


@dataclass(frozen=True, slots=True)
class ProposalRevised:
    """A proposal has a new version."""

    KIND: ClassVar[str] = "proposal.revised"
    proposal: ProposalId
    version: int
    terms: Mapping[ClauseId, OptionId]
    rationale: str
    only_if: OptionRef
    recorded: bool = False


@dataclass(frozen=True, slots=True)
class ProposalWithdrawn:
    """A proposal is off the table."""

    KIND: ClassVar[str] = "proposal.withdrawn"
    proposal: ProposalId
    recorded: bool = False


Event = ProposalMade | ProposalRevised | ProposalWithdrawn
