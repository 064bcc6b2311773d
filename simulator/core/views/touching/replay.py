"""What changes when the replay is opened further, when everybody may open it, and when a moment comes on the wall or
goes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ... import seminar_change as change
from ...events import exercise as ev
from ...state.exercise import Exercise
from .reach import Dirty, Touched, to_room, to_screen, to_steering


def _wall(_state: Exercise, _event: Any) -> Iterator[Dirty]:
    yield from to_screen("scene", "moment")
    yield from to_steering("control")


def _followed(state: Exercise, event: ev.SeminarFollowed) -> Iterator[Dirty]:
    if isinstance(event.change, change.StepBegun):
        yield from to_room("replay")
    if isinstance(event.change, change.StepBegun | change.SceneSet):
        yield from _wall(state, event)


TOUCHED: Final[Touched] = {
    # the replay is a page of its own: it reads the log, and only the wall looks on
    ev.ReplayOpened: lambda _state, _event: to_room("replay"),
    ev.SeminarFollowed: _followed,
    ev.MomentShown: _wall,
    ev.FloorPut: _wall,
    ev.DecisionOpened: _wall,
    ev.SenseOpened: _wall,
    ev.SigningOpened: _wall,
    ev.TrialCalled: _wall,
    ev.TrialTold: _wall,
    ev.ResultsRevealed: _wall,
}
