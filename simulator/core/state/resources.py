"""What parties commit."""

from __future__ import annotations

from dataclasses import dataclass

from ..ids import OptionRef, PledgeId, SeatId
from ..rulebook import ResourceKind


@dataclass(frozen=True, slots=True)
class Was:
    """What a pledge said before it was changed last."""

    amount: int
    note: str
    condition: str
    only_if: OptionRef
    years: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Pledge:
    """A resource that a party commits to a budget line. ``condition`` and ``only_if``: what it waits for; ``years`` of
    the term in which it is given, all of them where none is named. ``cut`` is the event that left less of it,
    where nothing was changed since."""

    id: PledgeId
    seat: SeatId
    kind: ResourceKind
    amount: int
    line: str
    note: str
    card: str
    version: int = 1
    recorded: bool = False
    condition: str = ""
    only_if: OptionRef = OptionRef("")
    was: Was | None = None
    years: tuple[int, ...] = ()
    cut: str = ""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A pledge that was taken back, as it stood; ``at`` in milliseconds since 1970 UTC, 0 where nobody knows."""

    pledge: Pledge
    at: int
