"""The five-year test: run it, tell it, change one clause by a decision under the rule in force, run it again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from ..commands import exercise as cmd
from ..envelope import Actor, Envelope
from ..events import exercise as ev
from ..ids import OptionRef, SeatId, split_ref
from ..moves import FACILITATORS, SYSTEM, Bounds, Move, require
from ..refusals import RefusalCode
from ..state.exercise import Exercise
from .decisions import decision_opened, no_decision_is_open, room_can_decide

COUNTED = 1
"""Steps after the last year: the count of all runs."""
WORTH = 2
"""And then what each clause was worth."""


def _may_run(state: Exercise, _actor: Actor, _seat: SeatId, _target: str) -> None:
    require(state.rulebook.shocks, RefusalCode.TRIAL_NONE)
    require(state.trial.call is None, RefusalCode.TRIAL_RUNNING)
    no_decision_is_open(state)


def _seed(envelope: Envelope) -> int:
    """A number that follows from the operation, small enough for every reader of the log."""
    return int.from_bytes(hashlib.sha256(f"{envelope.op}|{envelope.at}".encode()).digest()[:6], "big")


def _run(state: Exercise, command: cmd.RunTrial, envelope: Envelope) -> tuple[ev.TrialCalled, ...]:
    trial = state.trial
    if not command.fresh and trial.change and len(trial.results) == 1:
        return (ev.TrialCalled(trial.results[0].seed, envelope.at, again=True),)
    return (ev.TrialCalled(_seed(envelope), envelope.at),)


def _may_record(state: Exercise, _actor: Actor, _seat: SeatId, _target: str) -> None:
    require(state.trial.call, RefusalCode.TRIAL_NOT_RUN)


def _record(_state: Exercise, command: cmd.RecordTrial, _envelope: Envelope) -> tuple[ev.TrialRan, ...]:
    return (ev.TrialRan(command.result),)


def _has_run(state: Exercise, _actor: Actor, _seat: SeatId, _target: str) -> None:
    require(state.trial.call is None, RefusalCode.TRIAL_RUNNING)
    require(state.trial.results, RefusalCode.TRIAL_NOT_RUN)


def _tell_bounds(state: Exercise, _seat: SeatId, _target: str) -> Bounds:
    return Bounds(amount=(0, state.rulebook.term + WORTH))


def _tell(state: Exercise, command: cmd.TellYear, _envelope: Envelope) -> tuple[ev.TrialTold, ...]:
    if command.amount == state.trial.told and state.stage == "years":
        return ()
    return (ev.TrialTold(command.amount, state.trial.told),)


def _options(state: Exercise, _actor: Actor) -> Iterable[str]:
    return (ref for clause in state.clauses for ref in state.rulebook.refs(clause))


def _may_change(state: Exercise, actor: Actor, seat: SeatId, target: str) -> None:
    _has_run(state, actor, seat, target)
    require(state.trial.change is None, RefusalCode.TRIAL_CHANGED)
    clause, option = split_ref(target)
    known = clause in state.clauses and state.rulebook.option_at(target)
    require(known and state.package.get(clause) != option, RefusalCode.UNKNOWN_TARGET, target=target)
    room_can_decide(state)


def _change(state: Exercise, command: cmd.ChangeForTrial, envelope: Envelope) -> tuple[Any, ...]:
    clause, option = split_ref(command.option)
    opened = decision_opened(state, {clause: option}, envelope.at)
    return (opened, ev.TrialChangeAsked(opened.decision, OptionRef(command.option)))


MOVES = (
    Move(cmd.RunTrial, FACILITATORS, _run, _may_run, for_seat=False),
    Move(cmd.RecordTrial, SYSTEM, _record, _may_record, for_seat=False),
    Move(cmd.TellYear, FACILITATORS, _tell, _has_run, bounds=_tell_bounds, for_seat=False),
    Move(
        cmd.ChangeForTrial,
        FACILITATORS,
        _change,
        _may_change,
        _options,
        target_field="option",
        for_seat=False,
    ),
)
