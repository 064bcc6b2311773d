"""The two questions after a round. Who answers, and what, is between the seat and those who steer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ..clockwork import Clock
from ..commands import exercise as cmd
from ..envelope import Actor, Envelope
from ..events import exercise as ev
from ..ids import SeatId
from ..moves import FACILITATORS, PEOPLE, SHORT_LIMIT, Bounds, Move, require
from ..refusals import RefusalCode
from ..state.exercise import Exercise
from ..state.heard import HEARD, HeardRound

MOST_NAMED: Final = 2


def _found(state: Exercise, key: str) -> HeardRound | None:
    return next((r for r in state.heard.rounds if r.id == key), None)


def _rounds(state: Exercise, _actor: Actor) -> Iterable[str]:
    return (r.id for r in state.heard.rounds if r.open)


def _may_ask(state: Exercise, _actor: Actor, _seat: SeatId, _target: str) -> None:
    require(state.clock != Clock(), RefusalCode.CLOCK_NONE)
    require(any(s.person for s in state.seats.values()), RefusalCode.SEATS_EMPTY)


def _ask(state: Exercise, _command: cmd.AskHeard, envelope: Envelope) -> tuple[ev.HeardAsked, ...]:
    if state.heard.open:
        return ()  # two facilitators, or two taps
    number = f"h{len(state.heard.rounds) + 1}"
    seats = tuple(s.id for s in state.seats.values() if s.person)
    return (ev.HeardAsked(number, state.step, seats, envelope.at),)


def _may_close(state: Exercise, _actor: Actor, _seat: SeatId, target: str) -> None:
    require(_found(state, target), RefusalCode.UNKNOWN_TARGET, target=target[:40])


def _close(state: Exercise, command: cmd.CloseHeard, envelope: Envelope) -> tuple[ev.HeardClosed, ...]:
    found = _found(state, command.round)
    return (ev.HeardClosed(command.round, envelope.at),) if found and found.open else ()


def _may_answer(state: Exercise, actor: Actor, seat: SeatId, target: str) -> None:
    _may_close(state, actor, seat, target)
    now = state.heard.open
    require(now and now.id == target, RefusalCode.HEARD_CLOSED)


def _answer_bounds(_state: Exercise, _seat: SeatId, _target: str) -> Bounds:
    return Bounds(texts={"note": SHORT_LIMIT}, values={"heard": ("", *HEARD)})


def _answer(state: Exercise, command: cmd.AnswerHeard, envelope: Envelope) -> tuple[ev.HeardAnswered, ...]:
    named = tuple(dict.fromkeys(s for s in command.changed if s != cmd.NOBODY_DID))
    for seat in named:
        require(seat in state.seats and seat != command.seat, RefusalCode.BAD_VALUE, value=seat[:40])
    require(len(named) <= MOST_NAMED, RefusalCode.HEARD_TOO_MANY, most=MOST_NAMED, named=len(named))
    # who names somebody and "nobody" as well has named somebody
    nobody = cmd.NOBODY_DID in command.changed and not named
    note, found = command.note.strip(), _found(state, command.round)
    held = found.answers.get(command.seat) if found else None
    said = (command.heard, note, named, nobody)
    before = (held.heard, held.note, held.changed, held.nobody) if held else ("", "", (), False)
    if said == before:
        return ()
    return (ev.HeardAnswered((command.seat,), command.round, command.seat, *said, envelope.at),)


MOVES = (
    Move(cmd.AskHeard, FACILITATORS, _ask, _may_ask, for_seat=False),
    Move(cmd.CloseHeard, FACILITATORS, _close, _may_close, _rounds, target_field="round", for_seat=False),
    Move(
        cmd.AnswerHeard, PEOPLE, _answer, _may_answer, _rounds, _answer_bounds, "round", after_brief=False,
        while_paused=True,
    ),
)  # fmt: skip
