"""Sense checks: the facilitator asks, people mark or say that their marks stand, and closing keeps the picture."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..commands import exercise as cmd
from ..envelope import Actor, Envelope
from ..events import exercise as ev
from ..ids import SeatId
from ..moves import DELEGATES, FACILITATORS, Bounds, Move, require
from ..refusals import RefusalCode, Refused
from ..sensing import asked_about, asked_seats
from ..state.exercise import Exercise
from ..state.senses import SenseCheck
from .stances import stance_version, still_stands

HOW = ("hide", "show")


def sense_targets(state: Exercise, _actor: Actor) -> Iterable[str]:
    """Every clause in play, and every live proposal that everybody may know of."""
    yield from state.clauses
    yield from (p.id for p in state.tabled.values() if p.status == "live")


def _may_open(state: Exercise, actor: Actor, _seat: SeatId, target: str) -> None:
    proposal = state.on_table(target)
    require(proposal is None or proposal.status == "live", RefusalCode.PROPOSAL_CLOSED, proposal=target)
    require(target in sense_targets(state, actor), RefusalCode.UNKNOWN_TARGET, target=target)
    require(state.senses.open is None, RefusalCode.SENSE_OPEN)
    # one question at a time: a vote goes before a sense of the room
    require(state.open_decision is None, RefusalCode.DECISION_OPEN, decision="")


def _open_bounds(_state: Exercise, _seat: SeatId, _target: str) -> Bounds:
    return Bounds(values={"how": HOW})


def _open(state: Exercise, command: cmd.OpenSense, envelope: Envelope) -> tuple[Any, ...]:
    number = state.senses.count + 1
    opened = ev.SenseOpened(f"s{number}", number, command.target, command.how == "hide", envelope.at)
    # what the room is asked about is what it talks about
    return (*((ev.FloorPut(command.target, state.floor),) if state.floor != command.target else ()), opened)


def _checks(state: Exercise, _actor: Actor) -> Iterable[str]:
    return (state.senses.open.id,) if state.senses.open else ()


def _open_check(state: Exercise, check: str) -> SenseCheck:
    found = state.senses.open
    if found is None or found.id != check:
        raise Refused(RefusalCode.SENSE_CLOSED)
    return found


def _may_end(state: Exercise, _actor: Actor, _seat: SeatId, target: str) -> None:
    _open_check(state, target)


def _close(state: Exercise, command: cmd.CloseSense, envelope: Envelope) -> tuple[ev.SenseClosed, ...]:
    check = _open_check(state, command.check)
    marks = {
        target: {seat: mark.value for seat, mark in state.stances.get(target, {}).items()}
        for target in asked_about(state, check.target)
    }
    asked, proposal = asked_seats(state), state.on_table(check.target)
    marked = {seat for given in marks.values() for seat in given}
    ruled = sum(s.votes and s.ruled and s.id in marked for s in state.seats.values())
    return (
        ev.SenseClosed(
            check.id, check.number, check.target, envelope.at, proposal.version if proposal else 1, check.hidden,
            sum(seat in check.answered for seat in asked), len(asked), marks, ruled,
        ),
    )  # fmt: skip


def _cancel(state: Exercise, command: cmd.CancelSense, _envelope: Envelope) -> tuple[ev.SenseCancelled, ...]:
    return (ev.SenseCancelled(command.check, _open_check(state, command.check).target),)


def _may_answer(state: Exercise, _actor: Actor, seat: SeatId, target: str) -> None:
    require(seat in state.seats, RefusalCode.SEAT_UNKNOWN, seat=seat)
    about = asked_about(state, _open_check(state, target).target)
    require(stance_version(state, about[0]) is not None, RefusalCode.PROPOSAL_CLOSED, proposal=about[0])
    require(any(seat in state.stances.get(ref, {}) for ref in about), RefusalCode.SENSE_UNMARKED)


def _answer(state: Exercise, command: cmd.AnswerSense, envelope: Envelope) -> tuple[ev.SenseAnswered, ...]:
    about = asked_about(state, _open_check(state, command.check).target)
    return still_stands(state, command.seat, about[0], envelope)


MOVES = (
    Move(
        cmd.OpenSense, FACILITATORS, _open, _may_open, sense_targets, _open_bounds, "target", for_seat=False
    ),
    Move(cmd.CloseSense, FACILITATORS, _close, _may_end, _checks, target_field="check", for_seat=False),
    Move(cmd.CancelSense, FACILITATORS, _cancel, _may_end, _checks, target_field="check", for_seat=False),
    Move(cmd.AnswerSense, DELEGATES, _answer, _may_answer, _checks, target_field="check"),
)
