"""The order of the speakers: points of order first, then whom a facilitator invited, then those who speak for a group,
then who asked first."""

from __future__ import annotations

from .ids import SeatId
from .state.exercise import Exercise


def speaks_for_group(state: Exercise, seat: SeatId) -> bool:
    """Whether this seat is the spokesperson of a group of the step."""
    return any(g.spokesperson == seat for g in state.groups)


def speaking_order(state: Exercise) -> tuple[SeatId, ...]:
    """Who speaks next, and after them. Sorting keeps the order of asking within each kind."""
    waiting = sorted(state.speaking.waiting, key=lambda seat: not speaks_for_group(state, seat))
    return (*state.speaking.points, *state.speaking.invited, *waiting)
