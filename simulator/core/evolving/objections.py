"""What stands on record beside a decision."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from ..events import exercise as ev
from ..state.exercise import Exercise
from .table import Evolvers


def _put(state: Exercise, event: ev.ObjectionPut) -> Exercise:
    decision = state.decisions[event.decision]
    objections = {s: text for s, text in decision.objections.items() if s != event.seat}
    if event.reason:
        objections[event.seat] = event.reason
    return replace(
        state, decisions={**state.decisions, event.decision: replace(decision, objections=objections)}
    )


EVOLVERS: Final[Evolvers] = {ev.ObjectionPut: _put}
