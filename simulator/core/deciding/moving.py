"""Facilitators and people: flags of a seat, another seat for somebody, out of the seminar and back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from ..commands import seminar as cmd
from ..envelope import Envelope, Role
from ..events import seminar as ev
from ..flagging import FLAGS, OF_PEOPLE, with_flag
from ..ids import NO_SEAT, ExerciseId, PersonId, SeatId
from ..moves import require
from ..refusals import RefusalCode, Refused
from ..state.seminar import Seminar
from .people import MOST_MEMBERS, departure, room_with

Place = tuple[ExerciseId, SeatId]
NOWHERE: Final[Place] = (ExerciseId(""), NO_SEAT)


def flag(state: Seminar, command: cmd.FlagSeat, _envelope: Envelope) -> tuple[Any, ...]:
    """Set or clear a flag of a seat at which somebody sits."""
    room = room_with(state, command.room, command.seat)
    require(command.flag in FLAGS, RefusalCode.BAD_VALUE, value=command.flag[:40])
    # what has gone with its people is clear already
    require(command.seat in room.holder or not command.up, RefusalCode.MOVE_NOBODY)
    before = room.flags.get(command.seat, ())
    after = with_flag(before, command.flag, up=command.up)
    return () if after == before else (ev.SeatFlagged(room.id, command.seat, after),)


# --- another seat ---------------------------------------------------------------------------------------------


def _where(state: Seminar, person: PersonId) -> Place:
    return state.place.get(person, NOWHERE)


def _as_seen(state: Seminar, person: PersonId, was: str) -> None:
    """Refuse where somebody else has moved them since the sender looked."""
    require(person in state.people, RefusalCode.PERSON_UNKNOWN)
    now = "/".join(_where(state, person)) if person in state.place else ""
    require(was in (cmd.ANYWHERE, now), RefusalCode.MOVE_CHANGED)


def _members(state: Seminar, place: Place) -> tuple[PersonId, ...]:
    room = state.rooms.get(place[0])
    return room.members.get(place[1], ()) if room else ()


def _flags(state: Seminar, place: Place) -> tuple[str, ...]:
    room = state.rooms.get(place[0])
    return room.flags.get(place[1], ()) if room else ()


def _sat_down(state: Seminar, pairs: Sequence[tuple[PersonId, Place]], how: str) -> Iterator[Any]:
    """People get up, all of them, and only then sit down: nobody is in the way of another. What is to be kept in mind
    of somebody who sat alone goes along; of one of several nobody can say whom it was about."""
    for person, to in pairs:
        here = ev.DelegationRefused(person, *to)
        yield from (e for e in departure(state, person) if e != here)
    moving = {person for person, _ in pairs}
    for person, to in pairs:
        stay = tuple(p for p in _members(state, to) if p not in moving)
        require(len(stay) < MOST_MEMBERS, RefusalCode.DELEGATION_FULL, most=MOST_MEMBERS)
        yield ev.MemberJoined(person, *to) if stay else ev.SeatClaimed(person, *to)
        alone = len(_members(state, _where(state, person))) == 1
        carried = [f for f in _flags(state, _where(state, person)) if f in OF_PEOPLE and alone]
        kept = _flags(state, to) if stay else ()
        flags = tuple(f for f in FLAGS if f in kept or f in carried)
        if flags != kept:
            yield ev.SeatFlagged(*to, flags)
    # why, last: by then everything else is as it will be
    for person, to in pairs:
        yield ev.PersonMoved(person, *_where(state, person), *to, how)


def move(state: Seminar, command: cmd.MovePerson, _envelope: Envelope) -> tuple[Any, ...]:
    """Somebody sits elsewhere from now on, in this room or in another."""
    to = (command.room, command.seat)
    room_with(state, *to)
    require(command.person in state.people, RefusalCode.PERSON_UNKNOWN)
    if _where(state, command.person) == to:
        return ()
    _as_seen(state, command.person, command.was)
    return tuple(_sat_down(state, ((command.person, to),), "moved"))


def swap(state: Seminar, command: cmd.SwapPeople, _envelope: Envelope) -> tuple[Any, ...]:
    """Two people change places."""
    one, other = _where(state, command.person), _where(state, command.other)
    if command.was == "/".join(other) and command.other_was == "/".join(one) and one != other:
        return ()  # two facilitators, or two taps: it is as both wanted it
    _as_seen(state, command.person, command.was)
    # a seat that is empty or that rules play has nobody to change places with
    require(command.other in state.people and NOWHERE not in (one, other), RefusalCode.MOVE_NOBODY)
    _as_seen(state, command.other, command.other_was)
    require(one != other, RefusalCode.MOVE_SAME)
    return tuple(_sat_down(state, ((command.person, other), (command.other, one)), "swapped"))


def read_move(state: Seminar, command: cmd.ReadMove, envelope: Envelope) -> tuple[Any, ...]:
    """They have read why they sit there now."""
    own = envelope.actor.role == "facilitator" or envelope.actor.person == command.person
    require(own, RefusalCode.NOT_YOURS)
    return (ev.MoveRead(command.person),) if command.person in state.moved else ()


# --- out of the seminar, and back -----------------------------------------------------------------------------


def remove(state: Seminar, command: cmd.RemovePerson, envelope: Envelope) -> tuple[Any, ...]:
    """Take somebody out."""
    if command.person in state.removed:
        return ()
    require(command.person in state.people, RefusalCode.PERSON_UNKNOWN)
    here = _where(state, command.person)
    others = tuple(p for p in _members(state, here) if p != command.person)
    return (
        *departure(state, command.person),
        ev.PersonRemoved(
            command.person, *here, others, _flags(state, here), envelope.actor.person, envelope.at
        ),
    )


def put_back(state: Seminar, command: cmd.PutPersonBack, _envelope: Envelope) -> tuple[Any, ...]:
    """Undo a removal: to the seat where they sat, where it is free, or where those sit whom they sat with."""
    found = state.removed.get(command.person)
    if found is None or found.act != command.act:
        back = command.person in state.people
        raise Refused(RefusalCode.PUT_BACK_HERE if back else RefusalCode.UNDO_GONE)
    place = (found.room, found.seat)
    back_in = ev.PersonPutBack(command.person, *place, found.act)
    if place == NOWHERE:
        return (back_in,)
    sitting = _members(state, place)
    require(not sitting or set(sitting) & set(found.others), RefusalCode.PUT_BACK_TAKEN, seat=found.seat)
    require(len(sitting) < MOST_MEMBERS, RefusalCode.DELEGATION_FULL, most=MOST_MEMBERS)
    if sitting:
        return (back_in, ev.MemberJoined(command.person, *place))
    claimed = ev.SeatClaimed(command.person, *place)
    return (back_in, claimed, *((ev.SeatFlagged(*place, found.flags),) if found.flags else ()))


_STEER: Final[frozenset[Role]] = frozenset({"facilitator"})
_ANYBODY: Final[frozenset[Role]] = _STEER | {"delegate"}
_LISTED: Final[frozenset[Role]] = _STEER | {"system"}
"""The system sets the flags that the guest list names."""

DECIDERS: Final[
    dict[type[Any], tuple[frozenset[Role], Callable[[Seminar, Any, Envelope], tuple[Any, ...]]]]
] = {
    cmd.FlagSeat: (_LISTED, flag),
    cmd.MovePerson: (_STEER, move),
    cmd.SwapPeople: (_STEER, swap),
    cmd.ReadMove: (_ANYBODY, read_move),
    cmd.RemovePerson: (_STEER, remove),
    cmd.PutPersonBack: (_STEER, put_back),
}
