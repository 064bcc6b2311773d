"""What the seats do: marks with a reason on the options of a step, and messages to the plenary.

Every action carries its number in a text that each seat gets to see, so that its arrival is recognised there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from simulator.core.ids import StepId
from simulator.core.rulebook import Rulebook

NUMBER = re.compile(rb"@(\d+)@")
OBJECTORS = 4
"""One seat in so many gives a reason on a clause: what a full room leaves on the wall, not an empty one."""
REASON = "We can accept this only with a review after two years and a named source of money."
MESSAGE = "Our members ask that the corridor money is settled before anybody talks about the fee again."


def numbered(text: str, number: int) -> str:
    """``text`` with an action's number in it."""
    return f"{text} @{number}@".strip()


def without_numbers(text: str) -> str:
    """The same length of text, in which no number is recognised any more."""
    return text.replace("@", "#")


@dataclass(frozen=True, slots=True)
class Deed:
    """One action: who sends it and what."""

    seat: int
    kind: str
    fields: dict[str, Any]


def busiest_step(book: Rulebook) -> StepId:
    """The step that discusses most clauses."""
    return max(book.steps, key=lambda s: len(s.clauses)).id


def places_of(book: Rulebook, step: StepId, seats: int) -> list[tuple[int, str]]:
    """(seat, option) pairs: on each clause of the step every fourth seat objects, to one option that is its own."""
    clauses = [c for c in book.step_of[step].clauses if c in book.default_clauses] or list(
        book.default_clauses
    )
    found = []
    for at, clause in enumerate(clauses):
        refs = book.refs(clause)
        objectors = (seat for seat in range(seats) if (seat + at) % OBJECTORS == 0)
        found += [(seat, refs[(seat // OBJECTORS) % len(refs)]) for seat in objectors]
    return found


def stances(book: Rulebook, step: StepId, seats: int, seed: int) -> Iterator[tuple[Deed, str]]:
    """Endless (deed, text to number): random seats change their mark and give a new reason. No place comes twice
    before all others have come, so that a later reason never replaces one that is still on its way."""
    random, places = Random(seed), places_of(book, step, seats)
    random.shuffle(places)
    turn = 0
    while True:
        for seat, ref in places:
            value = ("with", "no")[(turn + seat) % 2]
            yield Deed(seat, "stance.set", {"target": ref, "value": value, "seen": "1"}), "reason"
        turn += 1


def messages(seats: int, seed: int) -> Iterator[tuple[Deed, str]]:
    """Endless messages to everybody: each is a part that is made once for all pages."""
    random = Random(seed)
    while True:
        yield Deed(random.randrange(seats), "message.send", {"channel": "plenary"}), "text"


def fields_of(deed: Deed, place: str, number: int) -> dict[str, Any]:
    """The fields of an action as they are sent."""
    text = REASON if place == "reason" else MESSAGE
    return {**deed.fields, place: numbered(text, number)}
