"""What changes with a proposal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ... import seminar_change as change
from ...events import exercise as ev
from ...state.exercise import Exercise
from .reach import Dirty, Touched, dots, to_room, to_screen, to_seat, to_seats, to_steering


def _proposal_seat(state: Exercise, proposal: Any) -> Iterator[Dirty]:
    author = state.proposals[proposal].author
    if author:
        yield from to_seat(author, "myproposal")


def _proposed(
    state: Exercise, event: ev.ProposalMade | ev.ProposalRevised | ev.ProposalWithdrawn
) -> Iterator[Dirty]:
    if event.audience:
        return  # see bargaining
    yield from to_room(f"proposal/{event.proposal}")
    yield from to_steering("deciding")
    yield from _proposal_seat(state, event.proposal)
    yield from to_seats(state, f"stance/{event.proposal}")
    if state.floor == event.proposal:
        yield from dots(state)
        yield from to_screen("scene")


def _followed(state: Exercise, event: ev.SeminarFollowed) -> Iterator[Dirty]:
    match event.change:
        case change.StepBegun():
            yield from to_room(*(f"proposal/{p}" for p in state.tabled))
            yield from to_seats(state, "myproposal")
        case change.ClockSet():
            yield from to_seats(state, "myproposal")


TOUCHED: Final[Touched] = {
    ev.ProposalMade: _proposed,
    ev.ProposalRevised: _proposed,
    ev.ProposalWithdrawn: _proposed,
    ev.SeminarFollowed: _followed,
}
