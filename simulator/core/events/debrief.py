"""What happened in the debrief. Results and what was left are for facilitators, until the room is shown them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..state.debrief import LeftOnTable, PartyResult, Reveal

__all__ = ["LeftCounted", "ResultsCounted", "ResultsRevealed"]


@dataclass(frozen=True, slots=True)
class ResultsCounted:
    """What the agreement is worth to each party, as it stood when the debrief began."""

    KIND: ClassVar[str] = "debrief.counted"
    results: tuple[PartyResult, ...]


@dataclass(frozen=True, slots=True)
class LeftCounted:
    """What was left on the table."""

    KIND: ClassVar[str] = "debrief.left"
    left: LeftOnTable


@dataclass(frozen=True, slots=True)
class ResultsRevealed:
    """The room is shown one more thing."""

    KIND: ClassVar[str] = "debrief.revealed"
    what: Reveal


Event = ResultsCounted | LeftCounted | ResultsRevealed
