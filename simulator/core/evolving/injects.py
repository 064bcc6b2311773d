"""What an event that was thrown in leaves behind, and those that wait for their time."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from .. import seminar_change as change
from ..clockwork import MINUTE, Clock
from ..copying import changed
from ..events import exercise as ev
from ..state.exercise import Exercise
from ..state.injects import Cut, Planned, Swing, Thrown
from ..state.resources import Was, Withdrawn
from ..state.stances import FIVE_STEPS
from .table import Evolvers


def _pledged(state: Exercise) -> dict[Any, int]:
    return {p.id: p.version for p in state.pledges.values()}


def _thrown(state: Exercise, event: ev.InjectThrown) -> Exercise:
    settled = tuple(d.id for d in state.decisions.values() if d.status in ("passed", "failed"))
    new = Thrown(
        event.inject, event.at, event.before, event.after, event.minutes, event.means, settled=settled,
        pledged=_pledged(state), swing=state.swing,
    )  # fmt: skip
    means = dict(state.means)
    for one in event.means:
        means[one.seat] = {**means.get(one.seat, {}), one.kind: one.after}
    return replace(
        state,
        thrown=(new, *state.thrown),
        alternatives={**state.alternatives, **event.after},
        means=means,
        planned={key: planned for key, planned in state.planned.items() if key != event.inject},
    )


def _newest(state: Exercise, **changes: Any) -> Exercise:
    """The state with more said of the event that happened last."""
    return (
        replace(state, thrown=(replace(state.thrown[0], **changes), *state.thrown[1:]))
        if state.thrown
        else state
    )


def _cut(state: Exercise, event: ev.SuppliesChanged, cut: Cut) -> Exercise:
    old = state.pledges.get(cut.pledge)
    if old is None:
        return state
    if not cut.after:
        rest = {k: p for k, p in state.pledges.items() if k != old.id}
        gone = Withdrawn(replace(old, cut=event.inject), event.at)
        return replace(state, pledges=rest, withdrawn={**state.withdrawn, old.id: gone})
    was = Was(old.amount, old.note, old.condition, old.only_if, old.years)
    new = replace(old, version=old.version + 1, amount=cut.after, was=was, cut=event.inject)
    return replace(state, pledges={**state.pledges, old.id: new})


def _supplies(state: Exercise, event: ev.SuppliesChanged) -> Exercise:
    funds = dict(state.funds)
    for fund in event.funds:
        funds[fund.kind] = {**funds.get(fund.kind, {}), fund.line: fund.after}
    state = replace(state, funds=funds)
    for cut in event.cuts:
        state = _cut(state, event, cut)
    return _newest(state, funds=event.funds, cuts=event.cuts, pledged=_pledged(state))


def _reopened(state: Exercise, event: ev.ClauseReopened) -> Exercise:
    clause = event.clause
    agreement = {c: adopted for c, adopted in state.agreement.items() if c != clause}
    versions = {**state.clause_versions, clause: state.clause_versions.get(clause, 1) + 1}
    state = replace(state, agreement=agreement, clause_versions=versions)
    return _newest(state, reopened=(*state.thrown[0].reopened, clause)) if state.thrown else state


def _planned(state: Exercise, event: ev.InjectPlanned) -> Exercise:
    new = Planned(event.inject, event.step, event.clock, event.by, event.called)
    return replace(state, planned={**state.planned, event.inject: new})


def _unplanned(state: Exercise, event: ev.InjectUnplanned) -> Exercise:
    return replace(state, planned={k: p for k, p in state.planned.items() if k != event.inject})


def _followed(state: Exercise, event: ev.SeminarFollowed) -> Exercise:
    """The clocks of planned events follow the room's; a step that begins brings those that wait for it."""
    if not state.planned:
        return state
    match event.change:
        case change.ClockSet(clock, gap):
            planned = {
                key: replace(p, clock=p.clock.following(state.clock, clock, gap))
                for key, p in state.planned.items()
            }
        case change.StepBegun(step, clock):
            began = (clock.ends_at or 0) - state.minutes_of(step) * MINUTE
            planned = {
                key: replace(p, clock=Clock(ends_at=began) if p.step == step else p.clock.started(began))
                for key, p in state.planned.items()
            }
        case _:
            return state
    return replace(state, planned=planned)


def _swung(state: Exercise, before: str | None, after: str | None, times: int = 1) -> Exercise:
    """The state with one change of a mark counted, or with ``times`` -1 no longer. A first mark is no change."""
    if before is None or after is None or before == after:
        return state
    order = [str(step) for step in FIVE_STEPS]
    warmer = order.index(after) < order.index(before)
    swing = state.swing
    return changed(state, swing=Swing(swing.warmer + times * warmer, swing.colder + times * (not warmer)))


def _stance(state: Exercise, event: ev.StanceSet) -> Exercise:
    return state if event.audience else _swung(state, event.before, event.value)


def _undone(state: Exercise, event: ev.ActUndone) -> Exercise:
    if event.what == "stance.set" and not event.audience:
        for seat, was in event.before.marks.items():
            now = state.stances.get(event.about, {}).get(seat)
            state = _swung(state, was.value if was else None, now.value if now else None, -1)
    return state


EVOLVERS: Final[Evolvers] = {
    ev.InjectThrown: _thrown,
    ev.SuppliesChanged: _supplies,
    ev.ClauseReopened: _reopened,
    ev.InjectPlanned: _planned,
    ev.InjectUnplanned: _unplanned,
    ev.SeminarFollowed: _followed,
    ev.StanceSet: _stance,
    ev.ActUndone: _undone,
}
