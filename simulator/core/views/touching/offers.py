"""What changes with an offer, for its parties; and for everybody once it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ... import seminar_change as change
from ...events import exercise as ev
from ...state.exercise import Exercise
from ..offers import my_offers, promises
from .reach import Dirty, Touched, played, to_room, to_seat


def _offer(state: Exercise, event: Any) -> Iterator[Dirty]:
    for seat in event.audience:
        yield from to_seat(seat, f"offer/{event.offer}")


def _all(state: Exercise, _event: Any = None) -> Iterator[Dirty]:
    """Clock, decisions and signing change what may be done with offers, and what became of them."""
    for seat in played(state):
        yield from to_seat(seat, *(f"offer/{o}" for o in my_offers(state, seat)))


def _adopted(state: Exercise, _event: ev.ClauseAdopted) -> Iterator[Dirty]:
    yield from to_room(*(f"promise/{o}" for o in promises(state)))
    yield from _all(state)


def _followed(state: Exercise, event: ev.SeminarFollowed) -> Iterator[Dirty]:
    if isinstance(event.change, change.StepBegun | change.ClockSet):
        yield from _all(state)


TOUCHED: Final[Touched] = {
    ev.OfferMade: _offer,
    ev.OfferAnswered: _offer,
    ev.OfferExtended: _offer,
    ev.OfferLapsed: _offer,
    ev.OfferWithdrawn: _offer,
    ev.OfferShown: lambda _state, event: to_room(f"promise/{event.offer}"),
    ev.ClauseAdopted: _adopted,
    ev.SigningOpened: _all,
    ev.TextReopened: _all,
    ev.SigningConcluded: _all,
    ev.SeminarFollowed: _followed,
}
