"""Short texts between seats. In the room people speak; this is for remote people and private notes."""

from __future__ import annotations

from collections.abc import Iterable

from ..commands import exercise as cmd
from ..envelope import Actor, Envelope
from ..events import exercise as ev
from ..ids import SeatId
from ..moves import DELEGATES, TEXT_LIMIT, Bounds, Move, require
from ..refusals import RefusalCode
from ..state.exercise import Exercise

CHANNELS = ("plenary", "caucus", "group", "private", "facilitator")


def _channels(_state: Exercise, _actor: Actor) -> Iterable[str]:
    return CHANNELS


def _may_send(state: Exercise, actor: Actor, seat: SeatId, target: str) -> None:
    require(target in CHANNELS, RefusalCode.UNKNOWN_TARGET, target=target)
    if state.talk == "room":
        # in one room people speak; what is left is the line between a seat and those who steer
        line = "private" if actor.role == "facilitator" and not seat else "facilitator"
        require(target == line, RefusalCode.TALK_IN_ROOM)
    elif actor.role == "facilitator" and not seat:
        require(target in ("plenary", "private"), RefusalCode.UNKNOWN_TARGET, target=target)
    elif target == "group":
        require(state.group_of(seat), RefusalCode.UNKNOWN_TARGET, target=target)


def _readers(state: Exercise, seat: SeatId, channel: str, to: tuple[SeatId, ...]) -> tuple[SeatId, ...]:
    if channel == "caucus":
        return tuple(s.id for s in state.seats.values() if s.sector == state.seats[seat].sector)
    if channel == "group":
        group = state.group_of(seat)
        return group.members if group else ()
    if channel == "private":
        for other in to:
            require(other in state.seats, RefusalCode.SEAT_UNKNOWN, seat=other)
        require(to, RefusalCode.TO_NOBODY)
        return tuple(dict.fromkeys((*((seat,) if seat else ()), *to)))
    return ()


def _bounds(_state: Exercise, _seat: SeatId, _target: str) -> Bounds:
    return Bounds(texts={"text": TEXT_LIMIT}, required=frozenset({"text"}))


def _send(state: Exercise, command: cmd.SendMessage, envelope: Envelope) -> tuple[ev.MessageSent, ...]:
    to = _readers(state, command.seat, command.channel, command.to)
    # without a number: a count of messages would tell the others that private ones exist
    return (ev.MessageSent(command.seat, command.channel, to, command.text.strip(), envelope.at),)


MOVES = (
    Move(
        cmd.SendMessage, DELEGATES, _send, _may_send, _channels, _bounds, "channel", after_brief=False,
        while_paused=True,
    ),
)  # fmt: skip
