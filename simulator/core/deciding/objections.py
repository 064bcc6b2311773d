"""Who has no vote in a decision may object on record: it counts for nothing and is kept for good."""

from __future__ import annotations

from collections.abc import Iterable

from ..commands import exercise as cmd
from ..envelope import Actor, Envelope
from ..events import exercise as ev
from ..ids import DecisionId, SeatId
from ..moves import DELEGATES, SHORT_LIMIT, Bounds, Move, in_full_depth, recorded, require
from ..refusals import RefusalCode
from ..state.exercise import Exercise
from ..tally import all_electors
from .decisions import decision_is_open


def _may_object(state: Exercise, _actor: Actor, seat: SeatId, target: str) -> None:
    in_full_depth(state)
    decision_is_open(state, target)
    decision = state.decisions[DecisionId(target)]
    require(seat in state.seats, RefusalCode.SEAT_UNKNOWN, seat=seat)
    require(seat not in all_electors(decision.rule, decision.electorate), RefusalCode.HAS_VOTE)


def _decisions(state: Exercise, _actor: Actor) -> Iterable[str]:
    return state.decisions


def _bounds(_state: Exercise, _seat: SeatId, _target: str) -> Bounds:
    return Bounds(texts={"reason": SHORT_LIMIT})


def _object(state: Exercise, command: cmd.PutObjection, envelope: Envelope) -> tuple[ev.ObjectionPut, ...]:
    before = state.decisions[command.decision].objections.get(command.seat, "")
    reason = command.reason.strip()
    if reason == before:
        return ()
    bot = envelope.actor.role == "bot"
    return (ev.ObjectionPut(command.decision, command.seat, reason, before, recorded(envelope), bot),)


MOVES = (Move(cmd.PutObjection, DELEGATES, _object, _may_object, _decisions, _bounds, "decision"),)
