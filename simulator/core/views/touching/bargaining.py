"""What changes with proposals in full depth. Nothing is named for those who may not know of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ... import seminar_change as change
from ...events import exercise as ev
from ...ids import ProposalId, SeatId
from ...state.exercise import Exercise
from ...state.proposals import Proposal
from ..bargaining import answers_to
from ..listing import listed_deals, listed_in_full, shifted
from .reach import Dirty, Touched, played, proposals_of, to_author, to_room, to_seat, to_seats


def _card(state: Exercise, proposal: Proposal) -> Iterator[Dirty]:
    """The card of a proposal, wherever it stands."""
    if proposal.audience:
        for seat in proposal.audience:
            yield from to_seat(seat, f"deal/{proposal.id}")
    elif state.depth == "full":
        yield from to_room(f"proposal/{proposal.id}")
        yield from to_author(state, proposal.id)


def _tied(state: Exercise, proposal: Proposal) -> Iterator[Dirty]:
    """The cards of its answers, which lie in it while it is on the page, and of what it answers, which counts them."""
    for answer in answers_to(state, proposal):
        yield from _card(state, answer)
    parent = state.proposals.get(proposal.parent)
    if parent and not proposal.audience:
        yield from _card(state, parent)
    elif parent and parent.audience:
        for seat in proposal.audience:
            yield from to_seat(seat, f"deal/{parent.id}")


def _around(state: Exercise, proposal: Proposal) -> Iterator[Dirty]:
    """The proposal with what each of its readers may do with it, its answers, and what it answers."""
    yield from _card(state, proposal)
    if not proposal.audience and state.depth == "full":
        yield from to_seats(state, f"mydeal/{proposal.id}")
    yield from _tied(state, proposal)


def _moved_about(state: Exercise, *proposals: str) -> Iterator[Dirty]:
    """What is tied to proposals that came to the pages or left them."""
    for key in proposals:
        proposal = state.proposals.get(ProposalId(key)) if state.depth == "full" else None
        if proposal:
            yield from _tied(state, proposal)


def _mine(state: Exercise, seat: SeatId) -> Iterator[Dirty]:
    """Everything that a seat may do something with: how many proposals it has decides whether it may make another."""
    if seat in state.seats:
        keys = (
            *(f"deal/{p}" for p in listed_deals(state, seat)),
            *(f"mydeal/{p}" for p in listed_in_full(state)),
        )
        yield from to_seat(seat, *keys)
        yield from proposals_of(state, seat)


def _changed(state: Exercise, event: Any) -> Iterator[Dirty]:
    proposal = state.proposals[event.proposal]
    yield from _around(state, proposal)
    yield from _mine(state, proposal.author)
    # what came or went moves others to the page or off it
    for seat in proposal.audience:
        yield from to_seat(seat, *(f"deal/{p}" for p in shifted(state, event, seat)))
        yield from _moved_about(state, *shifted(state, event, seat))
    if not proposal.audience:
        yield from _moved_about(state, *shifted(state, event))


def _moved(state: Exercise, event: ev.ProposalMoved) -> Iterator[Dirty]:
    yield from _changed(state, event)
    yield from _around(state, state.proposals[event.became])


def _everybody(state: Exercise, _event: Any = None) -> Iterator[Dirty]:
    """What may be done with proposals depends on the clock, on decisions and on the signing."""
    for seat in played(state):
        yield from _mine(state, seat)


def _adopted(state: Exercise, _event: ev.ClauseAdopted) -> Iterator[Dirty]:
    # what an option means together with others depends on what is adopted
    yield from to_room(*(f"proposal/{p}" for p in listed_in_full(state)))
    yield from _everybody(state)


def _called(state: Exercise, _event: Any = None) -> Iterator[Dirty]:
    yield from _moved_about(state, *state.called)


def _opened(state: Exercise, _event: ev.DecisionOpened) -> Iterator[Dirty]:
    yield from _called(state)
    yield from _everybody(state)


def _followed(state: Exercise, event: ev.SeminarFollowed) -> Iterator[Dirty]:
    if isinstance(event.change, change.StepBegun | change.ClockSet):
        yield from _everybody(state)


TOUCHED: Final[Touched] = {
    ev.ProposalMade: _changed,
    ev.ProposalRevised: _changed,
    ev.ProposalWithdrawn: _changed,
    ev.ProposalMoved: _moved,
    ev.SponsorsAsked: _changed,
    ev.SponsorAnswered: _changed,
    ev.FloorPut: _called,
    ev.DecisionOpened: _opened,
    ev.DecisionClosed: _everybody,
    ev.DecisionCancelled: _everybody,
    ev.ClauseAdopted: _adopted,
    ev.SigningOpened: _everybody,
    ev.TextReopened: _everybody,
    ev.SigningConcluded: _everybody,
    ev.SeminarFollowed: _followed,
}
