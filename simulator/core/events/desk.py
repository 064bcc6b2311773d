"""What happened on a party's own desk. Only its own people, and those who were told, may know of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..ids import OptionRef, PersonId, SeatId

__all__ = ["WorksheetMarked", "FactTold", "ActNoted"]


@dataclass(frozen=True, slots=True)
class WorksheetMarked:
    """A party says what an option is to it: must, nice, give, or nothing."""

    KIND: ClassVar[str] = "worksheet.marked"
    seat: SeatId
    option: OptionRef
    mark: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class FactTold:
    """A private fact, by its place in the brief, was told to ``to``; nobody named: to everybody."""

    KIND: ClassVar[str] = "fact.told"
    seat: SeatId
    fact: int
    to: tuple[SeatId, ...]
    at: int


@dataclass(frozen=True, slots=True)
class ActNoted:
    """Who of a delegation of several did what for its seat."""

    KIND: ClassVar[str] = "delegation.noted"
    seat: SeatId
    person: PersonId
    kind: str
    target: str
    choice: str
    at: int


Event = WorksheetMarked | FactTold | ActNoted
