"""The speakers' list. The software shows whose turn it is and how long; it cuts nobody off."""

from __future__ import annotations

from collections.abc import Iterable

from ..clockwork import Clock
from ..commands import exercise as cmd
from ..envelope import Actor, Envelope
from ..events import exercise as ev
from ..hearing import stretch
from ..ids import NO_SEAT, SeatId
from ..moves import DELEGATES, FACILITATORS, Bounds, Move, recorded, require
from ..refusals import RefusalCode
from ..speaking import speaking_order
from ..state.exercise import Exercise

SHORTEST_TURN, LONGEST_TURN = 30, 600  # seconds


def _may_set(state: Exercise, _actor: Actor, _seat: SeatId, _target: str) -> None:
    require(state.clock != Clock(), RefusalCode.CLOCK_NONE)


def _may_ask(state: Exercise, actor: Actor, seat: SeatId, target: str) -> None:
    require(seat in state.seats, RefusalCode.SEAT_UNKNOWN, seat=seat)
    _may_set(state, actor, seat, target)
    # bots do not speak: people do
    require(actor.role != "bot", RefusalCode.NOT_ALLOWED)


def _may_start(state: Exercise, actor: Actor, seat: SeatId, target: str) -> None:
    _may_ask(state, actor, seat, target)
    next_up = not state.speaking.speaker and speaking_order(state)[:1] == (seat,)
    require(actor.role == "facilitator" or next_up, RefusalCode.SPEAKER_NOT_NEXT)


def _may_end(state: Exercise, _actor: Actor, seat: SeatId, _target: str) -> None:
    require(seat and state.speaking.speaker == seat, RefusalCode.SPEAKER_NONE)


def _turn_bounds(_state: Exercise, _seat: SeatId, _target: str) -> Bounds:
    return Bounds(amount=(SHORTEST_TURN, LONGEST_TURN))


def _ask(state: Exercise, command: cmd.AskForFloor, envelope: Envelope) -> tuple[ev.FloorAsked, ...]:
    now = state.speaking
    asked = now.points if command.point else (*now.invited, *now.waiting)
    if command.seat in asked or (command.seat == now.speaker and not command.point):
        return ()
    return (ev.FloorAsked(command.seat, command.point, recorded(envelope)),)


def _leave(state: Exercise, command: cmd.LeaveList, envelope: Envelope) -> tuple[ev.ListLeft, ...]:
    if command.seat not in speaking_order(state):
        return ()
    return (ev.ListLeft(command.seat, recorded(envelope)),)


def turn_clock(state: Exercise, at: int) -> Clock:
    """The clock of a turn that begins now."""
    turn = state.speaking.seconds * 1000
    return Clock(remaining=turn) if state.clock.paused else Clock(ends_at=at + turn)


def _start(state: Exercise, command: cmd.StartTurn, envelope: Envelope) -> tuple[ev.TurnStarted, ...]:
    if state.speaking.speaker == command.seat:
        return ()
    return (ev.TurnStarted(command.seat, turn_clock(state, envelope.at), recorded(envelope)),)


def _end(state: Exercise, command: cmd.EndTurn, envelope: Envelope) -> tuple[ev.TurnEnded, ...]:
    left = state.speaking.clock.left(envelope.at) or 0
    return (ev.TurnEnded(command.seat, left, recorded(envelope)),)


def _set(state: Exercise, command: cmd.SetTurn, _envelope: Envelope) -> tuple[ev.TurnSet, ...]:
    return () if command.amount == state.speaking.seconds else (ev.TurnSet(command.amount),)


def _seated(state: Exercise, _actor: Actor) -> Iterable[str]:
    return (s.id for s in state.seats.values() if s.person)


def _may_invite(state: Exercise, actor: Actor, seat: SeatId, target: str) -> None:
    _may_set(state, actor, seat, target)
    place = state.seats.get(SeatId(target))
    # rules do not speak: people do
    require(place and place.person, RefusalCode.SEAT_UNKNOWN, seat=target[:40])


def _invite(
    state: Exercise, command: cmd.InviteSpeaker, _envelope: Envelope
) -> tuple[ev.SpeakerInvited, ...]:
    now = state.speaking
    first = command.to in (now.speaker, *now.invited[:1]) or command.to in now.points
    return () if first else (ev.SpeakerInvited(command.to),)


def _tables(state: Exercise, _actor: Actor) -> Iterable[str]:
    return (g.id for g in state.groups)


def _may_tap(state: Exercise, actor: Actor, seat: SeatId, target: str) -> None:
    require(actor.role != "bot", RefusalCode.NOT_ALLOWED)
    group = next((g for g in state.groups if g.id == target), None)
    require(group, RefusalCode.TABLE_NONE)
    require(actor.role == "facilitator" or (group and seat in group.members), RefusalCode.NOT_YOURS)
    # while the room rests nobody's time is counted, whoever taps
    require(state.clock.running, RefusalCode.PAUSED)


def _tap_bounds(state: Exercise, _seat: SeatId, target: str) -> Bounds:
    group = next((g for g in state.groups if g.id == target), None)
    return Bounds(values={"who": (NO_SEAT, *(group.members if group else ()))})


def _tap(state: Exercise, command: cmd.TapSpeaker, envelope: Envelope) -> tuple[ev.SpeakerTapped, ...]:
    now = state.heard.talking.get(command.group)
    before = now.seat if now else NO_SEAT
    if before == command.who:
        return ()
    members = next(g.members for g in state.groups if g.id == command.group)
    spoken = stretch(now.since, envelope.at) if now else 0
    return (ev.SpeakerTapped(members, command.group, command.who, envelope.at, before, spoken, command.seat),)


MOVES = (
    Move(cmd.AskForFloor, DELEGATES, _ask, _may_ask),
    Move(cmd.LeaveList, DELEGATES, _leave, _may_ask),
    Move(cmd.StartTurn, DELEGATES, _start, _may_start),
    Move(cmd.EndTurn, DELEGATES, _end, _may_end, while_paused=True),
    Move(cmd.InviteSpeaker, FACILITATORS, _invite, _may_invite, _seated, target_field="to", for_seat=False),
    Move(cmd.TapSpeaker, DELEGATES, _tap, _may_tap, _tables, _tap_bounds, "group"),
    Move(cmd.SetTurn, FACILITATORS, _set, _may_set, bounds=_turn_bounds, for_seat=False),
)
