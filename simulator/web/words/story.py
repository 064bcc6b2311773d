"""The story so far, in sentences."""

from __future__ import annotations

from jinja2 import Environment

from simulator.core.views.bar import Bar
from simulator.core.views.clauses import Adoptions
from simulator.core.views.room import GroupRow, Head
from simulator.core.views.story import Vote

from .counts import listed, terms_title
from .seat import BALLOT_WORDS

VERDICT = {"open": "the count is still open", "passed": "it was adopted", "failed": "it was not adopted"}


def step_words(head: Head) -> str:
    """Which step it is, of how many."""
    place = next((n for n, s in enumerate(head.steps, 1) if s.state == "now"), 0)
    if not place:
        return f"{len(head.steps)} steps lie before the room; none has begun."
    after = [s.title for s in head.steps[place : place + 2]]
    then = f" Then: {listed(after)}." if after else " It is the last one."
    return f"Step {place} of {len(head.steps)}: {head.step}.{then}"


def agreed_words(agreed: Adoptions) -> str:
    """How much of the agreement stands."""
    done, every = len(agreed.settled), len(agreed.settled) + len(agreed.open)
    if not done:
        return f"Nothing is adopted yet; {every} clauses are open."
    return f"{done} of {every} clauses are adopted."


def seated_words(bar: Bar) -> str:
    """Where the seat's people sit, and with whom."""
    if not bar.step:
        return "Take any free chair, and say who you are."
    if not bar.place:
        return "Everybody sits together in this step. Take any free chair, and say who you are."
    with_whom = f", with {listed(bar.companions)}" if bar.companions else ""
    return f"Your table is number {bar.place}{with_whom}."


def group_lead_words(group: GroupRow) -> str:
    """Who speaks for a table, and who writes."""
    speaks, writes = group.spokesperson, group.scribe
    if speaks and speaks == writes:
        return f"{speaks} speaks and writes"
    named = [f"{speaks} speaks" if speaks else "nobody speaks yet", *([f"{writes} writes"] if writes else [])]
    return ", ".join(named)


def vote_words(vote: Vote) -> str:
    """What we voted, and what came of it."""
    choice = BALLOT_WORDS.get(vote.choice, vote.choice)
    return f"{terms_title(vote.terms)}: we said “{choice}”; {VERDICT.get(vote.status, vote.status)}."


def register(environment: Environment) -> None:
    """Give these to the templates."""
    environment.globals.update(
        step_words=step_words, agreed_words=agreed_words, seated_words=seated_words, vote_words=vote_words,
        group_lead_words=group_lead_words,
    )  # fmt: skip
