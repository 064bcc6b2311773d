"""Wishes about short texts between seats."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..ids import SeatId

__all__ = ["SendMessage"]


@dataclass(frozen=True, slots=True)
class SendMessage:
    """A short text to the plenary, my caucus, my group, the facilitator, or named seats."""

    KIND: ClassVar[str] = "message.send"
    seat: SeatId
    channel: str
    text: str
    to: tuple[SeatId, ...] = ()


Command = SendMessage
