"""The state of one seminar: people, rooms, who sits where, the running order and its clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..agenda import Agenda, Order
from ..clockwork import Clock
from ..ids import ExerciseId, PersonId, SeatId, SeminarId, StepId
from ..rulebook import Rulebook
from .steered import Helm


@dataclass(frozen=True, slots=True)
class Settings:
    """Choices of the facilitator for the whole seminar.

    help: private help in "words" (default), "signs" beside each option, "points" or "off".
    bots: empty seats stay empty ("none"), are played but never decide ("fill"), or play fully ("demo").
    depth: "basic", or "full" with everything that a longer seminar has time for.
    talk: people sit in one "room" and speak, or are "remote" and write.
    letters: what organizations write to each other in private stays "closed", or is opened "after", in the debrief.
    """

    help: str = "words"
    bots: str = "fill"
    depth: str = "basic"
    talk: str = "room"
    letters: str = "closed"


@dataclass(frozen=True, slots=True)
class Moved:
    """Why somebody sits where they sit: they were at another seat (empty: at none) until a facilitator moved them."""

    room: ExerciseId
    seat: SeatId
    how: str


@dataclass(frozen=True, slots=True)
class Removal:
    """Somebody was taken out: by the event of the version ``act``, from which seat (empty: none), beside whom, and what
    facilitators kept in mind about it."""

    act: int
    room: ExerciseId
    seat: SeatId
    others: tuple[PersonId, ...]
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Room:
    """An exercise of the seminar: its name on the wall, its seats, who holds them, who speaks for one without people.

    ``members`` are all people of a seat, the ``holder`` first; ``asking`` are those who would like to be let in;
    ``flags`` is what facilitators keep in mind about a seat. Where it began as another room was (``origin``), the
    phrases of that one open its seats.
    """

    id: ExerciseId
    name: str
    cast: int
    seats: tuple[SeatId, ...]
    holder: Mapping[SeatId, PersonId] = field(default_factory=dict)
    members: Mapping[SeatId, tuple[PersonId, ...]] = field(default_factory=dict)
    asking: Mapping[SeatId, tuple[PersonId, ...]] = field(default_factory=dict)
    generation: Mapping[SeatId, int] = field(default_factory=dict)
    flags: Mapping[SeatId, tuple[str, ...]] = field(default_factory=dict)
    origin: ExerciseId = ExerciseId("")
    proxies: Mapping[SeatId, SeatId] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Seminar:
    """One event. ``place`` says where each person sits; ``version`` counts the log.

    ``swaps`` are those who would like another role, with the seat that is offered to them (or None); ``left`` says of
    those who went home which seat they left. ``called`` are the events that came to every room;
    ``moved`` have not read yet why they sit where they sit; ``removed`` were taken out and have not come back.
    """

    id: SeminarId
    rulebook: Rulebook | None = None
    rulebook_hash: str = ""
    settings: Settings = Settings()
    rooms: Mapping[ExerciseId, Room] = field(default_factory=dict)
    people: tuple[PersonId, ...] = ()
    place: Mapping[PersonId, tuple[ExerciseId, SeatId]] = field(default_factory=dict)
    swaps: Mapping[PersonId, tuple[ExerciseId, SeatId] | None] = field(default_factory=dict)
    left: Mapping[PersonId, tuple[ExerciseId, SeatId]] = field(default_factory=dict)
    moved: Mapping[PersonId, Moved] = field(default_factory=dict)
    removed: Mapping[PersonId, Removal] = field(default_factory=dict)
    step: StepId = StepId("")
    step_began: int = 0
    slide: int = 0
    scene: str = ""
    notice: str = ""
    eyes_up: bool = False
    eyes_text: str = ""
    clock: Clock = Clock()
    agenda: Agenda = Agenda()
    called: tuple[str, ...] = ()
    orders: tuple[Order, ...] = ()
    steered: Helm = field(default_factory=dict)
    version: int = 0
