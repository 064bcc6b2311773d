"""Wishes about coming in: beginning an exercise, following the seminar, presence, the brief."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..ids import SeatId, SeminarId
from ..seminar_change import SeminarChange

__all__ = ["StartExercise", "FollowSeminar", "MarkPresence", "ConfirmBrief"]


@dataclass(frozen=True, slots=True)
class StartExercise:
    """Begin a negotiation in a room of a seminar."""

    KIND: ClassVar[str] = "exercise.start"
    seminar: SeminarId
    room: str
    rulebook_hash: str
    cast: int
    bots: str = "fill"
    help: str = "words"
    depth: str = "basic"
    talk: str = "room"
    letters: str = "closed"


@dataclass(frozen=True, slots=True)
class FollowSeminar:
    """Do here what was stored in the seminar's log at ``version``. Sent by the application only; idempotent."""

    KIND: ClassVar[str] = "seminar.follow"
    version: int
    change: SeminarChange


@dataclass(frozen=True, slots=True)
class MarkPresence:
    """A seat's laptop is here or gone. Sent by the presence watch, or by a facilitator."""

    KIND: ClassVar[str] = "presence.mark"
    seat: SeatId
    present: bool


@dataclass(frozen=True, slots=True)
class ConfirmBrief:
    """I have read my brief."""

    KIND: ClassVar[str] = "brief.confirm"
    seat: SeatId


Command = StartExercise | FollowSeminar | MarkPresence | ConfirmBrief
