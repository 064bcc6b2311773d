"""That an event was thrown in or planned, and what it changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from ..clockwork import Clock
from ..ids import ClauseId, DecisionId, OptionId, PersonId, SeatId, StepId
from ..state.injects import Cut, Fund, Means

__all__ = ["InjectThrown", "SuppliesChanged", "ClauseReopened", "InjectPlanned", "InjectUnplanned"]


@dataclass(frozen=True, slots=True)
class InjectThrown:
    """An event of the scenario happened. ``before`` and ``after``: the alternatives that it changed, millipoints;
    ``means``: what parties have to give; ``minutes``: what the step got or lost, by the seminar's clock."""

    KIND: ClassVar[str] = "inject.thrown"
    inject: str
    at: int
    before: Mapping[SeatId, int]
    after: Mapping[SeatId, int]
    means: tuple[Means, ...] = ()
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class SuppliesChanged:
    """An event gave to budget lines or took from them, and left less of these pledges."""

    KIND: ClassVar[str] = "supplies.changed"
    inject: str
    funds: tuple[Fund, ...]
    cuts: tuple[Cut, ...]
    at: int


@dataclass(frozen=True, slots=True)
class ClauseReopened:
    """An event opened a clause again that was adopted: as which option, by which decision."""

    KIND: ClassVar[str] = "clause.reopened"
    inject: str
    clause: ClauseId
    option: OptionId
    decision: DecisionId


@dataclass(frozen=True, slots=True)
class InjectPlanned:
    """An event will come by itself: when a step begins, or when its clock ends. For facilitators alone.
    ``called``: by the seminar in all rooms, while this one was about to decide."""

    KIND: ClassVar[str] = "inject.planned"
    inject: str
    step: StepId
    clock: Clock
    by: PersonId = PersonId("")
    called: bool = False


@dataclass(frozen=True, slots=True)
class InjectUnplanned:
    """An event no longer comes by itself. For facilitators alone."""

    KIND: ClassVar[str] = "inject.unplanned"
    inject: str


Event = InjectThrown | SuppliesChanged | ClauseReopened | InjectPlanned | InjectUnplanned
