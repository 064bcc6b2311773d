"""What a room has to know of its seminar: the changes that are passed on, each a value.

A control for all rooms is stored in the seminar's log first and then passed to each exercise as one of these. Where
facilitators can get in each other's way, it says ``by`` whom and ``at`` what instant; older logs do not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .agenda import Agenda, Ordering
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
class ProxySet:
    """``proxy`` speaks and votes for a seat that nobody holds; empty: nobody does."""

    seat: SeatId
    proxy: SeatId
    what: Literal["proxy_set"] = "proxy_set"


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
    by: PersonId = PersonId("")
    at: int = 0


@dataclass(frozen=True, slots=True)
class ClockSet:
    """The clock was paused, started, extended, or held over a ``gap`` (ms) in which the server was away. ``moved`` ms
    by an event: what stands until a deadline of its own moves along."""

    clock: Clock
    gap: int = 0
    what: Literal["clock_set"] = "clock_set"
    why: str = ""
    by: PersonId = PersonId("")
    at: int = 0
    moved: int = 0


@dataclass(frozen=True, slots=True)
class SlideSet:
    """Another picture of the activity is on the wall."""

    slide: int
    what: Literal["slide_set"] = "slide_set"
    by: PersonId = PersonId("")
    at: int = 0


@dataclass(frozen=True, slots=True)
class SceneSet:
    """Another scene is on the wall."""

    scene: str
    what: Literal["scene_set"] = "scene_set"
    by: PersonId = PersonId("")
    at: int = 0


@dataclass(frozen=True, slots=True)
class NoticeSet:
    """One sentence for everybody."""

    text: str
    what: Literal["notice_set"] = "notice_set"
    by: PersonId = PersonId("")
    at: int = 0


@dataclass(frozen=True, slots=True)
class EyesSet:
    """Every laptop is quiet (``up``), with one sentence in the facilitator's own words or the usual one."""

    up: bool
    text: str
    what: Literal["eyes_set"] = "eyes_set"
    by: PersonId = PersonId("")
    at: int = 0


@dataclass(frozen=True, slots=True)
class HelpSet:
    """Private help speaks in another way."""

    mode: str
    what: Literal["help_set"] = "help_set"
    by: PersonId = PersonId("")
    at: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """Somebody of the seminar has no seat in any room (``stands``), or took one elsewhere."""

    person: PersonId
    stands: bool
    what: Literal["standing"] = "standing"


@dataclass(frozen=True, slots=True)
class SeatFlags:
    """What facilitators keep in mind about a seat, all of it."""

    seat: SeatId
    flags: tuple[str, ...]
    what: Literal["seat_flags"] = "seat_flags"


@dataclass(frozen=True, slots=True)
class PersonOut:
    """Somebody was taken out of the seminar, from this seat or (empty) from among those who had none."""

    seat: SeatId
    person: PersonId
    what: Literal["person_out"] = "person_out"
    by: PersonId = PersonId("")
    at: int = 0


@dataclass(frozen=True, slots=True)
class PersonBack:
    """The removal that the seminar's log has at ``act`` is taken back."""

    seat: SeatId
    person: PersonId
    act: int
    what: Literal["person_back"] = "person_back"


@dataclass(frozen=True, slots=True)
class AgendaSet:
    """The running order is another one now, and was ``before``; ``undoes`` the change of that version."""

    agenda: Agenda
    what: Literal["agenda_set"] = "agenda_set"
    why: Ordering = "order"
    step: StepId = StepId("")
    by: PersonId = PersonId("")
    at: int = 0
    before: Agenda = Agenda()
    undoes: int = 0


@dataclass(frozen=True, slots=True)
class InjectCome:
    """An event of the scenario happens in every room."""

    inject: str
    what: Literal["inject_come"] = "inject_come"
    by: PersonId = PersonId("")
    at: int = 0


SeminarChange = (
    SeatHeld | SeatLeft | StepBegun | ClockSet | SlideSet | SceneSet | NoticeSet | EyesSet | HelpSet | Standing
    | MemberIn | MemberOut | Asking | SeatGiven | SwapWish | AgendaSet | InjectCome | ProxySet
    | SeatFlags | PersonOut | PersonBack
)  # fmt: skip
