"""What parties without a vote had put on record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..ids import DecisionId, SeatId

__all__ = ["ObjectionPut"]


@dataclass(frozen=True, slots=True)
class ObjectionPut:
    """A party without a vote in the decision objects; an empty ``reason`` takes the objection back."""

    KIND: ClassVar[str] = "objection.put_on_record"
    decision: DecisionId
    seat: SeatId
    reason: str
    before: str
    recorded: bool = False
    bot: bool = False


Event = ObjectionPut
