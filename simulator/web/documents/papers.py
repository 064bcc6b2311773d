"""The files of each room, made once for each state of it and outside the event loop."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Final

from simulator.core.ids import ExerciseId
from simulator.core.state.exercise import Exercise

from ..agreement import agreement_page
from .data import agreement_json
from .word import agreement_docx

InThread = Callable[..., Any]
"""Runs a function with its arguments where it holds nobody up, and returns what it returns."""

MAKERS: Final[dict[str, Callable[[dict[str, Any], int], bytes]]] = {
    "docx": agreement_docx,
    "json": agreement_json,
}


class Papers:
    """Keeps the newest files of every room: at the end of a seminar everybody asks for the same one at once.

    One file is made at a time. A Word file of 48 organizations takes a third of a second of Python, and a room full of
    people who tap together must not fill both processors with copies of it.
    """

    def __init__(self, in_thread: InThread) -> None:
        self._in_thread = in_thread
        self._made: dict[tuple[ExerciseId, str], tuple[int, bytes]] = {}
        self._one_at_a_time = threading.Lock()

    def get(self, state: Exercise, kind: str, at: int) -> bytes:
        """The agreement as ``docx`` or ``json``. ``at`` is when it is made, ms since 1970 UTC."""
        key, version = (state.id, kind), state.public_version
        with self._one_at_a_time:
            kept = self._made.get(key)
            if kept is None or kept[0] != version:
                kept = (version, self._in_thread(MAKERS[kind], agreement_page(state), at))
                self._made[key] = kept
        return kept[1]
