"""Where everybody sits in the half-circle: caucus beside caucus, in the order of their hues."""

from __future__ import annotations

from ..ids import SeatId
from ..state.exercise import Exercise


def seating(state: Exercise) -> tuple[SeatId, ...]:
    """The seats from the left end of the room to the right."""
    hues = {sector.code: sector.hue for sector in state.rulebook.sectors}

    def place(seat: SeatId) -> tuple[int, str, int]:
        code = state.seats[seat].sector
        return hues[code], code, state.organization(seat).number

    return tuple(sorted(state.seats, key=place))


def place_in_room(state: Exercise, seat: SeatId) -> tuple[int, int]:
    """A seat's place, counted from 0 at the left end, and how many places there are."""
    order = seating(state)
    return order.index(seat), len(order)
