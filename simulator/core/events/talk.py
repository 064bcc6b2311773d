"""What was said in short texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..ids import SeatId

__all__ = ["MessageSent"]


@dataclass(frozen=True, slots=True)
class MessageSent:
    """A text to those in ``to`` (and its sender); an empty ``to`` in the plenary means everybody."""

    KIND: ClassVar[str] = "message.sent"
    sender: SeatId
    channel: str
    to: tuple[SeatId, ...]
    text: str
    at: int


Event = MessageSent
