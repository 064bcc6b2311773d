"""Private letters are opened in the debrief, where people were told so before they wrote, and nowhere else."""

from __future__ import annotations

from ..commands import exercise as cmd
from ..envelope import Actor, Envelope
from ..events import exercise as ev
from ..ids import SeatId
from ..moves import FACILITATORS, Move, require
from ..refusals import RefusalCode
from ..state.exercise import Exercise


def _may_open(state: Exercise, _actor: Actor, _seat: SeatId, _target: str) -> None:
    require(state.letters == "after", RefusalCode.LETTERS_CLOSED)
    step = state.current_step
    require(step and step.kind == "debrief", RefusalCode.LETTERS_EARLY)


def _open(state: Exercise, _command: cmd.OpenLetters, envelope: Envelope) -> tuple[ev.LettersOpened, ...]:
    return () if state.letters_open else (ev.LettersOpened(envelope.at),)


MOVES = (Move(cmd.OpenLetters, FACILITATORS, _open, _may_open, for_seat=False),)
