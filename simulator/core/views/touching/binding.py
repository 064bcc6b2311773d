"""What changes with what binds the room, with a convener's desk, and with a review of the rule."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ... import seminar_change as change
from ...binding import conveners
from ...clockwork import Clock
from ...events import exercise as ev
from ...state.exercise import Exercise
from ..listing import kept, listed, listed_deals
from .reach import Dirty, Touched, dots, played, to_room, to_screen, to_seat, to_seats, to_steering


def _bound(state: Exercise, _event: ev.BondsChanged) -> Iterator[Dirty]:
    # what everybody sees of marks and reports may be less from now on, or more
    yield from to_room("bound", "reports", "holdouts", "sense", *(f"proposal/{p}" for p in listed(state)))
    for clause in state.clauses:
        yield from to_room(
            f"objections/{clause}", f"shots/{clause}", *(f"option/{r}" for r in state.rulebook.refs(clause))
        )
    yield from to_screen("moves")
    yield from dots(state)
    for seat in played(state):
        yield from to_seat(seat, "mychair", "myreport", *(f"deal/{p}" for p in listed_deals(state, seat)))
        yield from to_seat(seat, *(f"kept/{p}" for p in kept(state, seat)))


def _review(_state: Exercise, _event: Any) -> Iterator[Dirty]:
    yield from to_room("bound")
    yield from to_steering("review")


def _whether(state: Exercise, event: Any) -> Iterator[Dirty]:
    yield from _review(state, event)
    yield from to_seats(state, "bar")


def _chairs(state: Exercise, _event: Any) -> Iterator[Dirty]:
    named = conveners(state)
    for seat in played(state):
        if seat in named:
            yield from to_seat(seat, "mychair")


def _proposal(state: Exercise, event: Any) -> Iterator[Dirty]:
    if not event.audience:
        yield from _chairs(state, event)


def _decision(state: Exercise, event: Any) -> Iterator[Dirty]:
    yield from _review(state, event)
    yield from _chairs(state, event)


def _followed(state: Exercise, event: ev.SeminarFollowed) -> Iterator[Dirty]:
    match event.change:
        case change.ClockSet() | change.StepBegun():
            yield from _chairs(state, event)
            if state.open_decision and state.open_decision.clock != Clock():
                yield from to_room("decision")
                yield from to_steering("deciding")
        case (
            change.SeatHeld() | change.MemberIn() | change.SeatLeft() | change.SeatGiven() | change.ProxySet()
        ):
            yield from _decision(state, event)


TOUCHED: Final[Touched] = {
    ev.BondsChanged: _bound,
    ev.ReviewCalled: _whether,
    ev.ReviewEnded: _whether,
    ev.RuleChanged: _review,
    ev.CommitteeNamed: _review,
    ev.PresenceMarked: _review,
    ev.VoteLent: _review,
    ev.VoteTakenBack: _review,
    ev.DecisionOpened: _decision,
    ev.DecisionClosed: _decision,
    ev.DecisionCancelled: _decision,
    ev.SigningOpened: _decision,
    ev.TextReopened: _decision,
    ev.SigningConcluded: _decision,
    ev.BriefConfirmed: _chairs,
    ev.ProposalMade: _proposal,
    ev.ProposalRevised: _proposal,
    ev.ProposalWithdrawn: _proposal,
    ev.FloorAsked: _chairs,
    ev.ListLeft: _chairs,
    ev.TurnStarted: _chairs,
    ev.SpeakerInvited: _chairs,
    ev.TurnEnded: _chairs,
    ev.RoleGiven: _chairs,
    ev.SeminarFollowed: _followed,
}
