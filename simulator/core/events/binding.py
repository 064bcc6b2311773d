"""What the room is bound to beside its rule, and what comes of a review of that rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..ids import OptionRef
from ..state.binding import Bond

__all__ = ["BondsChanged", "ReviewCalled", "ReviewEnded"]


@dataclass(frozen=True, slots=True)
class BondsChanged:
    """From now on the room is bound to this, and to nothing else."""

    KIND: ClassVar[str] = "bonds.changed"
    bonds: tuple[Bond, ...]


@dataclass(frozen=True, slots=True)
class ReviewCalled:
    """The room looks at its rule again: this many decisions in a row failed under it."""

    KIND: ClassVar[str] = "review.called"
    rule_from: OptionRef
    failed: int
    at: int


@dataclass(frozen=True, slots=True)
class ReviewEnded:
    """The room keeps its rule without a decision."""

    KIND: ClassVar[str] = "review.ended"


Event = BondsChanged | ReviewCalled | ReviewEnded
