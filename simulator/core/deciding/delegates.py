"""Each caucus chooses whom it sends to the steering committee; the facilitator has it counted and settles a tie."""

from __future__ import annotations

from collections.abc import Iterable

from ..choosing import caucus_choice, is_chosen_by_caucuses, members
from ..commands import exercise as cmd
from ..envelope import Actor, Envelope
from ..events import exercise as ev
from ..ids import SeatId, SectorCode
from ..moves import DELEGATES, FACILITATORS, Move, in_full_depth, recorded, require
from ..refusals import RefusalCode
from ..state.exercise import Exercise
from .decisions import no_decision_is_open


def _caucuses_choose(state: Exercise) -> None:
    in_full_depth(state)
    require(is_chosen_by_caucuses(state), RefusalCode.NO_COMMITTEE)


def _may_mark(state: Exercise, _actor: Actor, seat: SeatId, target: str) -> None:
    _caucuses_choose(state)
    require(seat in state.voters, RefusalCode.NO_VOTE)
    require(target in members(state, state.seats[seat].sector), RefusalCode.NOT_IN_CAUCUS)


def _candidates(state: Exercise, actor: Actor) -> Iterable[str]:
    return members(state, state.seats[actor.seat].sector) if actor.seat in state.seats else ()


def _mark(state: Exercise, command: cmd.MarkDelegate, envelope: Envelope) -> tuple[ev.DelegateMarked, ...]:
    if (command.delegate in state.choosing.marks.get(command.seat, ())) == command.up:
        return ()
    bot = envelope.actor.role == "bot"
    return (ev.DelegateMarked(command.seat, command.delegate, command.up, recorded(envelope), bot),)


def _may_seat(state: Exercise, _actor: Actor, _seat: SeatId, target: str) -> None:
    _caucuses_choose(state)
    no_decision_is_open(state)
    require(target in state.rulebook.sector_of, RefusalCode.UNKNOWN_TARGET, target=target)
    require(caucus_choice(state, SectorCode(target)).marks, RefusalCode.NO_MARKS)


def _sectors(state: Exercise, _actor: Actor) -> Iterable[str]:
    return state.rulebook.sector_of


def _seat(state: Exercise, command: cmd.SeatDelegates, _envelope: Envelope) -> tuple[ev.DelegatesSeated, ...]:
    choice = caucus_choice(state, command.sector)
    settled = tuple(dict.fromkeys(command.settled)) if choice.tied else ()
    fits = len(settled) == choice.left and set(settled) <= set(choice.tied)
    require(fits, RefusalCode.DELEGATES_TIED, places=choice.left)
    chosen = (*choice.sure, *settled)
    sat = [s for s in state.committee if s in choice.members and s not in chosen]
    kept = tuple(sat[: choice.places - len(chosen)])
    others = tuple(s for s in state.committee if state.seats[s].sector != command.sector)
    return (
        ev.DelegatesSeated(
            command.sector, (*chosen, *kept), dict(choice.marks), choice.voted, len(choice.members), choice.tied,
            settled, kept, (*others, *chosen, *kept), state.committee,
        ),
    )  # fmt: skip


MOVES = (
    Move(cmd.MarkDelegate, DELEGATES, _mark, _may_mark, _candidates, target_field="delegate"),
    Move(cmd.SeatDelegates, FACILITATORS, _seat, _may_seat, _sectors, target_field="sector", for_seat=False),
)
