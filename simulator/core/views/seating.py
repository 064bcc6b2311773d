"""How a seat is shown wherever it is named, and where it sits in the half-circle: caucus beside caucus, by hue."""

from __future__ import annotations

from ..ids import SeatId
from ..state.exercise import Exercise
from ..state.seats import Seat


def hue(state: Exercise, seat: SeatId) -> int:
    """The color number of a seat's sector, 0 for the facilitator."""
    return state.rulebook.sector_of[state.seats[seat].sector].hue if seat in state.seats else 0


def short(state: Exercise, seat: SeatId) -> str:
    """The short name of a seat; empty for the facilitator."""
    return state.organization(seat).short if seat in state.seats else ""


def spoken_for(state: Exercise, seat: Seat) -> str:
    """Who speaks for a seat that its people left: a short name while somebody sits there, else empty."""
    return short(state, seat.proxy) if seat.proxy and state.seats[seat.proxy].person else ""


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
