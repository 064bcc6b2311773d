"""Where groups meet: until the next step."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from .. import seminar_change as change
from ..events import exercise as ev
from ..state.exercise import Exercise
from .table import Evolvers


def _given(state: Exercise, event: ev.LinkGiven) -> Exercise:
    others = {group: key for group, key in state.meetings.items() if group != event.group}
    return replace(state, meetings={**others, event.group: event.key} if event.key else others)


def _followed(state: Exercise, event: ev.SeminarFollowed) -> Exercise:
    return replace(state, meetings={}) if isinstance(event.change, change.StepBegun) else state


EVOLVERS: Final[Evolvers] = {ev.LinkGiven: _given, ev.SeminarFollowed: _followed}
