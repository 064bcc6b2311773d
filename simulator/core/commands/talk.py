"""Wishes about short texts between seats."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..ids import SeatId

__all__ = ["OpenLetters", "SendMessage"]


@dataclass(frozen=True, slots=True)
class SendMessage:
    """A short text to the plenary, my caucus, my group, the facilitator, or named seats."""

    KIND: ClassVar[str] = "message.send"
    seat: SeatId
    channel: str
    text: str
    to: tuple[SeatId, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenLetters:
    """In the debrief: everybody of this room may read what organizations wrote to each other in private."""

    KIND: ClassVar[str] = "letters.open"


Command = SendMessage | OpenLetters
