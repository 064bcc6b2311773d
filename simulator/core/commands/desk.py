"""Wishes about a party's own desk: what it must have, and which of its secrets it tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..ids import OptionRef, SeatId

__all__ = ["MarkWorksheet", "TellFact"]


@dataclass(frozen=True, slots=True)
class MarkWorksheet:
    """On our worksheet: this option we must have, would be nice, we can give; empty takes the mark away."""

    KIND: ClassVar[str] = "worksheet.mark"
    seat: SeatId
    option: OptionRef
    mark: str


@dataclass(frozen=True, slots=True)
class TellFact:
    """Tell a private fact of the brief (``fact`` is its place, from 0) to "everybody", to my "group" or to a seat."""

    KIND: ClassVar[str] = "fact.tell"
    seat: SeatId
    fact: str
    whom: str


Command = MarkWorksheet | TellFact
