"""The consent list as it changes: its clocks follow the room's, and what the room does otherwise takes items off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from .. import seminar_change as change
from ..clockwork import Clock
from ..events import exercise as ev
from ..state.consents import Consent
from ..state.exercise import Exercise
from .table import Evolvers

MINUTE = 60_000


def _changed(state: Exercise, become: Callable[[Consent], Consent]) -> Exercise:
    """The list with each item as ``become`` makes it."""
    items = {key: become(item) for key, item in state.consents.items.items()}
    return replace(state, consents=replace(state.consents, items=items)) if items else state


def _one(state: Exercise, key: str, **changes: Any) -> Exercise:
    return _changed(state, lambda item: replace(item, **changes) if item.id == key else item)


def _ended(state: Exercise, key: str, **changes: Any) -> Exercise:
    return _one(state, key, clock=Clock(), step=state.step, **changes)


def _falls(state: Exercise, why: str, which: Callable[[Consent], bool]) -> Exercise:
    """Items that something else makes meaningless leave the list."""
    gone = {"status": "off", "why": why, "clock": Clock(), "step": state.step}
    return _changed(state, lambda item: replace(item, **gone) if item.open and which(item) else item)  # type: ignore[arg-type]


def _listed(state: Exercise, event: ev.ConsentListed) -> Exercise:
    item = Consent(
        event.item, event.terms, event.proposal, event.seen, event.wording, event.rule, event.electorate, event.clock
    )  # fmt: skip
    # what somebody objected to before is asked again in this way
    state = _falls(state, "asked", lambda old: old.status == "objected" and old.terms == event.terms)
    items = {**state.consents.items, event.item: item}
    return replace(state, consents=replace(state.consents, items=items, count=state.consents.count + 1))


def _noted(state: Exercise, event: ev.ConsentNoted) -> Exercise:
    notes = {s: text for s, text in state.consents.items[event.item].notes.items() if s != event.seat}
    if event.reason:
        notes[event.seat] = event.reason
    return _one(state, event.item, notes=notes)


def _decision(state: Exercise, event: ev.DecisionOpened) -> Exercise:
    if event.consent:
        return _ended(state, event.consent, status="adopted", decision=event.decision)
    return _falls(state, "asked", lambda item: item.status == "objected" and item.terms == event.terms)


def _committee(state: Exercise, _event: Any) -> Exercise:
    return _falls(state, "committee", lambda item: item.status == "listed" and item.rule.kind == "steering")


def _followed(state: Exercise, event: ev.SeminarFollowed) -> Exercise:
    match event.change:
        case change.ClockSet(clock, gap, moved=moved, at=at):
            return _changed(
                state,
                lambda item: replace(
                    item, clock=item.clock.following(state.clock, clock, gap).moved(moved, at)
                ),
            )
        case change.StepBegun(step, clock):
            # a step that begins in a paused room lets it go on; what ended before is history
            began = (clock.ends_at or 0) - state.minutes_of(step) * MINUTE
            items = {
                key: replace(item, clock=item.clock.started(began))
                for key, item in state.consents.items.items()
                if item.open
            }
            return replace(state, consents=replace(state.consents, items=items))
    return state


EVOLVERS: Final[Evolvers] = {
    ev.ConsentListed: _listed,
    ev.ConsentObjected: lambda state, e: _ended(state, e.item, status="objected", by=e.seat, reason=e.reason),
    ev.ConsentNoted: _noted,
    ev.ConsentTakenOff: lambda state, e: _ended(state, e.item, status="off", why="taken"),
    ev.ConsentLapsed: lambda state, e: _ended(state, e.item, status="off", why="few"),
    ev.DecisionOpened: _decision,
    ev.ClauseAdopted: lambda state, e: _falls(state, "decided", lambda item: e.clause in item.terms),
    ev.ProposalRevised: lambda state, e: _falls(state, "revised", lambda item: item.proposal == e.proposal),
    ev.ProposalWithdrawn: lambda state, e: _falls(
        state, "withdrawn", lambda item: item.proposal == e.proposal
    ),
    ev.SigningOpened: lambda state, _e: _falls(state, "signing", lambda _item: True),
    ev.RuleChanged: lambda state, _e: _falls(state, "rule", lambda item: item.status == "listed"),
    ev.CommitteeNamed: _committee,
    ev.DelegatesSeated: _committee,
    ev.SeminarFollowed: _followed,
}
