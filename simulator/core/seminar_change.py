"""What a room has to know of its seminar: the changes that are passed on, each a value.

A control for all rooms is stored in the seminar's log first and then passed to each exercise as one of these.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .clockwork import Clock
from .ids import ExerciseId, PersonId, SeatId, StepId


@dataclass(frozen=True, slots=True)
class SeatHeld:
    """A person took the seat."""

    seat: SeatId
    person: PersonId
    what: Literal["seat_held"] = "seat_held"


@dataclass(frozen=True, slots=True)
class SeatLeft:
    """Nobody holds the seat any more."""

    seat: SeatId
    what: Literal["seat_left"] = "seat_left"


@dataclass(frozen=True, slots=True)
class MemberIn:
    """One more person at a seat that somebody holds."""

    seat: SeatId
    person: PersonId
    what: Literal["member_in"] = "member_in"


@dataclass(frozen=True, slots=True)
class MemberOut:
    """One person fewer at a seat where others go on; who went ``home`` wants no other one."""

    seat: SeatId
    person: PersonId
    home: bool = False
    what: Literal["member_out"] = "member_out"


@dataclass(frozen=True, slots=True)
class Asking:
    """Somebody would like to join a delegation (``asks``), or no longer."""

    seat: SeatId
    person: PersonId
    asks: bool
    what: Literal["asking"] = "asking"


@dataclass(frozen=True, slots=True)
class SeatGiven:
    """A delegation went home, ``person`` last; ``proxy``, where it named one, speaks and votes for it."""

    seat: SeatId
    person: PersonId
    proxy: SeatId
    what: Literal["seat_given"] = "seat_given"


@dataclass(frozen=True, slots=True)
class SwapWish:
    """Somebody at this seat would like another role (``wants``), or no longer; ``to`` in ``room`` is offered."""

    seat: SeatId
    person: PersonId
    wants: bool
    room: ExerciseId = ExerciseId("")
    to: SeatId = SeatId("")
    what: Literal["swap_wish"] = "swap_wish"


@dataclass(frozen=True, slots=True)
class StepBegun:
    """The room is in this step."""

    step: StepId
    clock: Clock
    what: Literal["step_begun"] = "step_begun"


@dataclass(frozen=True, slots=True)
class ClockSet:
    """The clock was paused, started, extended, or held over a ``gap`` (ms) in which the server was away."""

    clock: Clock
    gap: int = 0
    what: Literal["clock_set"] = "clock_set"


@dataclass(frozen=True, slots=True)
class SlideSet:
    """Another picture of the activity is on the wall."""

    slide: int
    what: Literal["slide_set"] = "slide_set"


@dataclass(frozen=True, slots=True)
class SceneSet:
    """Another scene is on the wall."""

    scene: str
    what: Literal["scene_set"] = "scene_set"


@dataclass(frozen=True, slots=True)
class NoticeSet:
    """One sentence for everybody."""

    text: str
    what: Literal["notice_set"] = "notice_set"


@dataclass(frozen=True, slots=True)
class EyesSet:
    """Every laptop is quiet (``up``), with one sentence in the facilitator's own words or the usual one."""

    up: bool
    text: str
    what: Literal["eyes_set"] = "eyes_set"


@dataclass(frozen=True, slots=True)
class HelpSet:
    """Private help speaks in another way."""

    mode: str
    what: Literal["help_set"] = "help_set"


@dataclass(frozen=True, slots=True)
class Standing:
    """Somebody of the seminar has no seat in any room (``stands``), or took one elsewhere."""

    person: PersonId
    stands: bool
    what: Literal["standing"] = "standing"


SeminarChange = (
    SeatHeld | SeatLeft | StepBegun | ClockSet | SlideSet | SceneSet | NoticeSet | EyesSet | HelpSet | Standing
    | MemberIn | MemberOut | Asking | SeatGiven | SwapWish
)  # fmt: skip
