"""The state of one seminar: people, rooms, who sits where, the running order and its clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..clockwork import Clock
from ..ids import ExerciseId, PersonId, SeatId, SeminarId, StepId
from ..rulebook import Rulebook


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
class Room:
    """An exercise of the seminar: its name on the wall, its seats, who holds them.

    ``members`` are all people of a seat, the ``holder`` first; ``asking`` are those who would like to be let in.
    """

    id: ExerciseId
    name: str
    cast: int
    seats: tuple[SeatId, ...]
    holder: Mapping[SeatId, PersonId] = field(default_factory=dict)
    members: Mapping[SeatId, tuple[PersonId, ...]] = field(default_factory=dict)
    asking: Mapping[SeatId, tuple[PersonId, ...]] = field(default_factory=dict)
    generation: Mapping[SeatId, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Seminar:
    """One event. ``place`` says where each person sits; ``version`` counts the log.

    ``swaps`` are those who would like another role, with the seat that is offered to them (or None); ``left`` says of
    those who went home which seat they left.
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
    step: StepId = StepId("")
    step_began: int = 0
    slide: int = 0
    scene: str = ""
    notice: str = ""
    eyes_up: bool = False
    eyes_text: str = ""
    clock: Clock = Clock()
    version: int = 0
