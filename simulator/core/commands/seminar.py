"""What people may wish of a seminar: open it, join it, take a seat, steer the running order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..ids import ExerciseId, PersonId, SeatId, StepId
from . import delegation
from .delegation import *


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


@dataclass(frozen=True, slots=True)
class PauseClock:
    """Stop the clock and all writing."""

    KIND: ClassVar[str] = "clock.pause"


@dataclass(frozen=True, slots=True)
class ResumeClock:
    """Let the clock and the room go on."""

    KIND: ClassVar[str] = "clock.resume"


@dataclass(frozen=True, slots=True)
class ExtendStep:
    """Give the step more minutes."""

    KIND: ClassVar[str] = "clock.extend"
    minutes: int


@dataclass(frozen=True, slots=True)
class HoldClock:
    """The server was away for ``gap`` ms: nobody loses that time. Sent by the ticker only."""

    KIND: ClassVar[str] = "clock.hold"
    gap: int


@dataclass(frozen=True, slots=True)
class ShowSlide:
    """Show this picture of the step's activity, counted from 0."""

    KIND: ClassVar[str] = "slide.show"
    slide: int


@dataclass(frozen=True, slots=True)
class ShowScene:
    """Put a scene on the wall. An empty scene follows the step."""

    KIND: ClassVar[str] = "scene.show"
    scene: str = ""


@dataclass(frozen=True, slots=True)
class Announce:
    """One sentence to everybody's bar and to the wall. An empty one takes it away."""

    KIND: ClassVar[str] = "notice.set"
    text: str = ""


@dataclass(frozen=True, slots=True)
class EyesUp:
    """Quiet every laptop to one sentence; with ``up`` left out or "no", give them back."""

    KIND: ClassVar[str] = "eyes.set"
    up: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class SetHelp:
    """How private help speaks: in words, in points, or not at all."""

    KIND: ClassVar[str] = "help.set"
    mode: str


SeminarCommand = (
    OpenSeminar | JoinPerson | ClaimSeat | FreeSeat | RenewPhrase | EnterStep | PauseClock | ResumeClock | ExtendStep
    | HoldClock | ShowSlide | ShowScene | Announce | EyesUp | SetHelp | delegation.Command
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
)
