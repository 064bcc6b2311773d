"""The facilitator's list of events: what each does, when it comes, and what followed."""

from __future__ import annotations

from dataclasses import dataclass

from ..clockwork import Clock
from ..deciding.injects import room_is_free, steps_to_come
from ..ids import StepId
from ..refusals import Refused
from ..rulebook import Inject, ResourceKind
from ..state.exercise import Exercise
from ..state.injects import Planned
from .aftermath import Followed, followed
from .injects import Lost, lost, opened
from .seating import short


@dataclass(frozen=True, slots=True)
class Coming:
    """When a planned event comes: at a step (its title), or when the clock ends. ``waits`` for the open decision."""

    step: str
    clock: Clock
    waits: bool


@dataclass(frozen=True, slots=True)
class Flow:
    """What comes or goes: of these parties, or with none named on the budget line."""

    kind: ResourceKind
    change: int
    parties: tuple[str, ...]
    line: str


@dataclass(frozen=True, slots=True)
class InjectRow:
    """One event: what it does, when it comes, when it was thrown in (0: not yet), and what followed. ``blocked`` while
    a decision is open that it would overturn."""

    inject: str
    title: str
    story: str
    when: str
    readers: int
    better: tuple[str, ...]
    worse: tuple[str, ...]
    flows: tuple[Flow, ...]
    reopens: tuple[str, ...]
    minutes: int
    coming: Coming | None
    blocked: bool
    thrown: int
    lost: tuple[Lost, ...]
    open_again: tuple[tuple[str, str], ...]
    followed: Followed | None


@dataclass(frozen=True, slots=True)
class InjectDesk:
    """All events of the scenario, and the steps at whose beginning one may come."""

    rows: tuple[InjectRow, ...]
    steps: tuple[tuple[StepId, str], ...]


def _is_free(state: Exercise, inject: Inject) -> bool:
    try:
        room_is_free(state, inject)
    except Refused:
        return False
    return True


def coming(state: Exercise, planned: Planned) -> Coming:
    """When it comes."""
    step = state.rulebook.step_of.get(planned.step)
    return Coming(step.title if step else "", planned.clock, planned.called)


def _row(state: Exercise, inject: Inject) -> InjectRow:
    thrown = next((t for t in state.thrown if t.inject == inject.id), None)
    planned = state.planned.get(inject.id)
    here = [s for s in inject.shifts if s.seat in state.seats]
    flows = (
        Flow(s.kind, s.change, tuple(short(state, p) for p in s.seats if p in state.seats), s.line)
        for s in inject.supplies
    )
    return InjectRow(
        inject.id, inject.title, inject.story, inject.when,
        len({s for a in inject.asides for s in a.seats if s in state.seats}),
        tuple(short(state, s.seat) for s in here if s.change > 0),
        tuple(short(state, s.seat) for s in here if s.change < 0),
        tuple(f for f in flows if f.line or f.parties),
        tuple(state.rulebook.clause_of[c].code for c in inject.reopens if c in state.clauses), inject.minutes,
        coming(state, planned) if planned else None, not thrown and not _is_free(state, inject),
        thrown.at if thrown else 0, lost(state, thrown) if thrown else (), opened(state, thrown) if thrown else (),
        followed(state, thrown) if thrown else None,
    )  # fmt: skip


def inject_desk(state: Exercise) -> InjectDesk:
    """Every event of the scenario, for those who may throw it in."""
    steps, ahead = {s.id: s.title for s in state.steps}, steps_to_come(state)
    return InjectDesk(
        tuple(_row(state, i) for i in state.rulebook.injects), tuple((s, steps[s]) for s in ahead)
    )


def near(state: Exercise) -> tuple[tuple[str, Coming], ...]:
    """The planned events that come soon: within some minutes, or with the next step."""
    ids = [s.id for s in state.steps]
    here = ids.index(state.step) if state.step in ids and state.clock != Clock() else -1
    titles = {i.id: i.title for i in state.rulebook.injects}
    return tuple(
        (titles[p.inject], coming(state, p))
        for p in state.planned.values()
        if p.clock != Clock() or p.step in ids[here + 1 : here + 2]
    )
