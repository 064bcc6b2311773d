"""Beginning an exercise, following the seminar, presence, and reading the brief."""

from __future__ import annotations

from typing import Any

from ..commands import exercise as cmd
from ..envelope import Actor, Envelope
from ..events import exercise as ev
from ..groups import form_groups, with_latecomer
from ..ids import SeatId
from ..moves import DELEGATES, SYSTEM, Move, require
from ..refusals import RefusalCode
from ..seminar_change import InjectCome, SeatHeld, StepBegun
from ..state.exercise import Exercise
from .injects import called


def _may_start(state: Exercise, _actor: Actor, _seat: SeatId, _target: str) -> None:
    require(not state.seats, RefusalCode.ALREADY_OPEN)


def _start(
    state: Exercise, command: cmd.StartExercise, _envelope: Envelope
) -> tuple[ev.ExerciseStarted, ...]:
    cast = state.rulebook.cast(command.cast)
    require(cast, RefusalCode.BAD_VALUE, value=str(command.cast))
    seats = cast.seats if cast else ()
    return (
        ev.ExerciseStarted(
            command.seminar, command.room, command.rulebook_hash, command.cast, seats,
            state.rulebook.default_clauses, command.bots, command.help, command.depth, command.talk,
            command.letters,
        ),
    )  # fmt: skip


def _follow(state: Exercise, command: cmd.FollowSeminar, envelope: Envelope) -> tuple[Any, ...]:
    if command.version <= state.followed:
        return ()
    change = command.change
    if isinstance(change, StepBegun):
        step = state.rulebook.step_of.get(change.step)
        groups = form_groups(state, step) if step else ()
        floor = next((c for c in step.clauses if c in state.clauses), "") if step else ""
        return (ev.SeminarFollowed(command.version, change, groups, floor),)
    if isinstance(change, InjectCome):
        return (ev.SeminarFollowed(command.version, change), *called(state, change.inject, envelope.at))
    groups = with_latecomer(state, change.seat) if isinstance(change, SeatHeld) else ()
    return (ev.SeminarFollowed(command.version, change, groups),)


def _mark(state: Exercise, command: cmd.MarkPresence, _envelope: Envelope) -> tuple[ev.PresenceMarked, ...]:
    if state.seats[command.seat].present == command.present:
        return ()
    return (ev.PresenceMarked(command.seat, command.present),)


def _confirm(
    state: Exercise, command: cmd.ConfirmBrief, _envelope: Envelope
) -> tuple[ev.BriefConfirmed, ...]:
    return () if state.seats[command.seat].read else (ev.BriefConfirmed(command.seat),)


def _a_seat(state: Exercise, _actor: Actor, seat: SeatId, _target: str) -> None:
    require(seat in state.seats, RefusalCode.SEAT_UNKNOWN, seat=seat)


MOVES = (
    Move(cmd.StartExercise, SYSTEM, _start, _may_start, for_seat=False),
    Move(cmd.FollowSeminar, SYSTEM, _follow, for_seat=False),
    Move(cmd.MarkPresence, SYSTEM | {"facilitator"}, _mark, _a_seat),
    Move(cmd.ConfirmBrief, DELEGATES, _confirm, _a_seat, after_brief=False, while_paused=True),
)
