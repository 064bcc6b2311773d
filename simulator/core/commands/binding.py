"""Wishes of those whom the agreement makes conveners, and about a review of the rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..ids import OptionId, ProposalId, SeatId

__all__ = ["CallDecision", "CallReview", "DecideReview", "EndReview", "EndTurnOf", "GiveTurn"]


@dataclass(frozen=True, slots=True)
class CallDecision:
    """As a convener: put a proposal as it stands to the binding vote."""

    KIND: ClassVar[str] = "convener.call_decision"
    seat: SeatId
    proposal: ProposalId
    seen: int


@dataclass(frozen=True, slots=True)
class GiveTurn:
    """As a convener: the turn of this speaker begins."""

    KIND: ClassVar[str] = "convener.give_turn"
    seat: SeatId
    speaker: SeatId


@dataclass(frozen=True, slots=True)
class EndTurnOf:
    """As a convener: this speaker has finished."""

    KIND: ClassVar[str] = "convener.end_turn"
    seat: SeatId
    speaker: SeatId


@dataclass(frozen=True, slots=True)
class CallReview:
    """After two failed decisions: let the room look at its rule again."""

    KIND: ClassVar[str] = "review.call"


@dataclass(frozen=True, slots=True)
class DecideReview:
    """Put another rule to the room, under the rule that the present one has for its own review."""

    KIND: ClassVar[str] = "review.decide"
    option: OptionId


@dataclass(frozen=True, slots=True)
class EndReview:
    """Keep the rule without a decision."""

    KIND: ClassVar[str] = "review.end"


Command = CallDecision | GiveTurn | EndTurnOf | CallReview | DecideReview | EndReview
