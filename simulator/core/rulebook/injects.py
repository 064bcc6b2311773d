"""Events that the facilitator can throw in: what everybody reads, what some read, and what they change."""

from __future__ import annotations

from dataclasses import dataclass

from ..ids import ClauseId, SeatId, SectorCode
from .agreement import ResourceKind


@dataclass(frozen=True, slots=True)
class Aside:
    """A paragraph about an event that only these seats read; ``sector`` where it is for one whole sector."""

    seats: tuple[SeatId, ...]
    sector: SectorCode
    text: str


@dataclass(frozen=True, slots=True)
class Shift:
    """An event makes the alternative of a party better or worse by so many millipoints."""

    seat: SeatId
    change: int


@dataclass(frozen=True, slots=True)
class Supply:
    """So much of a resource comes (more than 0) or goes, in each year: of what each of these ``seats`` has to give, or
    with no seat of what there is on the budget line, from nobody in the room."""

    kind: ResourceKind
    change: int
    seats: tuple[SeatId, ...] = ()
    line: str = ""


@dataclass(frozen=True, slots=True)
class Inject:
    """An event the facilitator can throw in: a headline and a story, as on a front page, and what it does. ``reopens``
    are clauses that are open again; ``minutes`` are given to the step that runs, or taken from it; ``dateline`` is the
    day in the fiction."""

    id: str
    title: str
    story: str
    when: str
    asides: tuple[Aside, ...] = ()
    shifts: tuple[Shift, ...] = ()
    supplies: tuple[Supply, ...] = ()
    reopens: tuple[ClauseId, ...] = ()
    minutes: int = 0
    dateline: str = ""
