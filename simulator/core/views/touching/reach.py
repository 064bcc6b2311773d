"""Pages and parts as the topics name them: one audience at a time, or what often changes together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from ...envelope import FACILITATOR, ROOM, SCREEN, Audience, seat_audience
from ...ids import NO_SEAT, SeatId
from ...state.exercise import Exercise
from ..listing import kept, listed, shifted
from ..parts import SEAT, keys_of


class Dirty(NamedTuple):
    """A part of an audience that has to be made again."""

    audience: Audience
    key: str


Touched = Mapping[type[Any], Callable[[Exercise, Any], Iterator[Dirty]]]
"""By type of event: from the state after it and the event to the parts of the topic that it may have changed. Several
topics may speak of one event."""


def to_room(*keys: str) -> Iterator[Dirty]:
    """These parts of everybody's page."""
    return (Dirty(ROOM, key) for key in keys)


def to_steering(*keys: str) -> Iterator[Dirty]:
    """These parts of the facilitators' page."""
    return (Dirty(FACILITATOR, key) for key in keys)


def to_screen(*keys: str) -> Iterator[Dirty]:
    """These parts of the wall."""
    return (Dirty(SCREEN, key) for key in keys)


def to_seat(seat: SeatId, *keys: str) -> Iterator[Dirty]:
    """These parts of one seat's page."""
    return (Dirty(seat_audience(seat), key) for key in keys)


def played(state: Exercise) -> Iterator[SeatId]:
    """The seats that a person holds: nobody looks at the pages of the others."""
    return (s.id for s in state.seats.values() if s.person)


def to_seats(state: Exercise, *keys: str) -> Iterator[Dirty]:
    """These parts of the page of every seat that a person holds."""
    return (Dirty(seat_audience(s), key) for s in played(state) for key in keys)


def dots(state: Exercise) -> Iterator[Dirty]:
    """The half-circle: what its colors mean, and every seat in it."""
    return to_room("floor", *(f"dot/{s}" for s in state.seats))


def clause_heads(state: Exercise) -> Iterator[Dirty]:
    """Every clause in play, above its options."""
    return to_room(*(f"clause/{c}" for c in state.clauses))


def to_author(state: Exercise, proposal: str) -> Iterator[Dirty]:
    """The proposal on the page of its author, where it no longer stands on everybody's. The facilitator has none."""
    found = state.on_table(proposal)
    return to_seat(found.author if found else NO_SEAT, f"kept/{proposal}")


def listing(state: Exercise, *proposals: str) -> Iterator[Dirty]:
    """These proposals of everybody's, wherever one of them stands: it may have come to the pages or left them."""
    yield from to_room("others")
    for p in proposals:
        yield from to_room(f"proposal/{p}")
        yield from to_seats(state, f"stance/{p}", *((f"mydeal/{p}",) if state.depth == "full" else ()))
        yield from to_author(state, p)


def came_or_went(state: Exercise, event: object) -> Iterator[Dirty]:
    """What the coming or going of one of everybody's proposals moved to the pages or off them."""
    yield from listing(state, *shifted(state, event))
    yield from to_steering("deciding")


def proposals_of(state: Exercise, seat: SeatId) -> Iterator[Dirty]:
    """The form of a seat, and its own proposals that no longer stand on everybody's page."""
    yield from to_seat(seat, "myproposal", *(f"kept/{p}" for p in kept(state, seat)))


def all_proposals(state: Exercise) -> Iterator[Dirty]:
    """Every proposal on every page, and what each seat may do with them."""
    shown = listed(state)
    yield from to_room(*(f"proposal/{p}" for p in shown))
    for seat in played(state):
        yield from to_seat(seat, *(f"stance/{p}" for p in shown))
        yield from proposals_of(state, seat)


def whole_seat(state: Exercise, seat: SeatId) -> Iterator[Dirty]:
    """Everything that only this seat sees."""
    return to_seat(seat, *keys_of(state, SEAT, seat))
