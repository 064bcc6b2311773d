"""What changes when private letters are opened, and when they can be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ... import seminar_change as change
from ...events import exercise as ev
from ...state.exercise import Exercise
from .reach import Dirty, Touched, to_room, to_steering


def _opened(_state: Exercise, _event: ev.LettersOpened) -> Iterator[Dirty]:
    yield from to_room("letters")
    yield from to_steering("letterdesk")


def _followed(_state: Exercise, event: ev.SeminarFollowed) -> Iterator[Dirty]:
    if isinstance(event.change, change.StepBegun):
        yield from to_steering("letterdesk")


TOUCHED: Final[Touched] = {ev.LettersOpened: _opened, ev.SeminarFollowed: _followed}
