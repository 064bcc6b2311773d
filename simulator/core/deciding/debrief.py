"""The debrief is shown one thing after another, at the facilitator's pace; nothing that was shown is taken back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..commands import exercise as cmd
from ..envelope import Actor, Envelope
from ..events import exercise as ev
from ..hearing import tellable
from ..ids import SeatId
from ..moves import FACILITATORS, SYSTEM, Move, require
from ..refusals import RefusalCode
from ..results import results_of
from ..state.debrief import REVEALS, Reveal
from ..state.exercise import Exercise

BEFORE: dict[Reveal, Reveal] = {"parties": "count", "names": "parties", "best": "parties"}
"""What has to be shown before. Names are no step on the way: the facilitator may leave them out."""


def _may_reveal(state: Exercise, _actor: Actor, _seat: SeatId, target: str) -> None:
    what = next((r for r in REVEALS if r == target), None)
    require(what, RefusalCode.UNKNOWN_TARGET, target=target)
    require(state.agreement or target == "heard", RefusalCode.NOTHING_TO_SIGN)
    require(target not in state.debrief.shown, RefusalCode.DEBRIEF_SHOWN)
    first = BEFORE.get(what) if what else None
    require(first is None or first in state.debrief.shown, RefusalCode.DEBRIEF_EARLY)
    require(target != "heard" or tellable(state), RefusalCode.DEBRIEF_FEW)
    require(target != "best" or state.debrief.left, RefusalCode.DEBRIEF_COUNTING)


def _reveals(_state: Exercise, _actor: Actor) -> Iterable[str]:
    return REVEALS


def _reveal(state: Exercise, command: cmd.RevealResults, _envelope: Envelope) -> tuple[Any, ...]:
    # who was heard is no result of the agreement
    counted = (
        () if state.debrief.results or command.what == "heard" else (ev.ResultsCounted(results_of(state)),)
    )
    return (*counted, ev.ResultsRevealed(next(r for r in REVEALS if r == command.what)))


def _may_record(state: Exercise, _actor: Actor, _seat: SeatId, _target: str) -> None:
    require(state.debrief.results and state.debrief.left is None, RefusalCode.DEBRIEF_SHOWN)


def _record(_state: Exercise, command: cmd.RecordLeft, _envelope: Envelope) -> tuple[ev.LeftCounted, ...]:
    return (ev.LeftCounted(command.left),)


MOVES = (
    Move(
        cmd.RevealResults, FACILITATORS, _reveal, _may_reveal, _reveals, target_field="what", for_seat=False
    ),
    Move(cmd.RecordLeft, SYSTEM, _record, _may_record, for_seat=False),
)
