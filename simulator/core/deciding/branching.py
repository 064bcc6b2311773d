"""A room that begins as another was, with the clocks held: that of the room, and with it all that follow it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..commands import exercise as cmd
from ..envelope import Actor, Envelope
from ..events import exercise as ev
from ..ids import SeatId
from ..moves import SYSTEM, Move, require
from ..refusals import RefusalCode
from ..seminar_change import ClockSet
from ..state.exercise import Exercise


def _nowhere(_state: Exercise, _actor: Actor) -> Iterable[str]:
    return ()  # where a log was copied to, the application alone knows


def _may_begin(state: Exercise, _actor: Actor, _seat: SeatId, target: str) -> None:
    require(state.seats and target != state.id, RefusalCode.ROOM_UNKNOWN)
    require(state.branch is None or state.branch.origin != target, RefusalCode.ALREADY_OPEN)


def _begin(state: Exercise, command: cmd.BeginBranch, _envelope: Envelope) -> tuple[Any, ...]:
    begun = ev.BranchBegun(command.seminar, command.room, command.origin, state.version, command.at)
    if not state.clock.running:
        return (begun,)
    # by nobody: it is no act of this seminar, whose log begins behind this one
    held = ClockSet(state.clock.stopped(command.at), why="paused", at=command.at)
    return (begun, ev.SeminarFollowed(0, held))


def _tell(state: Exercise, command: cmd.TellBranch, _envelope: Envelope) -> tuple[ev.BranchTold, ...]:
    if any(b.exercise == command.exercise for b in state.goes_on):
        return ()
    return (ev.BranchTold(command.exercise, command.room, command.version, command.at),)


MOVES = (
    Move(cmd.BeginBranch, SYSTEM, _begin, _may_begin, _nowhere, target_field="origin", for_seat=False),
    Move(cmd.TellBranch, SYSTEM, _tell, targets=_nowhere, for_seat=False),
)
