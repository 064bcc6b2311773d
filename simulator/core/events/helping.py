"""What passed between a seat and those who steer. Nobody else may know of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..ids import PersonId, SeatId

__all__ = [
    "HelpAsked",
    "HelpTakenBack",
    "HelpReplied",
    "AnswerRead",
    "LineSent",
    "LineRead",
    "SeatLookedAt",
    "QuietNoted",
]


@dataclass(frozen=True, slots=True)
class HelpAsked:
    """A seat asked for help: about what, and its words."""

    KIND: ClassVar[str] = "help.asked"
    seat: SeatId
    about: str
    text: str
    at: int


@dataclass(frozen=True, slots=True)
class HelpTakenBack:
    """A seat needs no help any more."""

    KIND: ClassVar[str] = "help.taken_back"
    seat: SeatId
    at: int


@dataclass(frozen=True, slots=True)
class HelpReplied:
    """A facilitator has seen it, is coming, answered (by the key of a ready answer, or in words), or it is done."""

    KIND: ClassVar[str] = "help.replied"
    seat: SeatId
    how: str
    answer: str
    text: str
    at: int


@dataclass(frozen=True, slots=True)
class AnswerRead:
    """A seat read the answer; where that was not enough, it asks for somebody to come."""

    KIND: ClassVar[str] = "help.answer_read"
    seat: SeatId
    enough: bool
    at: int


@dataclass(frozen=True, slots=True)
class LineSent:
    """A ready line, by its key, to each of these seats. Who is to "meet" others about an option hears
    who they are; any other line stands by itself."""

    KIND: ClassVar[str] = "line.sent"
    audience: tuple[SeatId, ...]
    what: str
    about: str
    at: int


@dataclass(frozen=True, slots=True)
class LineRead:
    """A seat read its line."""

    KIND: ClassVar[str] = "line.was_read"
    seat: SeatId
    at: int


@dataclass(frozen=True, slots=True)
class SeatLookedAt:
    """A facilitator looked at the page of this seat."""

    KIND: ClassVar[str] = "seat.looked_at"
    seat: SeatId
    by: PersonId
    at: int


@dataclass(frozen=True, slots=True)
class QuietNoted:
    """These laptops are quiet now, and no others. For those who steer alone."""

    KIND: ClassVar[str] = "laptops.quiet_noted"
    seats: tuple[SeatId, ...]


Event = HelpAsked | HelpTakenBack | HelpReplied | AnswerRead | LineSent | LineRead | SeatLookedAt | QuietNoted
