"""What changes with a sense check, and how the room stood at the last ones: beside that stands how it stands now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ... import seminar_change as change
from ...events import exercise as ev
from ...ids import split_ref
from ...sensing import asked_about
from ...state.exercise import Exercise
from .reach import Dirty, Touched, dots, to_room, to_screen, to_seat, to_seats, to_steering


def _holdouts(state: Exercise) -> Iterator[Dirty]:
    if state.depth == "full":
        yield from to_room("holdouts")
    yield from to_steering("objectors")
    yield from to_screen("moves")


def _asked(state: Exercise, target: str) -> Iterator[Dirty]:
    """The question everywhere that it stands: bar, panels, wall, above the options."""
    yield from to_room("floor", "sense")
    yield from to_room(*((f"clause/{target}",) if target in state.clauses else (f"proposal/{target}",)))
    yield from to_screen("scene")
    yield from to_seats(state, "bar", "panels")
    yield from to_steering("asking")
    yield from _holdouts(state)


def _opened(state: Exercise, event: ev.SenseOpened) -> Iterator[Dirty]:
    return _asked(state, event.target)


def _answered(_state: Exercise, event: ev.SenseAnswered) -> Iterator[Dirty]:
    yield from to_seat(event.seat, "bar")
    yield from to_steering("asking")


def _told(state: Exercise, target: str) -> Iterator[Dirty]:
    """Whatever shows marks on what was asked: hidden ones come out, or the ones from before stay."""
    yield from _asked(state, target)
    yield from dots(state)
    if target in state.clauses:
        yield from to_room(
            *(f"option/{ref}" for ref in asked_about(state, target)),
            f"objections/{target}",
            f"shots/{target}",
        )
        yield from to_steering("matrix")


def _cancelled(state: Exercise, event: ev.SenseCancelled) -> Iterator[Dirty]:
    yield from _told(state, event.target)
    yield from _own(state, event.target)


def _own(state: Exercise, target: str) -> Iterator[Dirty]:
    """What was marked while a check was hidden is forgotten with it."""
    yield from to_seats(state, *(f"stance/{ref}" for ref in asked_about(state, target)))
    yield from to_steering(*(f"person/{seat}" for seat in state.seats))


def _stance(state: Exercise, event: ev.StanceSet) -> Iterator[Dirty]:
    if state.senses.open:
        yield from to_steering("asking")
    if event.audience:
        return
    clause, senses = split_ref(event.target)[0], state.senses
    if clause in senses.taken:
        yield from to_room(f"shots/{clause}")
    if event.target in asked_about(state, senses.last):
        yield from to_room("sense")
        yield from to_steering("asking")
    if state.floor in (event.target, clause):
        yield from _holdouts(state)


def _turned(state: Exercise, _event: Any) -> Iterator[Dirty]:
    """The room turns to something else: the result leaves the wall and the pages."""
    yield from to_seats(state, "panels")
    yield from to_screen("scene")
    yield from to_steering("asking")
    yield from _holdouts(state)


def _proposed(
    state: Exercise, event: ev.ProposalMade | ev.ProposalRevised | ev.ProposalWithdrawn
) -> Iterator[Dirty]:
    if event.audience:
        return
    yield from to_steering("asking")
    if state.senses.last == event.proposal:
        yield from _told(state, event.proposal)
        yield from _own(state, event.proposal)
    elif state.floor == event.proposal:
        yield from _holdouts(state)


def _counted(state: Exercise, _event: ev.DecisionClosed | ev.DecisionCancelled) -> Iterator[Dirty]:
    yield from to_steering("asking")
    if state.senses.open:
        yield from to_seats(state, "bar")


def _followed(state: Exercise, event: ev.SeminarFollowed) -> Iterator[Dirty]:
    match event.change:
        case change.SeatHeld() | change.SeatLeft():
            yield from to_room("sense", *(f"shots/{t}" for t in state.senses.taken if t in state.clauses))
            yield from to_steering("asking")
            yield from _holdouts(state)
        case change.StepBegun():
            yield from to_steering("asking")
            yield from _holdouts(state)


TOUCHED: Final[Touched] = {
    ev.SenseOpened: _opened,
    ev.SenseAnswered: _answered,
    ev.SenseClosed: lambda state, e: _told(state, e.target),
    ev.SenseCancelled: _cancelled,
    ev.StanceSet: _stance,
    ev.FloorPut: _turned,
    ev.DecisionOpened: _turned,
    ev.DecisionClosed: _counted,
    ev.DecisionCancelled: _counted,
    ev.ProposalMade: _proposed,
    ev.ProposalRevised: _proposed,
    ev.ProposalWithdrawn: _proposed,
    ev.PresenceMarked: lambda state, _: to_steering(*(("asking",) if state.senses.open else ())),
    ev.SeminarFollowed: _followed,
}
