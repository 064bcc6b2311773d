"""What changes with the speakers' list, and with the room's clock that its turns follow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ... import seminar_change as change
from ...events import exercise as ev
from ...state.exercise import Exercise
from .reach import Dirty, Touched, to_room, to_screen, to_seats, to_steering


def _list(state: Exercise, _event: Any) -> Iterator[Dirty]:
    yield from to_room("speakers")
    yield from to_steering("turns")
    yield from to_screen("scene")
    yield from to_seats(state, "myturn")


def _followed(state: Exercise, event: ev.SeminarFollowed) -> Iterator[Dirty]:
    match event.change:
        case change.StepBegun() | change.ClockSet():
            yield from _list(state, event)
            yield from to_room("eyes")
        case change.SeatLeft():
            yield from _list(state, event)
        case change.EyesSet():
            yield from to_room("eyes")
            yield from to_screen("scene")
            yield from to_steering("control")


TOUCHED: Final[Touched] = {
    ev.FloorAsked: _list,
    ev.ListLeft: _list,
    ev.SpeakerInvited: _list,
    ev.TurnStarted: _list,
    ev.TurnEnded: _list,
    ev.TurnSet: _list,
    ev.SeminarFollowed: _followed,
}
