"""What changes with the two questions, with who speaks at a table, and with the time that people spoke."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ... import seminar_change as change
from ...events import exercise as ev
from ...state.exercise import Exercise
from .reach import Dirty, Touched, to_room, to_seat, to_seats, to_steering


def _rows(state: Exercise) -> Iterator[Dirty]:
    yield from to_steering("voicedesk", *(f"voice/{s}" for s in state.seats))


def _round(state: Exercise, _event: Any) -> Iterator[Dirty]:
    yield from _rows(state)
    yield from to_steering("control", "debriefdesk")
    yield from to_seats(state, "myvoice", "bar")
    yield from _told(state)


def _told(state: Exercise) -> Iterator[Dirty]:
    return to_room("left") if "heard" in state.debrief.shown else iter(())


def _answered(_state: Exercise, event: ev.HeardAnswered) -> Iterator[Dirty]:
    yield from to_steering("voicedesk", f"voice/{event.seat}")
    yield from to_seat(event.seat, "myvoice", "bar")


def _tapped(_state: Exercise, event: ev.SpeakerTapped) -> Iterator[Dirty]:
    yield from to_steering("voicedesk", *(f"voice/{s}" for s in (event.before, event.who) if s))
    for seat in event.audience:
        yield from to_seat(seat, "mytaps")


def _spoke(state: Exercise, _event: Any) -> Iterator[Dirty]:
    return _rows(state)


def _followed(state: Exercise, event: ev.SeminarFollowed) -> Iterator[Dirty]:
    match event.change:
        case change.StepBegun():
            yield from _round(state, event)
            yield from to_seats(state, "mytaps")
        case change.ClockSet():
            yield from _rows(state)
            yield from to_seats(state, "mytaps")
        case change.SeatHeld() | change.SeatLeft() | change.MemberIn() | change.MemberOut():
            # whom people can name, who sits at a table, and whom to invite
            yield from _rows(state)
            yield from to_seats(state, "myvoice", "mytaps")


TOUCHED: Final[Touched] = {
    ev.HeardAsked: _round,
    ev.HeardAnswered: _answered,
    ev.HeardClosed: _round,
    ev.SpeakerTapped: _tapped,
    ev.FloorAsked: lambda _state, _event: to_steering("voicedesk"),
    ev.ListLeft: lambda _state, _event: to_steering("voicedesk"),
    ev.SpeakerInvited: lambda _state, _event: to_steering("voicedesk"),
    ev.TurnStarted: _spoke,
    ev.TurnEnded: _spoke,
    ev.PresenceMarked: lambda _state, _event: to_steering("voicedesk"),
    ev.RoleGiven: lambda state, _event: to_seats(state, "mytaps"),
    ev.SeminarFollowed: _followed,
}
