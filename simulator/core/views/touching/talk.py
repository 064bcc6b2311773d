"""What changes with a message, and only for its readers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...events import exercise as ev
from ...state.exercise import Exercise
from ..talk import touched
from .reach import Dirty, Touched, to_room, to_seat, to_steering


def _message(state: Exercise, event: ev.MessageSent) -> Iterator[Dirty]:
    for reader, key in touched(state, event):
        yield from to_seat(reader, key) if reader else to_room(key)
    if event.channel == "facilitator":
        yield from to_steering("alerts")


TOUCHED: Final[Touched] = {
    ev.MessageSent: _message,
}
