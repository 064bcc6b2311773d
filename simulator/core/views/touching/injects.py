"""What changes on the pages with events that are thrown in or planned, and with what follows them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ... import seminar_change as change
from ...events import exercise as ev
from ...replaying import debrief_begun
from ...state.exercise import Exercise
from ..parts import PUBLIC, SCREEN, SEAT, STEERING, keys_of
from .reach import Dirty, Touched, played, to_room, to_screen, to_seat, to_steering, whole_seat


def _thrown(state: Exercise, event: ev.InjectThrown) -> Iterator[Dirty]:
    yield from to_room("news")
    yield from to_screen("scene")
    yield from to_steering("injects", "control", "happened", "alerts")
    inject = next(i for i in state.rulebook.injects if i.id == event.inject)
    told = {seat for aside in inject.asides for seat in aside.seats} | {m.seat for m in event.means}
    for seat in played(state):
        if seat in told or seat in event.after:
            yield from whole_seat(state, seat)


def _far(state: Exercise, event: Any) -> Iterator[Dirty]:
    """An event that cuts pledges or opens a clause is rare, and reaches far."""
    gone = (f"pledge/{c.pledge}" for c in event.cuts) if isinstance(event, ev.SuppliesChanged) else ()
    yield from to_room(*keys_of(state, PUBLIC), *gone)
    yield from to_screen(*keys_of(state, SCREEN))
    yield from to_steering(*keys_of(state, STEERING))
    for seat in played(state):
        yield from to_seat(seat, *keys_of(state, SEAT, seat))


def _planned(_state: Exercise, _event: Any) -> Iterator[Dirty]:
    return to_steering("injects", "alerts")


def _after(state: Exercise, event: Any) -> Iterator[Dirty]:
    """What followed an event is counted on the desk, and in the debrief for everybody."""
    if state.thrown and not getattr(event, "audience", ()):
        yield from to_steering("injects")
        if debrief_begun(state):
            yield from to_room("news")


def _deciding(state: Exercise, event: Any) -> Iterator[Dirty]:
    """What an open decision keeps from happening."""
    yield from to_steering("injects")
    yield from _after(state, event)


def _followed(state: Exercise, event: ev.SeminarFollowed) -> Iterator[Dirty]:
    match event.change:
        case change.StepBegun() | change.AgendaSet():
            yield from to_steering("injects", "alerts")
            yield from to_room("news")
        case change.ClockSet() if state.planned:
            yield from _planned(state, event)


TOUCHED: Final[Touched] = {
    ev.InjectThrown: _thrown,
    ev.SuppliesChanged: _far,
    ev.ClauseReopened: _far,
    ev.InjectPlanned: _planned,
    ev.InjectUnplanned: _planned,
    ev.StanceSet: _after,
    ev.PledgeMade: _after,
    ev.PledgeRevised: _after,
    ev.PledgeWithdrawn: _after,
    ev.DecisionOpened: _deciding,
    ev.DecisionClosed: _deciding,
    ev.DecisionCancelled: _deciding,
    ev.ClauseAdopted: _deciding,
    ev.SigningOpened: _deciding,
    ev.TextReopened: _deciding,
    ev.SeminarFollowed: _followed,
}
