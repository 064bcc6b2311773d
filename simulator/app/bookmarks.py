"""Moments that a facilitator marked while people talked, to come back to in the debrief.

Kept outside the log: the word is a facilitator's own, may name somebody, and can be taken away for good. One sheet for
each room, on the seminar.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from simulator.core.state.exercise import Exercise

from .guests import change_sheet, read_sheet
from .ports import Notes

WORD_LIMIT = 60
MOST = 200
"""The oldest make room: nobody looks through more in a debrief."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """``moment`` is the public version; ``at`` ms since 1970 UTC. The word may be empty."""

    id: str
    moment: int
    at: int
    word: str


class Bookmarks:
    """The bookmarks of each room."""

    def __init__(self, notes: Notes, clock: Callable[[], int]) -> None:
        self._notes, self._clock = notes, clock

    @staticmethod
    def _sheet(state: Exercise) -> str:
        return f"bookmarks {state.id}"

    def of(self, state: Exercise) -> tuple[Bookmark, ...]:
        """All of a room, in the order of its history."""
        held = read_sheet(self._notes, state.seminar, self._sheet(state))
        return tuple(sorted((Bookmark(**b) for b in held or ()), key=lambda b: (b.moment, b.at)))

    def add(self, state: Exercise, word: str, op: str = "") -> Bookmark:
        """Mark this moment. The same ``op`` again, sent by a page that heard no answer, marks nothing twice."""
        clean = " ".join(word.replace("\0", "").split())[:WORD_LIMIT]
        made = Bookmark(op[:64] or secrets.token_hex(6), state.public_version, self._clock(), clean)

        def change(held: Any) -> Any:
            old = held or []
            return old if any(b["id"] == made.id for b in old) else [*old, asdict(made)][-MOST:]

        change_sheet(self._notes, state.seminar, self._sheet(state), self._clock(), change)
        return made

    def remove(self, state: Exercise, bookmark: str) -> None:
        """Take one away; one that is gone already stays gone."""
        change_sheet(
            self._notes, state.seminar, self._sheet(state), self._clock(),
            lambda held: [b for b in held or [] if b["id"] != bookmark],
        )  # fmt: skip
