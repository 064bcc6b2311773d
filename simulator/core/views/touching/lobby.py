"""What changes when the seminar moves on, when people come and go, and when a brief is read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ... import seminar_change as change
from ...events import exercise as ev
from ...state.exercise import Exercise
from .reach import Dirty, Touched, to_room, to_screen, to_seats, to_steering, whole_seat


def _followed(state: Exercise, event: ev.SeminarFollowed) -> Iterator[Dirty]:
    match event.change:
        case change.SeatHeld(seat) | change.SeatLeft(seat):
            yield from to_room(f"dot/{seat}")
            yield from to_screen("lobby")
            yield from to_steering("alerts", "newcomers", "progress", f"person/{seat}")
            yield from whole_seat(state, seat)
        case change.MemberIn(seat) | change.MemberOut(seat):
            yield from to_room(f"dot/{seat}")
            yield from whole_seat(state, seat)
        case change.StepBegun():
            yield from to_room("head", "groups", "pictures")
            yield from to_screen("scene")
            yield from to_steering("control", "alerts", *(f"person/{s}" for s in state.seats))
            yield from to_seats(state, "bar", "panels")
        case change.ClockSet():
            yield from to_room("head")
            yield from to_screen("scene")
            yield from to_steering("control")
            yield from to_seats(state, "bar")
        case change.SlideSet():
            yield from to_room("pictures")
            yield from to_steering("control")
        case change.SceneSet():
            yield from to_screen("scene")
            yield from to_steering("control")
        case change.NoticeSet():
            yield from to_room("head")
            yield from to_screen("scene")
            yield from to_steering("control")
            yield from to_seats(state, "bar")
        case change.Standing():
            yield from to_steering("newcomers")
        case change.AgendaSet():
            yield from to_room("head")
            yield from to_screen("scene")
            yield from to_steering("control", "happened")
        case change.HelpSet():
            yield from to_steering("control")
            yield from to_seats(state, "help", "mynews")


def _presence(state: Exercise, event: ev.PresenceMarked) -> Iterator[Dirty]:
    yield from to_room(f"dot/{event.seat}")
    yield from to_steering("alerts", f"person/{event.seat}")


def _brief(state: Exercise, event: ev.BriefConfirmed) -> Iterator[Dirty]:
    yield from to_room(f"dot/{event.seat}")
    yield from to_screen("lobby")
    yield from to_steering("alerts", f"person/{event.seat}")
    yield from whole_seat(state, event.seat)


TOUCHED: Final[Touched] = {
    ev.SeminarFollowed: _followed,
    ev.PresenceMarked: _presence,
    ev.BriefConfirmed: _brief,
}
