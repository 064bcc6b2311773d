"""Wishes of facilitators about people: what to know of a seat, another seat for somebody, out of the seminar and back.

Where two facilitators can contradict each other a wish says where its sender saw the person sit (``was``: room/seat).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..ids import ExerciseId, PersonId, SeatId

__all__ = ["FlagSeat", "MovePerson", "SwapPeople", "RemovePerson", "PutPersonBack", "ReadMove", "ANYWHERE"]

ANYWHERE = "?"
"""The sender does not say where it saw the person."""


@dataclass(frozen=True, slots=True)
class FlagSeat:
    """For facilitators alone: "more_time", "remote", or "here" and "away" whatever the laptop says. ``up`` no: off."""

    KIND: ClassVar[str] = "seat.flag"
    room: ExerciseId
    seat: SeatId
    flag: str
    up: bool = True


@dataclass(frozen=True, slots=True)
class MovePerson:
    """Give somebody another seat, without their having asked: a free one, or beside those who sit there."""

    KIND: ClassVar[str] = "person.move"
    person: PersonId
    room: ExerciseId
    seat: SeatId
    was: str = ANYWHERE


@dataclass(frozen=True, slots=True)
class SwapPeople:
    """Two people change places, in one act."""

    KIND: ClassVar[str] = "person.swap"
    person: PersonId
    other: PersonId
    was: str = ANYWHERE
    other_was: str = ANYWHERE


@dataclass(frozen=True, slots=True)
class RemovePerson:
    """Take somebody out of the seminar. No ban: they may join again."""

    KIND: ClassVar[str] = "person.remove"
    person: PersonId


@dataclass(frozen=True, slots=True)
class PutPersonBack:
    """Undo a removal; ``act`` is the version of the seminar's log that it has."""

    KIND: ClassVar[str] = "person.put_back"
    person: PersonId
    act: int


@dataclass(frozen=True, slots=True)
class ReadMove:
    """I have read why I sit here now."""

    KIND: ClassVar[str] = "move.read"
    person: PersonId


Command = FlagSeat | MovePerson | SwapPeople | RemovePerson | PutPersonBack | ReadMove
