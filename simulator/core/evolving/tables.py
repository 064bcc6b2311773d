"""What a group wrote: its sheet, what became of it, and its report."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from .. import seminar_change as change
from ..binding import is_closed
from ..events import exercise as ev
from ..state.exercise import Exercise
from ..state.groups import Group
from ..state.tables import Report
from .table import Evolvers


def _group(state: Exercise, name: str) -> Group | None:
    return next((g for g in state.groups if g.id == name), None)


def _role(state: Exercise, event: ev.RoleGiven) -> Exercise:
    def given(group: Group) -> Group:
        if group.id != event.group:
            return group
        if event.role == "scribe":
            return replace(group, scribe=event.seat, turn=group.turn + 1)
        return replace(group, spokesperson=event.seat)

    return replace(state, groups=tuple(given(g) for g in state.groups))


def _written(state: Exercise, event: ev.SheetWritten) -> Exercise:
    group = _group(state, event.group)
    if group is None:
        return state
    old = state.sheet_of(group)
    if old.rationale and event.seat != old.by:
        # who takes the pen while the other still types writes over words that nobody meant to lose
        old = replace(old, earlier=old.rationale, earlier_by=old.by)
    sheet = replace(
        old, members=group.members, terms=event.terms, rationale=event.rationale,
        only_if=event.only_if, version=event.version, by=event.seat,
    )  # fmt: skip
    return replace(state, sheets={**state.sheets, group.id: sheet})


def _handed_in(state: Exercise, event: ev.ProposalMade | ev.ProposalRevised) -> Exercise:
    group = _group(state, state.proposals[event.proposal].group)
    if group is None or not state.proposals[event.proposal].place:
        return state
    sheet = state.sheet_of(group)
    handed = replace(sheet, proposal=event.proposal, handed=sheet.version)
    return replace(state, sheets={**state.sheets, group.id: handed})


def _reported(state: Exercise, event: ev.ReportGiven) -> Exercise:
    group = _group(state, event.group)
    if group is None:
        return state
    report = Report(
        group.members, state.step, group.place, state.caucus_of(group), event.live, event.hinder, event.seat,
        not event.audience,
    )  # fmt: skip
    # the newest stand last
    others = {name: old for name, old in state.reports.items() if name != group.id}
    return replace(state, reports={**others, group.id: report})


def _followed(state: Exercise, event: ev.SeminarFollowed) -> Exercise:
    match event.change:
        case change.StepBegun() | change.SceneSet("reports") if not is_closed(state):
            return replace(state, reports={g: replace(r, shown=True) for g, r in state.reports.items()})
    return state


EVOLVERS: Final[Evolvers] = {
    ev.RoleGiven: _role,
    ev.SheetWritten: _written,
    ev.ReportGiven: _reported,
    ev.ProposalMade: _handed_in,
    ev.ProposalRevised: _handed_in,
    ev.SeminarFollowed: _followed,
}
