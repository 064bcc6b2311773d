"""Counting whom a caucus wants on the steering committee: most marks first, a tie at the last place left open."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from .ids import SeatId, SectorCode
from .state.exercise import Exercise


@dataclass(frozen=True, slots=True)
class CaucusChoice:
    """What the marks of a caucus come to now. ``sure`` have their place; ``left`` places are for some of ``tied``."""

    places: int
    members: tuple[SeatId, ...]
    marks: tuple[tuple[SeatId, int], ...]
    voted: int
    sure: tuple[SeatId, ...]
    tied: tuple[SeatId, ...]
    left: int


def is_chosen_by_caucuses(state: Exercise) -> bool:
    """Whether the caucuses choose delegates now: a steering rule is in force, and the seminar has time for it."""
    rule = state.rule or state.rulebook.default_rule
    return state.depth == "full" and rule.kind == "steering"


def members(state: Exercise, sector: SectorCode) -> tuple[SeatId, ...]:
    """The voting members of a caucus, in the scenario's order."""
    return tuple(s for s in state.voters if state.seats[s].sector == sector)


def caucus_choice(state: Exercise, sector: SectorCode) -> CaucusChoice:
    """Count the marks of those who vote for those who vote; who left neither marks nor is marked."""
    rule, here = state.rule or state.rulebook.default_rule, members(state, sector)
    given = [state.choosing.marks.get(s, ()) for s in here]
    count = Counter(d for wanted in given for d in wanted if d in here)
    marks = tuple((s, count[s]) for s in sorted(here, key=lambda s: -count[s]) if count[s])
    places = min(rule.per_caucus, len(here))
    voted = sum(any(d in here for d in wanted) for wanted in given)
    if len(marks) <= places:
        return CaucusChoice(places, here, marks, voted, tuple(s for s, _ in marks), (), 0)
    last = marks[places - 1][1]
    sure = tuple(s for s, n in marks if n > last)
    level = tuple(s for s, n in marks if n == last)
    left = places - len(sure)
    if len(level) == left:
        return CaucusChoice(places, here, marks, voted, (*sure, *level), (), 0)
    return CaucusChoice(places, here, marks, voted, sure, level, left)
