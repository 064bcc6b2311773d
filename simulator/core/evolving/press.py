"""Stories of the press."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from ..events import exercise as ev
from ..state.exercise import Exercise
from ..state.press import PressStory, StoryStatus
from .table import Evolvers


def _submitted(state: Exercise, event: ev.StorySubmitted) -> Exercise:
    story = PressStory(event.story, event.by, event.headline, event.text, event.at)
    return replace(state, press={**state.press, event.story: story})


def _settled(state: Exercise, story: str, status: StoryStatus, words: str, at: int) -> Exercise:
    old = state.press.get(story)
    if old is None:
        return state
    return replace(state, press={**state.press, story: replace(old, status=status, words=words, settled=at)})


EVOLVERS: Final[Evolvers] = {
    ev.StorySubmitted: _submitted,
    ev.StoryPublished: lambda state, e: _settled(state, e.story, "published", "", e.at),
    ev.StoryDeclined: lambda state, e: _settled(state, e.story, "declined", e.words, e.at),
}
