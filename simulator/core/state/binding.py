"""What the room has bound itself to beside its rule, and a review of that rule."""

from __future__ import annotations

from dataclasses import dataclass

from ..ids import DecisionId, OptionRef
from ..rulebook import Binds


@dataclass(frozen=True, slots=True)
class Bond:
    """What an adopted option binds the room to, since which decision. Its conveners are seats of this room."""

    option: OptionRef
    binds: Binds
    decision: DecisionId


@dataclass(frozen=True, slots=True)
class Review:
    """The room looks at its rule again, after this many decisions that failed under it."""

    failed: int
    at: int
