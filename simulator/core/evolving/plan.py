"""How the work is taken on, handed back and dropped, and how staff stays within what is pledged."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any, Final, TypeVar

from ..events import exercise as ev
from ..ids import SeatId, TaskId
from ..state.exercise import Exercise
from ..state.plan import Lead
from ..work_plan import staff_left
from .table import Evolvers

V = TypeVar("V")


def _with(state: Exercise, **changes: Any) -> Exercise:
    return replace(state, work=replace(state.work, **changes))


def _without(mapping: Mapping[TaskId, V], gone: Collection[TaskId]) -> dict[TaskId, V]:
    return {task: value for task, value in mapping.items() if task not in gone}


def _set(
    about: Mapping[TaskId, Mapping[SeatId, V]], task: TaskId, seat: SeatId, value: V | None
) -> dict[TaskId, Mapping[SeatId, V]]:
    """What seats said about a task, with this seat's word changed; None takes it away."""
    words = {s: v for s, v in about.get(task, {}).items() if s != seat}
    if value is not None:
        words[seat] = value
    return {**_without(about, (task,)), **({task: words} if words else {})}


def _asked(state: Exercise, event: ev.LeadAsked) -> Exercise:
    return _with(
        state,
        asked=_set(state.work.asked, event.task, event.seat, event.by),
        refused=_set(state.work.refused, event.task, event.seat, None),
    )


def _led(state: Exercise, event: ev.LeadTaken) -> Exercise:
    # whoever else was asked is off the hook
    return _with(
        state,
        leads={**state.work.leads, event.task: Lead(event.seat, event.recorded)},
        asked=_without(state.work.asked, (event.task,)),
        refused=_set(state.work.refused, event.task, event.seat, None),
    )


def _refused(state: Exercise, event: ev.LeadRefused) -> Exercise:
    return _with(
        state,
        asked=_set(state.work.asked, event.task, event.seat, None),
        refused=_set(state.work.refused, event.task, event.seat, event.reason),
    )


def _handed_back(state: Exercise, event: ev.TaskHandedBack) -> Exercise:
    return _with(
        state,
        leads=_without(state.work.leads, (event.task,)),
        refused=_set(state.work.refused, event.task, event.seat, event.reason),
    )


def _supported(state: Exercise, event: ev.TaskSupported) -> Exercise:
    return _with(state, support=_set(state.work.support, event.task, event.seat, event.amount or None))


def _dropped(state: Exercise, event: ev.TasksDropped) -> Exercise:
    work, told = state.work, dict[SeatId, tuple[TaskId, ...]]()
    for task in event.tasks:
        lead = work.leads.get(task)
        for seat in dict.fromkeys([*((lead.seat,) if lead else ()), *work.support.get(task, {})]):
            told[seat] = (*told.get(seat, ()), task)
    kept = {
        name: _without(getattr(work, name), event.tasks) for name in ("leads", "asked", "refused", "support")
    }
    return _with(state, dropped=told, **kept)


def _within_pledges(state: Exercise, _event: object) -> Exercise:
    """A party whose pledged staff counts for less gives less: the task it supported last loses it first."""
    for task, given in reversed(list(state.work.support.items())):
        for seat, amount in given.items():
            excess = -staff_left(state, seat, task)
            if excess > 0:
                support = dict(state.work.support)
                state = _with(state, support=_set(support, task, seat, max(amount - excess, 0) or None))
    return state


EVOLVERS: Final[Evolvers] = {
    ev.LeadAsked: _asked,
    ev.LeadTaken: _led,
    ev.LeadRefused: _refused,
    ev.TaskHandedBack: _handed_back,
    ev.TaskSupported: _supported,
    ev.TasksDropped: _dropped,
    ev.ClauseAdopted: _within_pledges,  # a pledge may have waited for what was adopted before
    ev.PledgeRevised: _within_pledges,
    ev.PledgeWithdrawn: _within_pledges,
    ev.SuppliesChanged: _within_pledges,
    ev.ClauseReopened: _within_pledges,
}
