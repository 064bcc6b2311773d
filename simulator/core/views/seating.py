"""Where everybody sits in the half-circle: caucus beside caucus, in the order of the scenario's sectors."""

from __future__ import annotations

from ..ids import SeatId
from ..state.exercise import Exercise


def seating(state: Exercise) -> tuple[SeatId, ...]:
    """The seats from the left end of the room to the right."""
    order = {sector.code: i for i, sector in enumerate(state.rulebook.sectors)}
    number = {seat: state.organization(seat).number for seat in state.seats}
    return tuple(sorted(state.seats, key=lambda s: (order[state.seats[s].sector], number[s])))


def place_in_room(state: Exercise, seat: SeatId) -> tuple[int, int]:
    """A seat's place, counted from 0 at the left end, and how many places there are."""
    order = seating(state)
    return order.index(seat), len(order)
