"""My objection to a decision in which I have no vote."""

from __future__ import annotations

from dataclasses import dataclass

from ..commands import exercise as cmd
from ..ids import DecisionId, SeatId
from ..permissions import may
from ..state.exercise import Exercise
from .outcome import latest_decision
from .seat import delegate


@dataclass(frozen=True, slots=True)
class MyObjection:
    """What I have put on record; nobody else reads it before the decision is counted."""

    decision: DecisionId
    reason: str
    enabled: bool


def my_objection(state: Exercise, seat: SeatId) -> MyObjection | None:
    """My objection; None where nothing is before the room, where I vote, or where none are kept."""
    decision = latest_decision(state)
    if decision is None:
        return None
    reason = decision.objections.get(seat, "")
    enabled = may(state, delegate(state, seat), cmd.PutObjection, seat, decision.id)
    return MyObjection(decision.id, reason, enabled) if enabled or reason else None
