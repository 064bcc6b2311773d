"""The wish of a party without a vote: an objection on record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..ids import DecisionId, SeatId

__all__ = ["PutObjection"]


@dataclass(frozen=True, slots=True)
class PutObjection:
    """We have no vote in this decision and object, in a sentence; an empty one takes it back. Until it closes."""

    KIND: ClassVar[str] = "objection.put"
    seat: SeatId
    decision: DecisionId
    reason: str = ""


Command = PutObjection
