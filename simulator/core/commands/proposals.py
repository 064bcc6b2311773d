"""Wishes about proposals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from ..ids import ClauseId, OptionId, OptionRef, ProposalId, SeatId

__all__ = ["MakeProposal", "ReviseProposal", "WithdrawProposal"]


@dataclass(frozen=True, slots=True)
class MakeProposal:
    """Put options for one or more clauses before the room. The facilitator's single text has no seat."""

    KIND: ClassVar[str] = "proposal.make"
    seat: SeatId
    terms: Mapping[ClauseId, OptionId]
    rationale: str = ""
    only_if: OptionRef = OptionRef("")


@dataclass(frozen=True, slots=True)
class ReviseProposal:
    """Change my proposal; earlier versions stay readable, stances on them do not count for the new one."""

    KIND: ClassVar[str] = "proposal.revise"
    seat: SeatId
    proposal: ProposalId
    terms: Mapping[ClauseId, OptionId]
    seen: int
    rationale: str = ""
    only_if: OptionRef = OptionRef("")


@dataclass(frozen=True, slots=True)
class WithdrawProposal:
    """Take my proposal back."""

    KIND: ClassVar[str] = "proposal.withdraw"
    seat: SeatId
    proposal: ProposalId


Command = MakeProposal | ReviseProposal | WithdrawProposal
