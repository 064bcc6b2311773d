"""What people may wish of a seminar: open it, join it, take a seat, steer the running order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from ..clockwork import Clock
from ..ids import ExerciseId, PersonId, SeatId, StepId
from . import agenda, delegation, moving
from .agenda import *
from .agenda import UNSEEN
from .delegation import *
from .moving import *


@dataclass(frozen=True, slots=True)
class RoomPlan:
    """A room to open: its name on the wall and the size of its cast."""

    id: ExerciseId
    name: str
    cast: int


@dataclass(frozen=True, slots=True)
class OpenSeminar:
    """Open a seminar on a scenario with one or more rooms."""

    KIND: ClassVar[str] = "seminar.open"
    rulebook_hash: str
    rooms: tuple[RoomPlan, ...]
    help: str = "words"
    bots: str = "fill"
    depth: str = "basic"
    talk: str = "room"
    letters: str = "closed"


@dataclass(frozen=True, slots=True)
class BranchSeminar:
    """Go on from a moment of another seminar: open this one as ``opening`` says, with one room, which began as
    ``origin`` was ``at`` that instant. Sent by the application only."""

    KIND: ClassVar[str] = "seminar.branch"
    opening: OpenSeminar
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


@dataclass(frozen=True, slots=True)
class JoinPerson:
    """Come in with the code on the wall. The name lives outside the log."""

    KIND: ClassVar[str] = "person.join"
    person: PersonId


@dataclass(frozen=True, slots=True)
class ClaimSeat:
    """Take a free seat. A person who already sits moves."""

    KIND: ClassVar[str] = "seat.claim"
    person: PersonId
    room: ExerciseId
    seat: SeatId


@dataclass(frozen=True, slots=True)
class FreeSeat:
    """Give a seat back, or take it back from somebody."""

    KIND: ClassVar[str] = "seat.free"
    person: PersonId


@dataclass(frozen=True, slots=True)
class RenewPhrase:
    """Make the resume phrase of a seat invalid and give it a new one."""

    KIND: ClassVar[str] = "seat.renew_phrase"
    room: ExerciseId
    seat: SeatId


@dataclass(frozen=True, slots=True)
class EnterStep:
    """Go to a step of the running order. An empty step is the next one."""

    KIND: ClassVar[str] = "step.enter"
    step: StepId = StepId("")
    seen: int = UNSEEN


@dataclass(frozen=True, slots=True)
class PauseClock:
    """Stop the clock and all writing."""

    KIND: ClassVar[str] = "clock.pause"
    seen: int = UNSEEN


@dataclass(frozen=True, slots=True)
class ResumeClock:
    """Let the clock and the room go on."""

    KIND: ClassVar[str] = "clock.resume"
    seen: int = UNSEEN


@dataclass(frozen=True, slots=True)
class ExtendStep:
    """Give the step more minutes."""

    KIND: ClassVar[str] = "clock.extend"
    minutes: int
    seen: int = UNSEEN


@dataclass(frozen=True, slots=True)
class HoldClock:
    """The server was away for ``gap`` ms, or its clock was set by as much: nobody loses or wins that time. Sent by the
    ticker only."""

    KIND: ClassVar[str] = "clock.hold"
    gap: int


@dataclass(frozen=True, slots=True)
class ShowSlide:
    """Show this picture of the step's activity, counted from 0."""

    KIND: ClassVar[str] = "slide.show"
    slide: int
    seen: int = UNSEEN


@dataclass(frozen=True, slots=True)
class ShowScene:
    """Put a scene on the wall. An empty scene follows the step."""

    KIND: ClassVar[str] = "scene.show"
    scene: str = ""
    seen: int = UNSEEN


@dataclass(frozen=True, slots=True)
class Announce:
    """One sentence to everybody's bar and to the wall. An empty one takes it away."""

    KIND: ClassVar[str] = "notice.set"
    text: str = ""
    seen: int = UNSEEN


@dataclass(frozen=True, slots=True)
class EyesUp:
    """Quiet every laptop to one sentence; with ``up`` left out or "no", give them back."""

    KIND: ClassVar[str] = "eyes.set"
    up: bool = False
    text: str = ""
    seen: int = UNSEEN


@dataclass(frozen=True, slots=True)
class SetHelp:
    """How private help speaks: in words, in points, or not at all."""

    KIND: ClassVar[str] = "help.set"
    mode: str
    seen: int = UNSEEN


@dataclass(frozen=True, slots=True)
class ThrowEverywhere:
    """An event of the scenario happens in every room, and moves their common clock where the scenario says so."""

    KIND: ClassVar[str] = "inject.throw_all"
    inject: str


SeminarCommand = (
    OpenSeminar | BranchSeminar | JoinPerson | ClaimSeat | FreeSeat | RenewPhrase | EnterStep | PauseClock | ResumeClock
    | ExtendStep | HoldClock | ShowSlide | ShowScene | Announce | EyesUp | SetHelp | ThrowEverywhere
    | delegation.Command | moving.Command | agenda.Command
)  # fmt: skip

SCENES: tuple[str, ...] = (
    "",
    "lobby",
    "clock",
    "slides",
    "room",
    "clause",
    "decision",
    "consents",
    "agreement",
    "plan",
    "signatures",
    "reports",
    "speakers",
    "sense",
    "moves",
    "years",
    "debrief",
    "news",
)
