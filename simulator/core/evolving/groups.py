"""How groups change who writes, and what they wrote."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from ..events import exercise as ev
from ..ids import GroupId
from ..state.exercise import Exercise
from ..state.groups import GroupWork
from .table import Evolvers


def _with_work(state: Exercise, key: GroupId, **changes: Any) -> Exercise:
    group = next((g for g in state.groups if g.id == key), None)
    old = state.group_work.get(key)
    if group is None and old is None:
        return state
    work = replace(old or GroupWork(group), **changes)  # type: ignore[arg-type]
    return replace(state, group_work={**state.group_work, key: replace(work, group=group or work.group)})


def _named(state: Exercise, event: ev.RoleNamed) -> Exercise:
    change: Any = {event.role: event.seat}
    groups = tuple(replace(g, **change) if g.id == event.group else g for g in state.groups)
    return replace(state, groups=groups)


def _drafted(state: Exercise, event: ev.GroupDrafted) -> Exercise:
    return _with_work(
        state, event.group, version=event.version, terms=event.terms, rationale=event.rationale, only_if=event.only_if
    )  # fmt: skip


def _handed_in(state: Exercise, event: ev.GroupHandedIn) -> Exercise:
    return _with_work(state, event.group, handed=event.version, proposal=event.proposal)


def _reported(state: Exercise, event: ev.GroupReported) -> Exercise:
    return _with_work(
        state, event.group, could=event.could, stands=event.stands, report_version=event.version
    )


EVOLVERS: Final[Evolvers] = {
    ev.RoleNamed: _named,
    ev.GroupDrafted: _drafted,
    ev.GroupHandedIn: _handed_in,
    ev.GroupReported: _reported,
}
