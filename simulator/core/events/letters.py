"""That private letters are open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

__all__ = ["LettersOpened"]


@dataclass(frozen=True, slots=True)
class LettersOpened:
    """From now on everybody of this room may read what organizations wrote to each other in private."""

    KIND: ClassVar[str] = "letters.opened"
    at: int


Event = LettersOpened
