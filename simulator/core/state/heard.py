"""Whether people were heard: what seats answered after a round, and how long each spoke, by taps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..ids import GroupId, SeatId, StepId

YES, PARTLY, NO = "yes", "partly", "no"
HEARD = (YES, PARTLY, NO)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a seat said to the two questions. ``heard`` is empty where it would rather not say; ``changed`` are the
    organizations that changed its mind, or ``nobody`` did; neither: it did not say."""

    heard: str = ""
    note: str = ""
    changed: tuple[SeatId, ...] = ()
    nobody: bool = False
    at: int = 0


@dataclass(frozen=True, slots=True)
class HeardRound:
    """The two questions, asked in a ``step`` of the seats that people held then (``asked``)."""

    id: str
    step: StepId
    asked: tuple[SeatId, ...]
    at: int
    open: bool = True
    answers: Mapping[SeatId, Answer] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Talking:
    """Who speaks at a table, since when (ms since 1970 UTC)."""

    seat: SeatId
    since: int


@dataclass(frozen=True, slots=True)
class Heard:
    """``spoken`` is in ms, by taps alone and never by typing: in the whole seminar, and in this step
    (``spoken_now``); ``turns`` counts how often."""

    rounds: tuple[HeardRound, ...] = ()
    talking: Mapping[GroupId, Talking] = field(default_factory=dict)
    spoken: Mapping[SeatId, int] = field(default_factory=dict)
    spoken_now: Mapping[SeatId, int] = field(default_factory=dict)
    turns: Mapping[SeatId, int] = field(default_factory=dict)

    @property
    def open(self) -> HeardRound | None:
        """The questions that stand open now; there is at most one round of them."""
        last = self.rounds[-1] if self.rounds else None
        return last if last and last.open else None
