"""What changes with a mark, and with what is on the floor."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ... import seminar_change as change
from ...events import exercise as ev
from ...ids import SeatId, split_ref
from ...state.exercise import Exercise
from ..parts import SEAT, keys_of
from .reach import (
    Dirty,
    Touched,
    clause_heads,
    dots,
    listing,
    played,
    to_author,
    to_room,
    to_screen,
    to_seat,
    to_seats,
    to_steering,
)


def _on_proposal(state: Exercise, target: str) -> Iterator[Dirty]:
    """The marks on a proposal, on the page of everybody or of its author."""
    yield from to_room(f"proposal/{target}")
    yield from to_author(state, target)


def _stance(state: Exercise, event: ev.StanceSet) -> Iterator[Dirty]:
    yield from to_steering(f"person/{event.seat}")
    yield from to_seat(event.seat, f"stance/{event.target}")
    if state.senses.open or not (event.before and event.value):
        # the bar counts on how many options the seat has said something; a change of mind leaves the count alone
        yield from to_seat(event.seat, "bar")
    if event.audience:
        return  # a sense check hides it from everybody else
    clause = split_ref(event.target)[0]
    if clause in state.clauses:
        yield from to_room(f"option/{event.target}", f"objections/{clause}")
        yield from to_steering("matrix")
    else:
        yield from _on_proposal(state, event.target)
    if state.floor in (event.target, clause):
        yield from to_room("floor", f"dot/{event.seat}")


def _floor(state: Exercise, _event: ev.FloorPut) -> Iterator[Dirty]:
    yield from dots(state)
    yield from to_seats(state, "bar")
    yield from clause_heads(state)
    yield from to_screen("scene")
    yield from to_steering("deciding")
    yield from listing(state, *state.called)


def _stances_of(state: Exercise, seat: SeatId) -> Iterator[Dirty]:
    """All the marks that this seat could make."""
    return to_seat(seat, *(k for k in keys_of(state, SEAT, seat) if k.startswith("stance/")))


def _marked(state: Exercise) -> Iterator[Dirty]:
    """Whatever has been marked: the marks that the rules made for a seat go when a person takes it.

    In the order of the text, not in that of the marks: who marked what first in a hidden sense check would otherwise be
    read from the order of a frame. While one is open, everything that it asks about counts as marked.
    """
    asked = state.senses.open.frozen if state.senses.open else {}
    marked = state.stances.keys() | asked.keys()
    for clause in state.clauses:
        for target in state.rulebook.refs(clause):
            if target in marked:
                yield from to_room(f"option/{target}", f"objections/{clause}")
    for proposal in state.proposals:
        if proposal in marked:
            yield from _on_proposal(state, proposal)


def _followed(state: Exercise, event: ev.SeminarFollowed) -> Iterator[Dirty]:
    match event.change:
        case change.SeatHeld() | change.SeatLeft():
            yield from to_room("floor")
            yield from to_steering("matrix")
            yield from _marked(state)
        case change.StepBegun():
            yield from clause_heads(state)
            yield from dots(state)
            yield from to_steering("matrix")
            for seat in played(state):
                yield from _stances_of(state, seat)
        case change.ClockSet():
            for seat in played(state):
                yield from _stances_of(state, seat)


TOUCHED: Final[Touched] = {
    ev.StanceSet: _stance,
    ev.FloorPut: _floor,
    ev.SeminarFollowed: _followed,
}
