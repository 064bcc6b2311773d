"""What changes with a mark, and with what is on the floor."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...events import stances as ev
from ...ids import split_ref
from ...state.exercise import Exercise
from .reach import Dirty, Touched, clause_heads, dots, to_room, to_screen, to_seat, to_seats, to_steering


def _stance(state: Exercise, event: ev.StanceSet) -> Iterator[Dirty]:
    clause = split_ref(event.target)[0]
    if clause in state.clauses:
        yield from to_room(f"option/{event.target}", f"objections/{clause}")
        yield from to_steering("matrix")
    else:
        yield from to_room(f"proposal/{event.target}")
    if state.floor in (event.target, clause):
        yield from to_room("floor", f"dot/{event.seat}")
    yield from to_steering(f"person/{event.seat}")
    yield from to_seat(event.seat, f"stance/{event.target}", "bar")


def _floor(state: Exercise, _event: ev.FloorPut) -> Iterator[Dirty]:
    yield from dots(state)
    yield from to_seats(state, "bar")
    yield from clause_heads(state)
    yield from to_screen("scene")
    yield from to_steering("deciding")


TOUCHED: Final[Touched] = {
    ev.StanceSet: _stance,
    ev.FloorPut: _floor,
}
