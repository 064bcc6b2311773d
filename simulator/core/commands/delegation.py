"""Wishes about who sits at a seat: several people share one, somebody leaves, somebody would like another role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..ids import NO_SEAT, ExerciseId, PersonId, SeatId

__all__ = [
    "AskToJoin",
    "LetIn",
    "TurnAway",
    "LeaveSeat",
    "AskForSwap",
    "OfferSeat",
    "AnswerSwap",
    "NameProxy",
]


@dataclass(frozen=True, slots=True)
class AskToJoin:
    """Let me into the delegation of a seat that is taken."""

    KIND: ClassVar[str] = "delegation.ask"
    person: PersonId
    room: ExerciseId
    seat: SeatId


@dataclass(frozen=True, slots=True)
class LetIn:
    """Let somebody who asked into the delegation. Sent by one of its people, by a facilitator, or for the phrase."""

    KIND: ClassVar[str] = "delegation.admit"
    person: PersonId
    room: ExerciseId
    seat: SeatId


@dataclass(frozen=True, slots=True)
class TurnAway:
    """Not into this delegation."""

    KIND: ClassVar[str] = "delegation.turn_away"
    person: PersonId
    room: ExerciseId
    seat: SeatId


@dataclass(frozen=True, slots=True)
class LeaveSeat:
    """I leave; with ``everybody`` my whole delegation does. ``proxy`` speaks for a seat that nobody is left at."""

    KIND: ClassVar[str] = "seat.leave"
    person: PersonId
    proxy: SeatId = NO_SEAT
    everybody: bool = False


@dataclass(frozen=True, slots=True)
class AskForSwap:
    """Another role, please. No reason is asked."""

    KIND: ClassVar[str] = "swap.ask"
    person: PersonId


@dataclass(frozen=True, slots=True)
class OfferSeat:
    """Offer a free seat to somebody who asked for another role."""

    KIND: ClassVar[str] = "swap.offer"
    person: PersonId
    room: ExerciseId
    seat: SeatId


@dataclass(frozen=True, slots=True)
class AnswerSwap:
    """Take the seat that was offered; with ``accept`` false, stay and forget the wish."""

    KIND: ClassVar[str] = "swap.answer"
    person: PersonId
    accept: bool = True


@dataclass(frozen=True, slots=True)
class NameProxy:
    """``proxy`` speaks and votes for a seat that nobody holds; without one, nobody does. Before anybody sits at
    the proxy it does not count yet."""

    KIND: ClassVar[str] = "seat.name_proxy"
    room: ExerciseId
    seat: SeatId
    proxy: SeatId = NO_SEAT


Command = AskToJoin | LetIn | TurnAway | LeaveSeat | AskForSwap | OfferSeat | AnswerSwap | NameProxy
