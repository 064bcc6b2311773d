"""Wishes about stances: could you live with it, and what the room talks about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..ids import SeatId

__all__ = ["SetStance", "PutOnFloor"]


@dataclass(frozen=True, slots=True)
class SetStance:
    """Could you live with it? ``target`` is an option ("rule.unanimity") or a proposal; an empty value takes it back.
    ``moves`` finishes the sentence "We could live with it if ...".

    ``ours``: what the sender saw as the seat's own mark, where several people share the seat.
    """

    KIND: ClassVar[str] = "stance.set"
    seat: SeatId
    target: str
    value: str
    seen: int
    reason: str = ""
    moves: str = ""
    ours: str = "?"


@dataclass(frozen=True, slots=True)
class PutOnFloor:
    """What the room talks about now: a clause, an option or a proposal. Empty: nothing."""

    KIND: ClassVar[str] = "floor.put"
    target: str = ""


Command = SetStance | PutOnFloor
