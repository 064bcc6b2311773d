"""How caucuses choose their delegates, told in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from jinja2 import Environment

from simulator.core.views.delegates import CaucusRow, Delegate, LastCount, MyDelegates, ToSeat

from .counts import listed

_MARKS = Sequence[tuple[str, int]]


def _marks(marks: _MARKS) -> str:
    """ "Core city 3, Suburb 1"."""
    return ", ".join(f"{name} {n}" for name, n in marks)


def _places(n: int) -> str:
    return "one place" if n == 1 else f"{n} places"


def sitting_words(sitting: Sequence[Delegate]) -> str:
    """Who sits for a caucus; who left or is away is named as such."""
    words = {"left": " (has left)", "away": " (away)"}
    return listed([d.short + words.get(d.state, "") for d in sitting]) or "nobody yet"


def marked_words(row: CaucusRow | ToSeat) -> str:
    """What is marked now: "2 of 6 have marked: Core city 2, Suburb 1"."""
    verb = "has" if row.voted == 1 else "have"
    if not row.marks:
        return f"Nobody of {row.of} has marked anybody."
    return f"{row.voted} of {row.of} {verb} marked: {_marks(row.marks)}."


def last_count_words(count: LastCount) -> str:
    """The arithmetic of the last choice, with its tie and who settled it."""
    verb = "had" if count.voted > 1 else "alone had"
    text = f"Chosen by marks: {_marks(count.marks)}; {count.voted} of {count.of} {verb} marked."
    if count.tied:
        text += f" {listed(count.tied)} were level; the facilitator chose {listed(count.settled)}."
    if count.kept:
        text += f" Fewer were marked than there are places, so {listed(count.kept)} stayed."
    return text


def to_seat_words(row: ToSeat) -> str:
    """What the count would come to, and what there is to settle."""
    if not row.tied:
        return f"{listed(row.sure)} would sit ({_places(row.places)})."
    sure = f"{listed(row.sure)} would sit. " if row.sure else ""
    level = listed([name for _, name in row.tied])
    return f"{sure}{level} are level for {_places(row.left)}: ask the caucus, then choose."


def missing_words(mine: MyDelegates) -> str:
    """What the caucus is told of delegates who are not here; empty where all are."""
    said = [f"{d.short} has left" if d.state == "left" else f"{d.short} is away" for d in mine.missing]
    return (
        f"{listed(said)}. You may choose anew: tap whom you want, and the facilitator counts." if said else ""
    )


def my_places_words(mine: MyDelegates) -> str:
    """What to do."""
    return (
        f"Your caucus has {_places(mine.places)} on the committee that decides. Tap everybody you want there, yourself "
        "included. The facilitator counts; most marks sit. Your caucus sees how many marked whom, never who did."
    )


def register(environment: Environment) -> None:
    """Give these to the templates."""
    environment.globals.update(
        sitting_words=sitting_words, marked_words=marked_words, last_count_words=last_count_words,
        to_seat_words=to_seat_words, missing_words=missing_words, my_places_words=my_places_words,
    )  # fmt: skip
