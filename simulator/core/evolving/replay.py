"""How far the replay is opened, and which moment is on the wall: until the room turns to something else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from .. import seminar_change as change
from ..events import exercise as ev
from ..state.exercise import Exercise
from ..state.replay import Moment
from .table import Evolvers


def _shown(state: Exercise, event: ev.MomentShown) -> Exercise:
    return replace(state, moment=Moment(event.moment, event.clause) if event.moment else None)


def _over(state: Exercise, _event: Any) -> Exercise:
    return replace(state, moment=None) if state.moment else state


def _followed(state: Exercise, event: ev.SeminarFollowed) -> Exercise:
    ends = isinstance(event.change, change.StepBegun | change.SceneSet)
    return _over(state, event) if ends else state


EVOLVERS: Final[Evolvers] = {
    ev.ReplayOpened: lambda state, event: replace(state, replay=event.level),
    ev.MomentShown: _shown,
    ev.SeminarFollowed: _followed,
    ev.FloorPut: _over,
    ev.DecisionOpened: _over,
    ev.SenseOpened: _over,
    ev.SigningOpened: _over,
    ev.TrialCalled: _over,
    ev.TrialTold: _over,
    ev.ResultsRevealed: _over,
}
