"""How sense checks open, fill and close, and what falls with one that is called off."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from ..events import exercise as ev
from ..ids import SeatId
from ..seminar_change import SeatHeld, StepBegun
from ..sensing import asked_about, check_on
from ..state.exercise import Exercise
from ..state.senses import CHECKS_KEPT, SenseCheck, Snapshot
from .table import Evolvers


def _with(state: Exercise, **changes: Any) -> Exercise:
    return replace(state, senses=replace(state.senses, **changes))


def _opened(state: Exercise, event: ev.SenseOpened) -> Exercise:
    frozen = {target: state.stances.get(target, {}) for target in asked_about(state, event.target)}
    check = SenseCheck(
        event.check, event.number, event.target, event.hidden, event.at, state.step, (),
        frozen if event.hidden else {},
    )  # fmt: skip
    return _with(state, open=check, count=event.number, last=event.target, stage="")


def _answered(state: Exercise, seat: SeatId) -> Exercise:
    check = state.senses.open
    if check is None or seat in check.answered:
        return state
    return _with(state, open=replace(check, answered=(*check.answered, seat)))


def _marked(state: Exercise, event: ev.StanceSet) -> Exercise:
    return _answered(state, event.seat) if event.value and check_on(state, event.target) else state


def _closed(state: Exercise, event: ev.SenseClosed) -> Exercise:
    shot = Snapshot(
        event.number,
        event.target,
        event.at,
        event.version,
        event.hidden,
        event.said,
        event.asked,
        event.marks,
        event.ruled,
    )
    kept = (*state.senses.taken.get(event.target, ()), shot)[-CHECKS_KEPT:]
    return _with(state, open=None, taken={**state.senses.taken, event.target: kept}, stage=event.target)


def _called_off(state: Exercise) -> Exercise:
    """Without the open check. What was marked under the promise that it is hidden until the end is never shown."""
    check = state.senses.open
    before = check.frozen if check else {}
    return _with(replace(state, stances={**state.stances, **before}), open=None)


def _proposal_changed(state: Exercise, event: ev.ProposalRevised | ev.ProposalWithdrawn) -> Exercise:
    """A question about words that are gone is no question."""
    asked = state.senses.open
    if asked and asked.target == event.proposal:
        gone = _called_off(state)
        if isinstance(event, ev.ProposalRevised):
            return replace(gone, stances={k: v for k, v in gone.stances.items() if k != event.proposal})
        return gone
    return state


def _off_stage(state: Exercise, _event: Any) -> Exercise:
    """The room turns to something else."""
    return _with(state, stage="")


def _followed(state: Exercise, event: ev.SeminarFollowed) -> Exercise:
    match event.change:
        case SeatHeld(seat) if state.senses.open:
            # as of the marks themselves: what the rules played is not a person's answer
            check = state.senses.open
            frozen = {
                target: {s: mark for s, mark in marks.items() if s != seat or not mark.bot}
                for target, marks in check.frozen.items()
            }
            return _with(state, open=replace(check, frozen=frozen))
        case StepBegun():
            return _off_stage(state, event)
    return state


EVOLVERS: Final[Evolvers] = {
    ev.SenseOpened: _opened,
    ev.SenseAnswered: lambda state, e: _answered(state, e.seat),
    ev.SenseClosed: _closed,
    ev.SenseCancelled: lambda state, _: _called_off(state),
    ev.StanceSet: _marked,
    ev.FloorPut: _off_stage,
    ev.ConsentListed: _off_stage,
    ev.DecisionOpened: _off_stage,
    ev.ProposalRevised: _proposal_changed,
    ev.ProposalWithdrawn: _proposal_changed,
    ev.SeminarFollowed: _followed,
}
