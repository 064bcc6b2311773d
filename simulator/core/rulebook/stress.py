"""What may happen to an agreement in the years after it is signed: the shocks of the five-year test."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ..ids import OptionRef, SectorCode

ShockKind = Literal["budget", "cost", "convener", "leader", "rule", "ruling", "election"]
SHOCK_KINDS: tuple[ShockKind, ...] = ("budget", "cost", "convener", "leader", "rule", "ruling", "election")


@dataclass(frozen=True, slots=True)
class Shock:
    """Something that happens in one year. ``likely``: how often in each year of the term, against the other shocks.

    ``hits`` says what of the room's own agreement it meets: how far a budget ``line`` is covered in that year (budget;
    cost: after it rose by ``rise`` per cent), how much of the work has a lead (convener), how much of it hangs on one
    party (leader), how many must say yes (rule), who signed (ruling; election: in one ``sector``). ``helps`` and
    ``hurts`` are options that make it smaller or larger, in the same points as ``severity``.
    """

    id: str
    title: str
    story: str
    hits: ShockKind
    severity: int
    likely: tuple[int, ...]
    line: str = ""
    rise: int = 0
    sector: SectorCode = SectorCode("")
    helps: Mapping[OptionRef, int] = field(default_factory=dict)
    hurts: Mapping[OptionRef, int] = field(default_factory=dict)
