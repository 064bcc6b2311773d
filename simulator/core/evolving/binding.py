"""What binds the room, the clock of its decision, and a review of its rule."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from .. import seminar_change as change
from ..clockwork import Clock
from ..events import exercise as ev
from ..state.binding import Review
from ..state.exercise import Exercise
from .table import Evolvers


def _followed(state: Exercise, event: ev.SeminarFollowed) -> Exercise:
    decision = state.open_decision
    if decision is None or decision.clock == Clock():
        return state
    match event.change:
        case change.ClockSet(clock, gap):
            after = decision.clock.following(state.clock, clock, gap)
        case change.StepBegun(step, clock) if state.clock.paused:
            # a step begins at its full length, so that tells the instant in which the room goes on
            begun = state.minutes_of(step) * 60_000
            after = decision.clock.started((clock.ends_at or 0) - begun)
        case _:
            return state
    decisions = {**state.decisions, decision.id: replace(decision, clock=after)}
    return replace(state, decisions=decisions)


def _closed(state: Exercise, event: ev.DecisionClosed) -> Exercise:
    # what the room decides ends the review: another rule, the same one, or that it can decide after all
    ends = state.decisions[event.decision].review or event.outcome.passed
    return replace(state, review=None) if ends else state


EVOLVERS: Final[Evolvers] = {
    ev.BondsChanged: lambda state, e: replace(state, bonds=e.bonds),
    ev.ReviewCalled: lambda state, e: replace(state, review=Review(e.failed, e.at)),
    ev.ReviewEnded: lambda state, _e: replace(state, review=None),
    ev.DecisionClosed: _closed,
    ev.SeminarFollowed: _followed,
}
