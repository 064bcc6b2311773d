"""Opening what organizations wrote to each other in private."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

__all__ = ["OpenLetters"]


@dataclass(frozen=True, slots=True)
class OpenLetters:
    """In the debrief: everybody of this room may read what organizations wrote to each other in private."""

    KIND: ClassVar[str] = "letters.open"


Command = OpenLetters
