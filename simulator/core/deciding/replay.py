"""Opening the replay further than what everybody saw: in the debrief, by the facilitator, one level at a time. And a
moment of it on the wall, at any time: what the wall shows of it, everybody could see."""

from __future__ import annotations

from collections.abc import Iterable

from ..commands import exercise as cmd
from ..envelope import Actor, Envelope
from ..events import exercise as ev
from ..ids import SeatId
from ..moves import FACILITATORS, Bounds, Move, require
from ..refusals import RefusalCode
from ..replaying import LETTERS, LEVELS, debrief_begun
from ..state.exercise import Exercise
from ..state.replay import Moment


def _levels(_state: Exercise, _actor: Actor) -> Iterable[str]:
    return LEVELS


def _may_open(state: Exercise, _actor: Actor, _seat: SeatId, level: str) -> None:
    require(level in LEVELS, RefusalCode.UNKNOWN_TARGET, target=level[:40])
    require(debrief_begun(state), RefusalCode.REPLAY_EARLY)
    # one rule for letters, wherever they are read: open for all, or for none but those who wrote them
    require(level != LETTERS or state.letters_open, RefusalCode.REPLAY_SEALED)


def _open(state: Exercise, command: cmd.OpenReplay, envelope: Envelope) -> tuple[ev.ReplayOpened, ...]:
    if command.level == state.replay:
        return ()
    return (ev.ReplayOpened(command.level, state.replay, envelope.at),)


def _moments(state: Exercise, _seat: SeatId, _target: str) -> Bounds:
    return Bounds(amount=(0, state.public_version), values={"clause": ("", *state.clauses)})


def _show(state: Exercise, command: cmd.ShowMoment, envelope: Envelope) -> tuple[ev.MomentShown, ...]:
    wanted = Moment(command.amount, command.clause) if command.amount else None
    if wanted == state.moment:
        return ()
    return (ev.MomentShown(command.amount, command.clause if wanted else "", envelope.at),)


MOVES = (
    Move(cmd.OpenReplay, FACILITATORS, _open, _may_open, _levels, target_field="level", for_seat=False),
    Move(cmd.ShowMoment, FACILITATORS, _show, bounds=_moments, for_seat=False, while_paused=True),
)
