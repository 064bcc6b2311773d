"""What changes with a pledge."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ... import seminar_change as change
from ...events import exercise as ev
from ...ids import split_ref
from ...state.exercise import Exercise
from .reach import Dirty, Touched, to_room, to_seat, to_seats


def _pledge(state: Exercise, event: ev.PledgeMade | ev.PledgeRevised | ev.PledgeWithdrawn) -> Iterator[Dirty]:
    yield from to_room("balance", "shares", f"pledge/{event.pledge}")
    yield from to_seats(state, "help", "myshare")
    if isinstance(event, ev.PledgeMade):
        yield from to_seat(event.seat, "pledges")
    else:
        # the pledge no longer names its seat once it is gone; only seats with pledges can be meant
        yield from to_seats(state, "pledges")


def _adopted(state: Exercise, event: ev.ClauseAdopted) -> Iterator[Dirty]:
    """Pledges that wait for an option of this clause begin to count, or cease to."""
    clause = event.clause
    yield from to_room(
        *(f"pledge/{p.id}" for p in state.pledges.values() if split_ref(p.only_if)[0] == clause)
    )
    yield from to_room("shares")
    yield from to_seats(state, "pledges", "myshare")


def _followed(state: Exercise, event: ev.SeminarFollowed) -> Iterator[Dirty]:
    match event.change:
        case change.StepBegun() | change.ClockSet() | change.HelpSet():
            yield from to_seats(state, "pledges")


TOUCHED: Final[Touched] = {
    ev.ClauseAdopted: _adopted,
    ev.PledgeMade: _pledge,
    ev.PledgeRevised: _pledge,
    ev.PledgeWithdrawn: _pledge,
    ev.SeminarFollowed: _followed,
}
