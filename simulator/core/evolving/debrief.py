"""What has been counted for the debrief, and what of it is shown."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from ..events import exercise as ev
from ..state.exercise import Exercise
from .table import Evolvers

STAGE: Final = "debrief"


def _counted(state: Exercise, event: ev.ResultsCounted) -> Exercise:
    return replace(state, debrief=replace(state.debrief, results=event.results))


def _left(state: Exercise, event: ev.LeftCounted) -> Exercise:
    return replace(state, debrief=replace(state.debrief, left=event.left))


def _revealed(state: Exercise, event: ev.ResultsRevealed) -> Exercise:
    shown = (*state.debrief.shown, event.what)
    return replace(state, debrief=replace(state.debrief, shown=shown), stage=STAGE)


EVOLVERS: Final[Evolvers] = {
    ev.ResultsCounted: _counted,
    ev.LeftCounted: _left,
    ev.ResultsRevealed: _revealed,
}
