"""What changes when the seminar moves on, when people come and go, and when a brief is read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ... import seminar_change as change
from ...events import lobby as ev
from ...ids import split_ref
from ...state.exercise import Exercise
from .reach import (
    Dirty,
    Touched,
    clause_heads,
    dots,
    electorate,
    played,
    stances_of,
    to_room,
    to_screen,
    to_seat,
    to_seats,
    to_steering,
    whole_seat,
)


def _marked(state: Exercise) -> Iterator[Dirty]:
    """Whatever has been marked: the marks that the rules made for a seat go when a person takes it."""
    for target in state.stances:
        clause = split_ref(target)[0]
        if clause in state.clauses:
            yield from to_room(f"option/{target}", f"objections/{clause}")
        else:
            yield from to_room(f"proposal/{target}")


def _followed(state: Exercise, event: ev.SeminarFollowed) -> Iterator[Dirty]:
    match event.change:
        case change.SeatHeld(seat) | change.SeatLeft(seat):
            yield from to_room(f"dot/{seat}", "floor")
            yield from electorate(state)
            yield from to_screen("lobby")
            yield from to_steering("alerts", "deciding", "desk", "matrix", "newcomers", f"person/{seat}")
            yield from whole_seat(state, seat)
            yield from _marked(state)
        case change.StepBegun():
            yield from to_room("head", "groups", "pictures", *(f"proposal/{p}" for p in state.proposals))
            yield from clause_heads(state)
            yield from dots(state)
            yield from to_screen("scene")
            yield from to_steering(
                "control", "matrix", "alerts", "deciding", *(f"person/{s}" for s in state.seats)
            )
            for seat in played(state):
                yield from to_seat(seat, "bar", "panels", "ballot", "pledges", "mysignature", "myproposal")
                yield from stances_of(state, seat)
        case change.ClockSet():
            yield from to_room("head")
            yield from to_screen("scene")
            yield from to_steering("control")
            for seat in played(state):
                yield from to_seat(seat, "bar", "ballot", "pledges", "mysignature", "myproposal")
                yield from stances_of(state, seat)
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
        case change.HelpSet():
            yield from to_steering("control")
            yield from to_seats(state, "help", "pledges")


def _presence(state: Exercise, event: ev.PresenceMarked) -> Iterator[Dirty]:
    yield from to_room(f"dot/{event.seat}")
    yield from electorate(state)
    yield from to_steering("alerts", "deciding", f"person/{event.seat}")


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
