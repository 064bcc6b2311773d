"""The press: what everybody reads, what waits for a facilitator, and what a reporter hears of their own stories."""

from __future__ import annotations

from dataclasses import dataclass

from ..deciding.press import HEADLINE_LIMIT, MOST_OF_ONE, STORY_LIMIT
from ..ids import PersonId
from ..state.exercise import Exercise
from ..state.press import PressStory

SHOWN = 12
"""The newest printed stories; older ones went out with yesterday's paper."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A story as everybody reads it. ``at``: when it was printed, ms since 1970 UTC."""

    id: str
    headline: str
    text: str
    at: int


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A story as a facilitator has it; ``by`` is an opaque id, whose name is looked up outside the core."""

    id: str
    by: PersonId
    headline: str
    text: str
    at: int


@dataclass(frozen=True, slots=True)
class PressDesk:
    """What waits, oldest first, and what is printed, newest first."""

    waiting: tuple[HandedIn, ...]
    printed: tuple[HandedIn, ...]


@dataclass(frozen=True, slots=True)
class MyStory:
    """A story of mine and what became of it."""

    id: str
    headline: str
    text: str
    status: str  # waiting, published, declined
    words: str
    at: int


@dataclass(frozen=True, slots=True)
class MyStories:
    """Mine, newest first; how long one may be; whether one more may be handed in now."""

    stories: tuple[MyStory, ...]
    more: bool
    headline: int
    text: int


def _printed(state: Exercise) -> list[PressStory]:
    found = (s for s in state.press.values() if s.status == "published")
    return sorted(found, key=lambda s: s.settled, reverse=True)[:SHOWN]


def front_page(state: Exercise) -> tuple[Printed, ...]:
    """What the press wrote and a facilitator printed, newest first."""
    return tuple(Printed(s.id, s.headline, s.text, s.settled) for s in _printed(state))


def press_desk(state: Exercise) -> PressDesk:
    """What a facilitator has to decide on, and what stands on the front page."""

    def card(s: PressStory) -> HandedIn:
        return HandedIn(s.id, s.by, s.headline, s.text, s.at)

    waiting = (card(s) for s in state.press.values() if s.status == "waiting")
    return PressDesk(tuple(waiting), tuple(card(s) for s in _printed(state)))


def my_stories(state: Exercise, reporter: PersonId) -> MyStories:
    """What a reporter handed in."""
    mine = [s for s in reversed(list(state.press.values())) if s.by == reporter]
    waiting = sum(s.status == "waiting" for s in mine)
    return MyStories(
        tuple(MyStory(s.id, s.headline, s.text, s.status, s.words, s.at) for s in mine[:SHOWN]),
        waiting < MOST_OF_ONE, HEADLINE_LIMIT, STORY_LIMIT,
    )  # fmt: skip
