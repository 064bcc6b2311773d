"""What facilitators did about people: flags of a seat, another seat for somebody, out of the seminar and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..ids import ExerciseId, PersonId, SeatId

__all__ = ["SeatFlagged", "PersonMoved", "MoveRead", "PersonRemoved", "PersonPutBack"]


@dataclass(frozen=True, slots=True)
class SeatFlagged:
    """What facilitators keep in mind about this seat, all of it. For them alone."""

    KIND: ClassVar[str] = "seat.flagged"
    room: ExerciseId
    seat: SeatId
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonMoved:
    """Why somebody's page changed; it follows the events by which they got up and sat down. ``how``: moved, swapped."""

    KIND: ClassVar[str] = "person.moved"
    person: PersonId
    from_room: ExerciseId
    from_seat: SeatId
    room: ExerciseId
    seat: SeatId
    how: str


@dataclass(frozen=True, slots=True)
class MoveRead:
    """They have read why."""

    KIND: ClassVar[str] = "move.was_read"
    person: PersonId


@dataclass(frozen=True, slots=True)
class PersonRemoved:
    """Somebody was taken out of the seminar; it follows the events by which they got up. ``seat``: where they sat, with
    ``others`` and under these ``flags``; empty: nowhere."""

    KIND: ClassVar[str] = "person.removed"
    person: PersonId
    room: ExerciseId
    seat: SeatId
    others: tuple[PersonId, ...]
    flags: tuple[str, ...]
    by: PersonId
    at: int


@dataclass(frozen=True, slots=True)
class PersonPutBack:
    """The removal of the version ``act`` is taken back; the event by which they sit down follows."""

    KIND: ClassVar[str] = "person.put_back"
    person: PersonId
    room: ExerciseId
    seat: SeatId
    act: int


Event = SeatFlagged | PersonMoved | MoveRead | PersonRemoved | PersonPutBack
