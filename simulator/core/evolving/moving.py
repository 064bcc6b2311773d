"""What facilitators did about people, and what of it a room has to know."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from .. import seminar_change as change
from ..events import seminar as ev
from ..ids import ExerciseId
from ..state.seminar import Moved, Removal, Seminar
from .people import without


def _flagged(state: Seminar, event: ev.SeatFlagged) -> Seminar:
    old = state.rooms[event.room]
    rest = without(old.flags, event.seat)
    room = replace(old, flags={**rest, event.seat: event.flags} if event.flags else rest)
    return replace(state, rooms={**state.rooms, event.room: room})


def _moved(state: Seminar, event: ev.PersonMoved) -> Seminar:
    return replace(
        state, moved={**state.moved, event.person: Moved(event.from_room, event.from_seat, event.how)}
    )


def _removed(state: Seminar, event: ev.PersonRemoved) -> Seminar:
    removal = Removal(state.version + 1, event.room, event.seat, event.others, event.flags)
    return replace(
        state, people=tuple(p for p in state.people if p != event.person), left=without(state.left, event.person),
        removed={**state.removed, event.person: removal},
    )  # fmt: skip


def _put_back(state: Seminar, event: ev.PersonPutBack) -> Seminar:
    return replace(state, people=(*state.people, event.person), removed=without(state.removed, event.person))


EVOLVERS: Final[dict[type[Any], Callable[[Seminar, Any], Seminar]]] = {
    ev.SeatFlagged: _flagged,
    ev.PersonMoved: _moved,
    ev.MoveRead: lambda state, e: replace(state, moved=without(state.moved, e.person)),
    ev.PersonRemoved: _removed,
    ev.PersonPutBack: _put_back,
}


def passed_on(event: ev.SeminarEvent, room: ExerciseId) -> change.SeminarChange | None:
    """What ``room`` has to know of such an event; None where it does not concern the room."""
    match event:
        case ev.SeatFlagged(where, seat, flags) if where == room:
            return change.SeatFlags(seat, flags)
        # who sat nowhere is missed in every room, and asked for in every room
        case ev.PersonRemoved(person, where, seat, by=by, at=at) if where in (room, ""):
            return change.PersonOut(seat, person, by=by, at=at)
        case ev.PersonRemoved(person):
            return change.Standing(person, False)
        case ev.PersonPutBack(person, where, seat, act) if where in (room, ""):
            return change.PersonBack(seat, person, act)
        case ev.PersonPutBack(person):
            return change.Standing(person, True)
        case _:
            return None
