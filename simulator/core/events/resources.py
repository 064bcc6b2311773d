"""What happened to pledges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..ids import OptionRef, PledgeId, SeatId
from ..rulebook import ResourceKind

__all__ = ["PledgeMade", "PledgeRevised", "PledgeWithdrawn"]


@dataclass(frozen=True, slots=True)
class PledgeMade:
    """A party commits a resource, in each of ``years`` of the term; none named: in all of them."""

    KIND: ClassVar[str] = "pledge.made"
    pledge: PledgeId
    seat: SeatId
    kind: ResourceKind
    amount: int
    line: str
    note: str
    card: str
    recorded: bool = False
    bot: bool = False
    condition: str = ""
    only_if: OptionRef = OptionRef("")
    years: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PledgeRevised:
    """A pledge has another amount, other years, another note or condition."""

    KIND: ClassVar[str] = "pledge.revised"
    pledge: PledgeId
    version: int
    amount: int
    note: str
    before: int
    recorded: bool = False
    condition: str = ""
    only_if: OptionRef = OptionRef("")
    years: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PledgeWithdrawn:
    """A pledge is taken back. ``at`` is milliseconds since 1970 UTC, 0 where the log does not say."""

    KIND: ClassVar[str] = "pledge.withdrawn"
    pledge: PledgeId
    recorded: bool = False
    at: int = 0


Event = PledgeMade | PledgeRevised | PledgeWithdrawn
