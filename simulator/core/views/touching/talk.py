"""What changes with a message, and only for its readers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ... import seminar_change as change
from ...events import exercise as ev
from ...state.exercise import Exercise
from ..talk import touched
from .reach import Dirty, Touched, to_room, to_seat, to_steering


def _message(state: Exercise, event: ev.MessageSent) -> Iterator[Dirty]:
    for reader, key in touched(state, event):
        yield from to_seat(reader, key) if reader else to_room(key)
    if event.channel == "facilitator":
        yield from to_steering("alerts")


def _opened(_state: Exercise, _event: ev.LettersOpened) -> Iterator[Dirty]:
    yield from to_room("letters")
    yield from to_steering("letterdesk")


def _followed(_state: Exercise, event: ev.SeminarFollowed) -> Iterator[Dirty]:
    if isinstance(event.change, change.StepBegun):
        yield from to_steering("letterdesk")


TOUCHED: Final[Touched] = {
    ev.MessageSent: _message,
    ev.LettersOpened: _opened,
    ev.SeminarFollowed: _followed,
}
