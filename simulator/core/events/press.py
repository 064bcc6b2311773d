"""Stories of the press: handed in, printed, or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..ids import PersonId

__all__ = ["StorySubmitted", "StoryPublished", "StoryDeclined"]


@dataclass(frozen=True, slots=True)
class StorySubmitted:
    """A reporter handed in a story. For those who steer alone, and for the reporter."""

    KIND: ClassVar[str] = "press.submitted"
    story: str
    by: PersonId
    headline: str
    text: str
    at: int


@dataclass(frozen=True, slots=True)
class StoryPublished:
    """A story stands on the front page."""

    KIND: ClassVar[str] = "press.published"
    story: str
    at: int


@dataclass(frozen=True, slots=True)
class StoryDeclined:
    """A story was not printed, for this reason. ``printed``: it stood on the front page, and comes off it."""

    KIND: ClassVar[str] = "press.declined"
    story: str
    words: str
    printed: bool
    at: int


Event = StorySubmitted | StoryPublished | StoryDeclined
