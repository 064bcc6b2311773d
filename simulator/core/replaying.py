"""When a room may be played back, and how much of it there is to see."""

from __future__ import annotations

from typing import Final

from .state.exercise import Exercise

PUBLIC, HANDS, LETTERS = "public", "hands", "letters"
LEVELS: Final = (PUBLIC, HANDS, LETTERS)
"""What everybody could see then; also closed hands, once they were counted; also letters that were opened."""


def debrief_begun(state: Exercise) -> bool:
    """Whether the running order has come to the debrief, or past it."""
    steps = state.rulebook.steps
    first = next((i for i, s in enumerate(steps) if s.kind == "debrief"), len(steps))
    now = next((i for i, s in enumerate(steps) if s.id == state.step), -1)
    return now >= first


def shows(level: str, wanted: str) -> bool:
    """Whether a replay at ``level`` shows what belongs to ``wanted``."""
    return LEVELS.index(level) >= LEVELS.index(wanted)
