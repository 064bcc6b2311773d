"""What changes with a proposal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ... import seminar_change as change
from ...events import exercise as ev
from ...state.exercise import Exercise
from .reach import (
    Dirty,
    Touched,
    all_proposals,
    came_or_went,
    dots,
    listing,
    played,
    proposals_of,
    to_screen,
    to_seat,
)


def _proposed(
    state: Exercise, event: ev.ProposalMade | ev.ProposalRevised | ev.ProposalWithdrawn
) -> Iterator[Dirty]:
    if event.audience:
        return  # see bargaining
    yield from listing(state, event.proposal)
    author = state.proposals[event.proposal].author
    if author:
        yield from to_seat(author, "myproposal")
    yield from came_or_went(state, event)
    if state.floor == event.proposal:
        yield from dots(state)
        yield from to_screen("scene")


def _followed(state: Exercise, event: ev.SeminarFollowed) -> Iterator[Dirty]:
    match event.change:
        case change.StepBegun():
            yield from all_proposals(state)
        case change.ClockSet():
            for seat in played(state):
                yield from proposals_of(state, seat)


TOUCHED: Final[Touched] = {
    ev.ProposalMade: _proposed,
    ev.ProposalRevised: _proposed,
    ev.ProposalWithdrawn: _proposed,
    ev.SeminarFollowed: _followed,
}
