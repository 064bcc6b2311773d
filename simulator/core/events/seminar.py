"""What happened in a seminar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from ..clockwork import Clock
from ..ids import ExerciseId, PersonId, SeatId, StepId
from . import agenda, delegation, moving
from .agenda import *
from .delegation import *
from .moving import *


@dataclass(frozen=True, slots=True)
class SeminarOpened:
    """The first event: the scenario is pinned by its hash. What has a default is younger than the first logs, whose
    people could write to each other."""

    KIND: ClassVar[str] = "seminar.opened"
    rulebook_hash: str
    help: str
    bots: str
    step: StepId
    depth: str = "basic"
    talk: str = "remote"
    letters: str = "closed"


@dataclass(frozen=True, slots=True)
class RoomOpened:
    """A room with its seats."""

    KIND: ClassVar[str] = "room.opened"
    room: ExerciseId
    name: str
    cast: int
    seats: tuple[SeatId, ...]


@dataclass(frozen=True, slots=True)
class PersonJoined:
    """Somebody came in."""

    KIND: ClassVar[str] = "person.joined"
    person: PersonId


@dataclass(frozen=True, slots=True)
class SeatClaimed:
    """A person holds a seat now."""

    KIND: ClassVar[str] = "seat.claimed"
    person: PersonId
    room: ExerciseId
    seat: SeatId


@dataclass(frozen=True, slots=True)
class SeatFreed:
    """A person left a seat."""

    KIND: ClassVar[str] = "seat.freed"
    person: PersonId
    room: ExerciseId
    seat: SeatId


@dataclass(frozen=True, slots=True)
class PhraseRenewed:
    """The seat has a new resume phrase; older ones no longer work."""

    KIND: ClassVar[str] = "seat.phrase_renewed"
    room: ExerciseId
    seat: SeatId
    generation: int


@dataclass(frozen=True, slots=True)
class StepEntered:
    """The seminar is in this step; its clock runs."""

    KIND: ClassVar[str] = "step.entered"
    step: StepId
    at: int
    clock: Clock
    by: PersonId = PersonId("")


@dataclass(frozen=True, slots=True)
class ClockChanged:
    """Paused, resumed, extended, held or moved by an event (``why``), with the clock before and after."""

    KIND: ClassVar[str] = "clock.changed"
    why: str
    before: Clock
    clock: Clock
    by: PersonId = PersonId("")
    at: int = 0


@dataclass(frozen=True, slots=True)
class SlideShown:
    """A picture of the step's activity is shown."""

    KIND: ClassVar[str] = "slide.shown"
    slide: int
    by: PersonId = PersonId("")
    at: int = 0


@dataclass(frozen=True, slots=True)
class SceneShown:
    """A scene is on the wall; empty follows the step."""

    KIND: ClassVar[str] = "scene.shown"
    scene: str
    by: PersonId = PersonId("")
    at: int = 0


@dataclass(frozen=True, slots=True)
class NoticeGiven:
    """One sentence to everybody, in the facilitator's own words."""

    KIND: ClassVar[str] = "notice.given"
    text: str
    by: PersonId = PersonId("")
    at: int = 0


@dataclass(frozen=True, slots=True)
class EyesChanged:
    """Every laptop is quiet, or open again."""

    KIND: ClassVar[str] = "eyes.changed"
    up: bool
    text: str
    by: PersonId = PersonId("")
    at: int = 0


@dataclass(frozen=True, slots=True)
class HelpChanged:
    """Private help speaks in another way."""

    KIND: ClassVar[str] = "help.changed"
    mode: str
    by: PersonId = PersonId("")
    at: int = 0


@dataclass(frozen=True, slots=True)
class InjectCalled:
    """An event of the scenario happens in every room."""

    KIND: ClassVar[str] = "inject.called"
    inject: str
    by: PersonId = PersonId("")
    at: int = 0


@dataclass(frozen=True, slots=True)
class SeminarBranched:
    """This seminar goes on from a moment of another one: its room began as ``origin`` was at that instant (ms since
    1970 UTC), with the step, the running order and the wall of then, and the clock held. Phrases of ``origin``, in
    these generations, open the same seats here."""

    KIND: ClassVar[str] = "seminar.branched"
    room: ExerciseId
    origin: ExerciseId
    at: int
    step: StepId
    slide: int
    scene: str
    notice: str
    clock: Clock
    lengths: Mapping[StepId, int] = field(default_factory=dict)
    out: tuple[StepId, ...] = ()
    generation: Mapping[SeatId, int] = field(default_factory=dict)


SeminarEvent = (
    SeminarOpened | RoomOpened | PersonJoined | SeatClaimed | SeatFreed | PhraseRenewed | StepEntered | ClockChanged
    | SlideShown | SceneShown | NoticeGiven | EyesChanged | HelpChanged | InjectCalled | delegation.Event | moving.Event
    | agenda.Event | SeminarBranched
)  # fmt: skip
