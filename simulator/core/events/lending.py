"""Whose vote is with whom. A decision freezes it with its electorate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..ids import SeatId

__all__ = ["VoteLent", "VoteTakenBack"]


@dataclass(frozen=True, slots=True)
class VoteLent:
    """``to`` votes for the seat; ``before`` did until now, empty where nobody did."""

    KIND: ClassVar[str] = "vote.lent"
    seat: SeatId
    to: SeatId
    once: bool
    before: SeatId
    recorded: bool = False
    bot: bool = False


@dataclass(frozen=True, slots=True)
class VoteTakenBack:
    """The seat votes itself again; ``before`` did until now."""

    KIND: ClassVar[str] = "vote.taken_back"
    seat: SeatId
    before: SeatId
    recorded: bool = False
    bot: bool = False


Event = VoteLent | VoteTakenBack
