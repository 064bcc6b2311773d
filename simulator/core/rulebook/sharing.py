"""How an option splits the bill: data from which every party's share of the cash that is needed is computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..ids import SeatId


@dataclass(frozen=True, slots=True)
class Pot:
    """A part of what the fixed sums leave, split in proportion to ``by``; pots count as ``part`` to each other."""

    basis: str
    by: Mapping[SeatId, int]
    part: int = 1


@dataclass(frozen=True, slots=True)
class Sharing:
    """A cost-sharing formula. ``words``: its name in a line; ``fixed``: dollars a year that a party owes first. With no
    pot what is left falls to nobody."""

    words: str
    fixed: Mapping[SeatId, int] = field(default_factory=dict)
    pots: tuple[Pot, ...] = ()
