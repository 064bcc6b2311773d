"""What parties commit."""

from __future__ import annotations

from dataclasses import dataclass

from ..ids import PledgeId, SeatId
from ..rulebook import ResourceKind


@dataclass(frozen=True, slots=True)
class Pledge:
    """A resource that a party commits to a budget line."""

    id: PledgeId
    seat: SeatId
    kind: ResourceKind
    amount: int
    line: str
    note: str
    card: str
    version: int = 1
    recorded: bool = False
