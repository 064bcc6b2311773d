"""Wishes about sense checks: how does the whole room stand on this, now?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..ids import SeatId

__all__ = ["OpenSense", "CloseSense", "CancelSense", "AnswerSense"]


@dataclass(frozen=True, slots=True)
class OpenSense:
    """Could you live with it? ``target`` is a clause or a live proposal. ``how``: "hide" the marks until the check
    closes, or "show" them as they come."""

    KIND: ClassVar[str] = "sense.open"
    target: str
    how: str = "hide"


@dataclass(frozen=True, slots=True)
class CloseSense:
    """Keep how the room stands now, and show it."""

    KIND: ClassVar[str] = "sense.close"
    check: str


@dataclass(frozen=True, slots=True)
class CancelSense:
    """Call the check off. What was marked while it was hidden is forgotten with it."""

    KIND: ClassVar[str] = "sense.cancel"
    check: str


@dataclass(frozen=True, slots=True)
class AnswerSense:
    """What we marked before still stands."""

    KIND: ClassVar[str] = "sense.same"
    seat: SeatId
    check: str


Command = OpenSense | CloseSense | CancelSense | AnswerSense
