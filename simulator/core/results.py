"""What the agreement is worth to each party in the room, against what it would have without one."""

from __future__ import annotations

from .budget import funding, pledge_cost
from .ids import SeatId
from .scoring import value
from .state.debrief import PartyResult
from .state.exercise import Exercise
from .work_plan import lead_cost


def parties(state: Exercise) -> tuple[SeatId, ...]:
    """The parties that are counted: those in the room that vote."""
    return tuple(s.id for s in state.seats.values() if s.votes)


def results_of(state: Exercise) -> tuple[PartyResult, ...]:
    """Every party's result, in the order of the seats."""
    covered = funding(state)
    return tuple(
        PartyResult(
            seat,
            value(
                state.rulebook, seat, state.package, state.clauses, funding=covered,
                cost=pledge_cost(state, seat) + lead_cost(state, seat),
            ),
            state.alternative_of(seat),
        )
        for seat in parties(state)
    )  # fmt: skip
