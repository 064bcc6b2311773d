"""What a story of the press changes on the pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...envelope import reporter_audience
from ...events import exercise as ev
from ...state.exercise import Exercise
from .reach import Dirty, Touched, to_room, to_screen, to_steering


def _of_reporter(state: Exercise, story: str) -> Iterator[Dirty]:
    """The desk, and the page of whoever wrote it."""
    yield from to_steering("pressdesk")
    found = state.press.get(story)
    if found:
        yield Dirty(reporter_audience(found.by), "mystories")


def _front_page(state: Exercise, story: str) -> Iterator[Dirty]:
    yield from _of_reporter(state, story)
    yield from to_room("press")
    # a first story makes a paper that the wall can show
    yield from to_screen("scene")
    yield from to_steering("control")


def _declined(state: Exercise, event: ev.StoryDeclined) -> Iterator[Dirty]:
    return _front_page(state, event.story) if event.printed else _of_reporter(state, event.story)


TOUCHED: Final[Touched] = {
    ev.StorySubmitted: lambda state, event: _of_reporter(state, event.story),
    ev.StoryPublished: lambda state, event: _front_page(state, event.story),
    ev.StoryDeclined: _declined,
}
