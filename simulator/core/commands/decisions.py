"""Wishes about the binding act, and about who sits on a steering committee."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from ..ids import ClauseId, DecisionId, OptionId, ProposalId, SeatId

__all__ = ["OpenDecision", "CastBallot", "CloseDecision", "CancelDecision", "NameCommittee"]


@dataclass(frozen=True, slots=True)
class OpenDecision:
    """Put terms, or a proposal as it stands, to the binding vote under the rule in force."""

    KIND: ClassVar[str] = "decision.open"
    terms: Mapping[ClauseId, OptionId] = field(default_factory=dict)
    proposal: ProposalId = ProposalId("")
    seen: int = 0


@dataclass(frozen=True, slots=True)
class CastBallot:
    """Yes, stand aside, or no with a reason. Changeable until the decision closes. ``ours`` as in `SetStance`."""

    KIND: ClassVar[str] = "ballot.cast"
    seat: SeatId
    decision: DecisionId
    choice: str
    reason: str = ""
    ours: str = "?"


@dataclass(frozen=True, slots=True)
class CloseDecision:
    """Count the ballots; what passes becomes part of the agreement, and an adopted rule governs from now on.
    ``anyway``: without waiting for those who need more time."""

    KIND: ClassVar[str] = "decision.close"
    decision: DecisionId
    anyway: bool = False


@dataclass(frozen=True, slots=True)
class CancelDecision:
    """Take a decision back before it is counted."""

    KIND: ClassVar[str] = "decision.cancel"
    decision: DecisionId


@dataclass(frozen=True, slots=True)
class NameCommittee:
    """Who sits on the steering committee, where the rule in force has one. A form in which nobody is ticked names
    nobody, and is told how many it wants."""

    KIND: ClassVar[str] = "committee.name"
    seats: tuple[SeatId, ...] = ()


Command = OpenDecision | CastBallot | CloseDecision | CancelDecision | NameCommittee
