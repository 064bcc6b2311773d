"""What happened on coming in: the beginning, the seminar's changes, presence, the brief."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..ids import ClauseId, SeatId, SeminarId
from ..seminar_change import SeminarChange
from ..state.groups import Group

__all__ = ["ExerciseStarted", "SeminarFollowed", "PresenceMarked", "BriefConfirmed"]


@dataclass(frozen=True, slots=True)
class ExerciseStarted:
    """The first event names the rulebook by hash. Defaults as in `SeminarOpened`."""

    KIND: ClassVar[str] = "exercise.started"
    seminar: SeminarId
    room: str
    rulebook_hash: str
    cast: int
    seats: tuple[SeatId, ...]
    clauses: tuple[ClauseId, ...]
    bots: str
    help: str
    depth: str = "basic"
    talk: str = "remote"
    letters: str = "closed"


@dataclass(frozen=True, slots=True)
class SeminarFollowed:
    """A change of the seminar reached this room. ``groups`` are those formed for a new step, or those that make
    room for whoever came late; none: they stay as they are."""

    KIND: ClassVar[str] = "seminar.followed"
    version: int
    change: SeminarChange
    groups: tuple[Group, ...] = ()
    floor: str = ""


@dataclass(frozen=True, slots=True)
class PresenceMarked:
    """A seat's laptop came or went."""

    KIND: ClassVar[str] = "presence.marked"
    seat: SeatId
    present: bool


@dataclass(frozen=True, slots=True)
class BriefConfirmed:
    """The seat has read its brief."""

    KIND: ClassVar[str] = "brief.confirmed"
    seat: SeatId


Event = ExerciseStarted | SeminarFollowed | PresenceMarked | BriefConfirmed
