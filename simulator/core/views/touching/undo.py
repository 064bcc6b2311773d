"""What changes as facilitators do something that can be taken back, and as it is taken back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ...events import exercise as ev
from ...state.exercise import Exercise
from ..parts import PUBLIC, SCREEN, SEAT, STEERING, keys_of
from .reach import Dirty, Touched, played, to_room, to_screen, to_seat, to_steering


def _done(state: Exercise, event: Any) -> Iterator[Dirty]:
    # acts of seats are not on the list, but for those that a facilitator recorded
    if getattr(event, "recorded", True):
        yield from to_steering("happened")


def _undone(state: Exercise, event: ev.ActUndone) -> Iterator[Dirty]:
    """It is rare, and reaches far: everything is looked at again, also what is gone with it."""
    yield from to_room(*keys_of(state, PUBLIC), f"pledge/{event.about}")
    yield from to_screen(*keys_of(state, SCREEN))
    yield from to_steering(*keys_of(state, STEERING))
    for seat in played(state):
        yield from to_seat(seat, *keys_of(state, SEAT, seat))


TOUCHED: Final[Touched] = {
    ev.ActUndone: _undone,
    ev.BallotCast: _done,
    ev.StanceSet: _done,
    ev.PledgeMade: _done,
    ev.PledgeRevised: _done,
    ev.PledgeWithdrawn: _done,
    ev.SignatureGiven: _done,
    ev.DecisionOpened: _done,
    ev.DecisionCancelled: _done,
    ev.DecisionClosed: _done,
    ev.CommitteeNamed: _done,
}
