"""How the people of a seminar come, sit down, share a seat and leave, and what of it a room has to know."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from .. import seminar_change as change
from ..events import seminar as ev
from ..ids import NO_SEAT, ExerciseId, PersonId, SeatId
from ..state.seminar import Seminar


def without(mapping: Mapping[Any, Any], key: object) -> dict[Any, Any]:
    """The mapping without one key."""
    return {k: v for k, v in mapping.items() if k != key}


def _members(state: Seminar, name: ExerciseId, seat: SeatId, members: tuple[PersonId, ...]) -> Seminar:
    """Who sits there now; the first of them is the holder."""
    old = state.rooms[name]
    held, rest = {**old.members, seat: members}, without(old.members, seat)
    holder = {**old.holder, seat: members[0]} if members else without(old.holder, seat)
    room = replace(old, holder=holder, members=held if members else rest)
    return replace(state, rooms={**state.rooms, name: room})


def _asking(state: Seminar, name: ExerciseId, seat: SeatId, asking: tuple[PersonId, ...]) -> Seminar:
    old = state.rooms[name]
    room = replace(old, asking={**old.asking, seat: asking} if asking else without(old.asking, seat))
    return replace(state, rooms={**state.rooms, name: room})


def _others(state: Seminar, event: ev.MemberLeft) -> tuple[PersonId, ...]:
    return tuple(p for p in state.rooms[event.room].members.get(event.seat, ()) if p != event.person)


def _seated(state: Seminar, event: ev.SeatClaimed | ev.MemberJoined) -> Seminar:
    asking = state.rooms[event.room].asking.get(event.seat, ())
    state = _asking(state, event.room, event.seat, tuple(p for p in asking if p != event.person))
    return replace(
        state, place={**state.place, event.person: (event.room, event.seat)}, left=without(state.left, event.person)
    )  # fmt: skip


def _joined(state: Seminar, event: ev.MemberJoined) -> Seminar:
    members = state.rooms[event.room].members.get(event.seat, ())
    return _seated(_members(state, event.room, event.seat, (*members, event.person)), event)


def _claimed(state: Seminar, event: ev.SeatClaimed) -> Seminar:
    state = _proxy(state, event.room, event.seat, NO_SEAT)
    return _seated(_members(state, event.room, event.seat, (event.person,)), event)


def _gone(state: Seminar, person: PersonId) -> Seminar:
    return replace(
        state, place=without(state.place, person), swaps=without(state.swaps, person),
        moved=without(state.moved, person),
    )  # fmt: skip


def _freed(state: Seminar, event: ev.SeatFreed) -> Seminar:
    state = _gone(_members(state, event.room, event.seat, ()), event.person)
    # what was kept in mind about a seat was about those who sat there
    room = state.rooms[event.room]
    room = replace(room, flags=without(room.flags, event.seat))
    return replace(state, rooms={**state.rooms, event.room: room})


def _came(state: Seminar, event: ev.PersonJoined) -> Seminar:
    return replace(state, people=(*state.people, event.person), removed=without(state.removed, event.person))


def _member_left(state: Seminar, event: ev.MemberLeft) -> Seminar:
    state = _gone(_members(state, event.room, event.seat, _others(state, event)), event.person)
    return _went_home(state, event) if event.home else state


def _went_home(state: Seminar, event: ev.MemberLeft | ev.SeatLeftTo) -> Seminar:
    return replace(state, left={**state.left, event.person: (event.room, event.seat)})


def _proxy(state: Seminar, name: ExerciseId, seat: SeatId, proxy: SeatId) -> Seminar:
    old = state.rooms[name]
    others = without(old.proxies, seat)
    room = replace(old, proxies={**others, seat: proxy} if proxy else others)
    return replace(state, rooms={**state.rooms, name: room})


def _left_to(state: Seminar, event: ev.SeatLeftTo) -> Seminar:
    return _proxy(_went_home(state, event), event.room, event.seat, event.proxy)


def _renewed(state: Seminar, event: ev.PhraseRenewed) -> Seminar:
    old = state.rooms[event.room]
    room = replace(old, generation={**old.generation, event.seat: event.generation})
    return replace(state, rooms={**state.rooms, event.room: room})


def _asked(state: Seminar, event: ev.DelegationAsked) -> Seminar:
    asking = state.rooms[event.room].asking.get(event.seat, ())
    return _asking(state, event.room, event.seat, (*asking, event.person))


def _refused(state: Seminar, event: ev.DelegationRefused) -> Seminar:
    asking = state.rooms[event.room].asking.get(event.seat, ())
    return _asking(state, event.room, event.seat, tuple(p for p in asking if p != event.person))


def _swap(state: Seminar, person: PersonId, offered: tuple[ExerciseId, SeatId] | None) -> Seminar:
    return replace(state, swaps={**state.swaps, person: offered})


EVOLVERS: Final[dict[type[Any], Callable[[Seminar, Any], Seminar]]] = {
    ev.PersonJoined: _came,
    ev.SeatClaimed: _claimed,
    ev.SeatFreed: _freed,
    ev.PhraseRenewed: _renewed,
    ev.DelegationAsked: _asked,
    ev.DelegationRefused: _refused,
    ev.MemberJoined: _joined,
    ev.MemberLeft: _member_left,
    ev.SeatLeftTo: _left_to,
    ev.ProxyNamed: lambda state, e: _proxy(state, e.room, e.seat, e.proxy),
    ev.SwapAsked: lambda state, e: _swap(state, e.person, None),
    ev.SwapOffered: lambda state, e: _swap(state, e.person, (e.to_room, e.to)),
    ev.SwapClosed: lambda state, e: replace(state, swaps=without(state.swaps, e.person)),
}


def passed_on(event: ev.SeminarEvent, room: ExerciseId) -> change.SeminarChange | None:
    """What ``room`` has to know of an event about people; None where it does not concern the room."""
    match event:
        case ev.SeatClaimed(person, where, seat) if where == room:
            return change.SeatHeld(seat, person)
        case ev.SeatFreed(_, where, seat) if where == room:
            return change.SeatLeft(seat)
        case ev.MemberJoined(person, where, seat) if where == room:
            return change.MemberIn(seat, person)
        case ev.MemberLeft(person, where, seat, home) if where == room:
            return change.MemberOut(seat, person, home)
        case ev.SeatLeftTo(person, where, seat, proxy) if where == room:
            return change.SeatGiven(seat, person, proxy)
        case ev.ProxyNamed(where, seat, proxy) if where == room:
            return change.ProxySet(seat, proxy)
        case ev.PersonJoined(person) | ev.SeatFreed(person):
            return change.Standing(person, True)
        case ev.MemberLeft(person, home=home):
            return change.Standing(person, not home)
        case ev.SeatClaimed(person) | ev.MemberJoined(person) | ev.SeatLeftTo(person):
            return change.Standing(person, False)
        case ev.DelegationAsked(person, where, seat) if where == room:
            return change.Asking(seat, person, True)
        case ev.DelegationRefused(person, where, seat) if where == room:
            return change.Asking(seat, person, False)
        case ev.SwapAsked(person, where, seat) if where == room:
            return change.SwapWish(seat, person, True)
        case ev.SwapOffered(person, where, seat, to_room, to) if where == room:
            return change.SwapWish(seat, person, True, to_room, to)
        case ev.SwapClosed(person, where, seat) if where == room:
            return change.SwapWish(seat, person, False)
        case _:
            return None
