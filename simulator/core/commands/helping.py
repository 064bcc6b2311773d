"""Wishes between a seat and those who steer: help, a line from the facilitator, a look at a seat's page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..ids import SeatId

__all__ = [
    "AskForHelp",
    "TakeHelpBack",
    "ReadAnswer",
    "ReplyToHelp",
    "SendLine",
    "ReadLine",
    "LookAtSeat",
    "NoteQuiet",
]


@dataclass(frozen=True, slots=True)
class AskForHelp:
    """We need help: "unclear", "technical", "come", or in our own "words"."""

    KIND: ClassVar[str] = "help.ask"
    seat: SeatId
    about: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class TakeHelpBack:
    """We need no help any more."""

    KIND: ClassVar[str] = "help.take_back"
    seat: SeatId


@dataclass(frozen=True, slots=True)
class ReadAnswer:
    """We have read the answer. It is ``enough``, or somebody should come."""

    KIND: ClassVar[str] = "help.read"
    seat: SeatId
    enough: bool = True


@dataclass(frozen=True, slots=True)
class ReplyToHelp:
    """To a seat that asked: "seen", "coming", "done", or "answer" with a ready ``answer`` or words of one's own."""

    KIND: ClassVar[str] = "help.reply"
    to: SeatId
    how: str
    answer: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class SendLine:
    """A ready line to these seats, each by itself: to read, to mark, and so on; ``about`` an option to talk of."""

    KIND: ClassVar[str] = "line.send"
    to: tuple[SeatId, ...]
    what: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class ReadLine:
    """We have read the line that the facilitator sent."""

    KIND: ClassVar[str] = "line.read"
    seat: SeatId


@dataclass(frozen=True, slots=True)
class LookAtSeat:
    """Look at the page of a seat as it sees itself. Logged, and told to the seat."""

    KIND: ClassVar[str] = "seat.look"
    to: SeatId


@dataclass(frozen=True, slots=True)
class NoteQuiet:
    """These laptops are quiet: asked for something, and without an action for some minutes. Sent by the server."""

    KIND: ClassVar[str] = "laptops.note_quiet"
    seats: tuple[SeatId, ...]


Command = AskForHelp | TakeHelpBack | ReadAnswer | ReplyToHelp | SendLine | ReadLine | LookAtSeat | NoteQuiet
