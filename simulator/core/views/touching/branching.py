"""What changes where a room goes on in another one. Of a room that has just begun everything is made anew."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...events import exercise as ev
from ...state.exercise import Exercise
from .reach import Dirty, Touched, to_room, to_steering


def _told(_state: Exercise, _event: ev.BranchTold) -> Iterator[Dirty]:
    yield from to_room("goeson")
    yield from to_steering("wenton")


TOUCHED: Final[Touched] = {
    ev.BranchTold: _told,
}
