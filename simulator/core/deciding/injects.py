"""Events that a facilitator throws in, now or later: each once, and what it changes is counted when it happens."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..clockwork import MINUTE, Clock
from ..commands import exercise as cmd
from ..envelope import Actor, Envelope
from ..events import exercise as ev
from ..ids import ClauseId, OptionRef, StepId, split_ref
from ..moves import FACILITATORS, SYSTEM, Bounds, Move, require
from ..refusals import RefusalCode, Refused
from ..rulebook import Inject
from ..state.decisions import Decision
from ..state.exercise import Exercise
from ..state.injects import due
from ..supplies import changed_supplies, shifted_means
from ..work_plan import fallen_tasks
from .decisions import first_committee, no_decision_is_open

MOST = 100_000
"""The best alternative there is, in millipoints; the worst is 0."""
LONGEST = 120
"""Minutes until a planned event comes."""


def inject_of(state: Exercise, key: str) -> Inject:
    """The event of the scenario. Refuses where there is no such event."""
    found = next((i for i in state.rulebook.injects if i.id == key), None)
    if found is None:
        raise Refused(RefusalCode.UNKNOWN_TARGET, target=key)
    return found


def has_happened(state: Exercise, key: str) -> bool:
    """Whether this event was thrown in here."""
    return any(t.inject == key for t in state.thrown)


def reopened(state: Exercise, inject: Inject) -> tuple[ClauseId, ...]:
    """The adopted clauses that the event opens again."""
    return tuple(c for c in inject.reopens if c in state.agreement)


def thaws(state: Exercise, inject: Inject) -> bool:
    """Whether the event changes a text that is frozen for signing."""
    frozen = state.signing.status != "closed"
    return frozen and bool(reopened(state, inject) or changed_supplies(state, inject)[1])


def overturned(state: Exercise, decision: Decision) -> bool:
    """Whether an event opened a clause again that this decision had settled."""
    counted = decision.status == "passed" and decision.id not in state.trial.asked
    return counted and any(
        decision.id in thrown.settled and clause in decision.terms
        for thrown in state.thrown
        for clause in thrown.reopened
    )


def room_is_free(state: Exercise, inject: Inject) -> None:
    """Refuse what would change the text under an open decision."""
    if reopened(state, inject) or thaws(state, inject):
        no_decision_is_open(state)


def happened(state: Exercise, inject: Inject, at: int) -> tuple[Any, ...]:
    """What follows when the event happens now: the story, then what it does to the text."""
    shifts = {s.seat: s.change for s in inject.shifts if s.seat in state.seats}
    before = {seat: state.alternative_of(seat) for seat in shifts}
    after = {seat: min(MOST, max(0, before[seat] + change)) for seat, change in shifts.items()}
    means = shifted_means(state, inject)
    events: list[Any] = [ev.InjectThrown(inject.id, at, before, after, means, inject.minutes)]
    if thaws(state, inject):
        events.append(ev.TextReopened(state.signing.counted))
    funds, cuts = changed_supplies(state, inject)
    if funds or cuts:
        events.append(ev.SuppliesChanged(inject.id, funds, cuts, at))
    return (*events, *_opened_again(state, inject))


def _opened_again(state: Exercise, inject: Inject) -> Iterable[Any]:
    """The clauses that are open again, and what no longer binds without them."""
    clauses = reopened(state, inject)
    for clause in clauses:
        was = state.agreement[clause]
        yield ev.ClauseReopened(inject.id, clause, was.option, was.decision)
    gone = fallen_tasks(state, {}, clauses)
    if gone:
        yield ev.TasksDropped(gone)
    if state.rule_from and split_ref(state.rule_from)[0] in clauses:
        # the room decides again as it did before it had a rule of its own
        rule = state.rulebook.default_rule
        yield ev.RuleChanged(rule, OptionRef(""), first_committee(state, rule))
    bonds = tuple(b for b in state.bonds if split_ref(b.option)[0] not in clauses)
    if bonds != state.bonds:
        yield ev.BondsChanged(bonds)


def _injects(state: Exercise, _actor: Actor) -> Iterable[str]:
    return (i.id for i in state.rulebook.injects)


def _not_yet(state: Exercise, key: str) -> Inject:
    inject = inject_of(state, key)
    require(not has_happened(state, key), RefusalCode.INJECT_THROWN)
    return inject


def _may_throw(state: Exercise, _actor: Actor, _seat: Any, key: str) -> None:
    inject = _not_yet(state, key)
    # the clock is the seminar's: what moves it happens in every room
    require(not inject.minutes, RefusalCode.INJECT_CLOCK)
    room_is_free(state, inject)


def _throw(state: Exercise, command: cmd.ThrowInject, envelope: Envelope) -> tuple[Any, ...]:
    return happened(state, inject_of(state, command.inject), envelope.at)


def _may_plan(state: Exercise, _actor: Actor, _seat: Any, key: str) -> None:
    _not_yet(state, key)
    require(key not in state.planned, RefusalCode.INJECT_PLANNED)


def steps_to_come(state: Exercise) -> tuple[StepId, ...]:
    """The steps at whose beginning an event may come: those behind the one that runs, or all before the start."""
    steps = [s.id for s in state.steps]
    begun = steps.index(state.step) + 1 if state.clock != Clock() and state.step in steps else 0
    return tuple(steps[begun:])


def _plan_bounds(state: Exercise, _seat: Any, _target: str) -> Bounds:
    return Bounds(values={"step": ("", *steps_to_come(state))}, amount=(0, LONGEST))


def _plan(state: Exercise, command: cmd.PlanInject, envelope: Envelope) -> tuple[ev.InjectPlanned, ...]:
    require(command.step or command.amount, RefusalCode.AMOUNT, least=1, most=LONGEST)
    wait, clock = command.amount * MINUTE, Clock()
    if not command.step:
        clock = Clock(ends_at=envelope.at + wait) if state.clock.running else Clock(remaining=wait)
    return (ev.InjectPlanned(command.inject, command.step, clock, envelope.actor.person),)


def _may_unplan(state: Exercise, _actor: Actor, _seat: Any, key: str) -> None:
    inject_of(state, key)
    require(not has_happened(state, key), RefusalCode.INJECT_THROWN)
    require(key in state.planned, RefusalCode.INJECT_UNPLANNED)


def _planned(state: Exercise, _actor: Actor) -> Iterable[str]:
    return state.planned


def _unplan(
    _state: Exercise, command: cmd.UnplanInject, _envelope: Envelope
) -> tuple[ev.InjectUnplanned, ...]:
    return (ev.InjectUnplanned(command.inject),)


def _may_bring(state: Exercise, _actor: Actor, _seat: Any, key: str) -> None:
    require(key in state.planned, RefusalCode.INJECT_UNPLANNED)
    inject = inject_of(state, key)
    require(not inject.minutes or has_been_called(state, key), RefusalCode.INJECT_CLOCK)
    room_is_free(state, inject)


def has_been_called(state: Exercise, key: str) -> bool:
    """Whether the seminar has called the event, and the room waits with it only for its own decision."""
    planned = state.planned.get(key)
    return bool(planned and planned.called)


def _bring(state: Exercise, command: cmd.BringInject, envelope: Envelope) -> tuple[Any, ...]:
    if not due(state.planned[command.inject], envelope.at):
        return ()
    return happened(state, inject_of(state, command.inject), envelope.at)


def called(state: Exercise, key: str, at: int) -> tuple[Any, ...]:
    """The seminar calls an event in all rooms. It has happened here, or it happens; where the room is about to decide,
    it waits for the count."""
    inject = next((i for i in state.rulebook.injects if i.id == key), None)
    if inject is None or has_happened(state, key):
        return ()
    try:
        room_is_free(state, inject)
    except Refused:
        return (ev.InjectPlanned(key, StepId(""), Clock(ends_at=at), called=True),)
    return happened(state, inject, at)


MOVES = (
    Move(cmd.ThrowInject, FACILITATORS, _throw, _may_throw, _injects, target_field="inject", for_seat=False),
    Move(cmd.PlanInject, FACILITATORS, _plan, _may_plan, _injects, _plan_bounds, "inject", for_seat=False),
    Move(
        cmd.UnplanInject, FACILITATORS, _unplan, _may_unplan, _planned, target_field="inject", for_seat=False
    ),
    Move(cmd.BringInject, SYSTEM, _bring, _may_bring, _planned, target_field="inject", for_seat=False),
)
