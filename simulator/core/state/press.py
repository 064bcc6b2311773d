"""Stories of the press."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..ids import PersonId

StoryStatus = Literal["waiting", "published", "declined"]


@dataclass(frozen=True, slots=True)
class PressStory:
    """A story that a reporter handed in at ``at``; ``words`` say why it was declined, ``settled`` when it was decided
    (both ms since 1970 UTC, 0: not yet)."""

    id: str
    by: PersonId
    headline: str
    text: str
    at: int
    status: StoryStatus = "waiting"
    words: str = ""
    settled: int = 0
