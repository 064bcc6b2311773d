"""What changes with the consent list, and with whatever takes something off it or lets somebody object."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ... import seminar_change as change
from ...events import exercise as ev
from ...state.exercise import Exercise
from .reach import Dirty, Touched, played, to_room, to_screen, to_seat, to_seats, to_steering


def _list(state: Exercise, _event: Any) -> Iterator[Dirty]:
    yield from to_room("consents")
    yield from to_screen("scene")
    yield from to_steering("consentdesk")
    yield from to_seats(state, "bar", *(f"myconsent/{key}" for key in state.consents.items))


def _begun(state: Exercise, event: Any) -> Iterator[Dirty]:
    yield from _list(state, event)
    yield from to_seats(state, "panels")  # the room no longer looks at what a sense check brought up


def _noted(_state: Exercise, event: ev.ConsentNoted) -> Iterator[Dirty]:
    yield from to_room("consents")
    yield from to_steering("consentdesk")
    yield from to_seat(event.seat, f"myconsent/{event.item}")


def _where_listed(state: Exercise, event: Any) -> Iterator[Dirty]:
    yield from to_steering("consentdesk")
    if state.consents.items:
        yield from _list(state, event)


def _proposed(state: Exercise, event: Any) -> Iterator[Dirty]:
    if not event.audience:
        yield from _where_listed(state, event)


def _followed(state: Exercise, event: ev.SeminarFollowed) -> Iterator[Dirty]:
    match event.change:
        case change.StepBegun() | change.ClockSet():
            yield from to_room("consents")
            yield from _where_listed(state, event)
        case (
            change.SeatHeld() | change.MemberIn() | change.SeatLeft() | change.SeatGiven() | change.ProxySet()
        ):
            yield from to_steering("consentdesk")
            # a seat's right to object goes and comes with its people
            for seat in played(state):
                yield from to_seat(seat, *(f"myconsent/{item.id}" for item in state.consents.listed))


TOUCHED: Final[Touched] = {
    ev.ConsentListed: _begun,
    ev.ConsentObjected: _list,
    ev.ConsentNoted: _noted,
    ev.ConsentTakenOff: _list,
    ev.ConsentLapsed: _list,
    ev.DecisionOpened: _where_listed,
    ev.DecisionClosed: _where_listed,
    ev.DecisionCancelled: _where_listed,
    ev.ClauseAdopted: _where_listed,
    ev.RuleChanged: _where_listed,
    ev.CommitteeNamed: _where_listed,
    ev.DelegatesSeated: _where_listed,
    ev.FloorPut: lambda _state, _event: to_steering("consentdesk"),
    ev.ProposalMade: _proposed,
    ev.ProposalRevised: _proposed,
    ev.ProposalWithdrawn: _proposed,
    ev.SigningOpened: _where_listed,
    ev.TextReopened: _where_listed,
    ev.SeminarFollowed: _followed,
}
