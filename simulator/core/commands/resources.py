"""Wishes about pledges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..ids import OptionRef, PledgeId, SeatId

__all__ = ["MakePledge", "RevisePledge", "WithdrawPledge"]


@dataclass(frozen=True, slots=True)
class MakePledge:
    """Commit a resource to a budget line: from a ready card, or free. ``condition``: "only if" in a sentence;
    ``only_if``: an option that must be adopted first; ``years`` of a free pledge: "2", "1-3", empty for all."""

    KIND: ClassVar[str] = "pledge.make"
    seat: SeatId
    card: str = ""
    kind: str = ""
    amount: int = 0
    line: str = ""
    note: str = ""
    condition: str = ""
    only_if: OptionRef = OptionRef("")
    years: str = ""


@dataclass(frozen=True, slots=True)
class RevisePledge:
    """Change the amount, the years, the note or the condition of my pledge."""

    KIND: ClassVar[str] = "pledge.revise"
    seat: SeatId
    pledge: PledgeId
    amount: int
    seen: int
    note: str = ""
    condition: str = ""
    only_if: OptionRef = OptionRef("")
    years: str = ""


@dataclass(frozen=True, slots=True)
class WithdrawPledge:
    """Take my pledge back. Everybody sees that it is gone."""

    KIND: ClassVar[str] = "pledge.withdraw"
    seat: SeatId
    pledge: PledgeId


Command = MakePledge | RevisePledge | WithdrawPledge
