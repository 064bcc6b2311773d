"""A seat lends its vote. No chains: who holds votes keeps its own, and who lent its own holds none."""

from __future__ import annotations

from collections.abc import Iterable

from ..commands import exercise as cmd
from ..envelope import Actor, Envelope
from ..events import exercise as ev
from ..ids import NO_SEAT, SeatId
from ..moves import DELEGATES, Move, in_full_depth, recorded, require
from ..refusals import RefusalCode
from ..state.exercise import Exercise
from .decisions import rule_now


def held_by(state: Exercise, seat: SeatId) -> tuple[SeatId, ...]:
    """Whose votes this seat holds: of those who went home, then of those who lent theirs."""
    gone = tuple(s for s in state.seats if state.voice_of(s) == seat)
    return gone + tuple(lender for lender, loan in state.loans.items() if loan.to == seat)


def _may_lend(state: Exercise, _actor: Actor, seat: SeatId, target: str) -> None:
    in_full_depth(state)
    voters, to, most = state.voters, SeatId(target), rule_now(state).proxies
    require(seat in voters, RefusalCode.NO_VOTE)
    require(to in voters and to != seat, RefusalCode.SEAT_UNKNOWN, seat=target)
    # whoever went home left its own vote with another seat: nobody there could cast a second one
    require(to not in state.loans and not state.voice_of(to), RefusalCode.VOTE_CHAIN)
    require(not held_by(state, seat), RefusalCode.VOTE_CHAIN)
    others = [s for s in held_by(state, to) if s != seat]
    require(len(others) < most, RefusalCode.VOTE_HELD, most=most)


def _voters(state: Exercise, _actor: Actor) -> Iterable[str]:
    return state.voters


def _lend(state: Exercise, command: cmd.LendVote, envelope: Envelope) -> tuple[ev.VoteLent, ...]:
    old = state.loans.get(command.seat)
    if old and (old.to, old.once) == (command.to, command.once):
        return ()
    return (
        ev.VoteLent(
            command.seat, command.to, command.once, old.to if old else NO_SEAT, recorded(envelope),
            envelope.actor.role == "bot",
        ),
    )  # fmt: skip


def _may_take_back(state: Exercise, _actor: Actor, seat: SeatId, _target: str) -> None:
    in_full_depth(state)
    require(seat in state.loans, RefusalCode.VOTE_NOT_LENT)


def _take_back(
    state: Exercise, command: cmd.TakeVoteBack, envelope: Envelope
) -> tuple[ev.VoteTakenBack, ...]:
    bot = envelope.actor.role == "bot"
    return (ev.VoteTakenBack(command.seat, state.loans[command.seat].to, recorded(envelope), bot),)


MOVES = (
    Move(cmd.LendVote, DELEGATES, _lend, _may_lend, _voters, target_field="to"),
    Move(cmd.TakeVoteBack, DELEGATES, _take_back, _may_take_back),
)
