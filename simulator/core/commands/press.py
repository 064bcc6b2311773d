"""What reporters hand in, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

__all__ = ["SubmitStory", "PublishStory", "DeclineStory"]


@dataclass(frozen=True, slots=True)
class SubmitStory:
    """A guest who plays the press hands in a story. The facilitator alone reads it until it is published."""

    KIND: ClassVar[str] = "press.submit"
    headline: str
    text: str


@dataclass(frozen=True, slots=True)
class PublishStory:
    """A story that waits goes onto the front page of the room."""

    KIND: ClassVar[str] = "press.publish"
    story: str


@dataclass(frozen=True, slots=True)
class DeclineStory:
    """A story that waits is not printed, or one that was printed comes off the front page; ``words`` say why."""

    KIND: ClassVar[str] = "press.decline"
    story: str
    words: str


Command = SubmitStory | PublishStory | DeclineStory
