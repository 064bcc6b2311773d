"""What the debrief has counted, and how much of it the room has been shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ..ids import ClauseId, OptionId, SeatId

Reveal = Literal["count", "parties", "names", "best", "heard"]
REVEALS: tuple[Reveal, ...] = ("count", "parties", "names", "best", "heard")
"""How many did better than without an agreement; each party by sector without names; the names; what was possible;
who was heard, by sector."""


@dataclass(frozen=True, slots=True)
class PartyResult:
    """What the agreement is worth to a party, and what it gets without one, in millipoints."""

    seat: SeatId
    value: int
    alternative: int

    @property
    def surplus(self) -> int:
        """What the agreement is worth beyond no agreement."""
        return self.value - self.alternative


@dataclass(frozen=True, slots=True)
class Better:
    """One clause settled otherwise: ``gainers`` would do better, ``losers`` worse, and ``pleased`` parties would then
    be at or above their alternative. ``chosen`` is empty where the clause stayed open."""

    clause: ClauseId
    chosen: OptionId
    better: OptionId
    gainers: int
    losers: int
    pleased: int


@dataclass(frozen=True, slots=True)
class LeftOnTable:
    """The room's agreement against all there are, in millipoints summed over the parties and as if all needs were met.
    ``packages`` is 0 where they were too many to look at, or nothing was there to look with."""

    now: int
    alternative: int
    changes: tuple[Better, ...]
    packages: int = 0
    best: int = 0
    best_pleased: int = 0
    pleasing_all: int = 0
    best_options: Mapping[ClauseId, OptionId] | None = None


@dataclass(frozen=True, slots=True)
class Debrief:
    """``results`` are counted at the first reveal and stay; ``left`` is worked out beside the room and may come
    later."""

    results: tuple[PartyResult, ...] = ()
    shown: tuple[Reveal, ...] = ()
    left: LeftOnTable | None = None
