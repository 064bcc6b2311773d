"""Events that were thrown in, and those that will be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..clockwork import Clock
from ..ids import DecisionId, PersonId, PledgeId, SeatId, StepId
from ..rulebook import ResourceKind


@dataclass(frozen=True, slots=True)
class Means:
    """What a party had to give of a kind of resource, before an event and after it."""

    seat: SeatId
    kind: ResourceKind
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Fund:
    """What stands on a budget line from nobody in the room, before an event and after it."""

    kind: ResourceKind
    line: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Cut:
    """A pledge of which an event left less; 0 after it: nothing."""

    pledge: PledgeId
    seat: SeatId
    kind: ResourceKind
    line: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Swing:
    """Marks that became warmer and colder, that everybody may know of."""

    warmer: int = 0
    colder: int = 0


@dataclass(frozen=True, slots=True)
class Thrown:
    """An event that happened in this room, and the alternatives (millipoints), means, funds and pledges before and
    after it. ``settled`` are the decisions counted by then, ``pledged`` the version of each pledge, ``swing`` the
    marks: what followed is what is different now."""

    inject: str
    at: int
    before: Mapping[SeatId, int]
    after: Mapping[SeatId, int]
    minutes: int = 0
    means: tuple[Means, ...] = ()
    funds: tuple[Fund, ...] = ()
    cuts: tuple[Cut, ...] = ()
    reopened: tuple[str, ...] = ()
    settled: tuple[DecisionId, ...] = ()
    pledged: Mapping[PledgeId, int] = field(default_factory=dict)
    swing: Swing = Swing()


@dataclass(frozen=True, slots=True)
class Planned:
    """An event that comes by itself: when ``step`` begins, or when the ``clock`` ends, which rests with the room's.
    ``called``: by the seminar in all rooms, and this one decides first."""

    inject: str
    step: StepId
    clock: Clock
    by: PersonId = PersonId("")
    called: bool = False


def due(planned: Planned, at: int) -> bool:
    """Whether it comes at this instant."""
    return planned.clock.ends_at is not None and planned.clock.ends_at <= at
