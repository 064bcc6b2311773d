"""Pledges in words: what they wait for, what they said before, and when they were taken back."""

from __future__ import annotations

from jinja2 import Environment

from simulator.core.views.clauses import Term
from simulator.core.views.outcome import PledgeRow, WasRow

from .amounts import amount_words
from .counts import time_words


def tie_words(tie: Term) -> str:
    """An option that a pledge is tied to: "C7 b, Four public sponsors"."""
    return f"{tie.code} {tie.letter}, {tie.title}"


def pledge_if_words(row: PledgeRow | WasRow) -> str:
    """What a pledge is tied to: "only if C7 b is adopted and the county pays as much"; empty where nothing."""
    parts = [f"{row.only_if.code} {row.only_if.letter} is adopted"] if row.only_if else []
    parts += [row.condition.removeprefix("only if ").rstrip(".")] if row.condition else []
    return f"only if {' and '.join(parts)}" if parts else ""


def waiting_words(row: PledgeRow) -> str:
    """Why a pledge does not count yet; empty where it does or is gone."""
    if row.counts or row.withdrawn:
        return ""
    if row.condition:
        return "does not count until its party takes the condition away"
    return f"waits for {tie_words(row.only_if)}" if row.only_if else ""


def pledge_was_words(row: PledgeRow) -> str:
    """What the last change of a pledge made of it: "half a post → one post"; empty where it was never changed."""
    was = row.was
    if was is None:
        return ""
    if row.event:
        old, new = (amount_words(row.kind, n, row.years) for n in (was.amount, row.amount))
        return f"Cut by the news “{row.event}”: {old} → {new}"
    parts = []
    if (was.amount, was.years) != (row.amount, row.years):
        old, new = (
            amount_words(row.kind, was.amount, was.years),
            amount_words(row.kind, row.amount, row.years),
        )
        parts.append(f"{old} → {new}")
    before, now = pledge_if_words(was), pledge_if_words(row)
    if before != now:
        parts.append(f"{before or 'no condition'} → {now or 'no condition'}")
    if was.note != row.note:
        parts.append("other words than before")
    return f"Changed: {'; '.join(parts)}"


def withdrawn_words(row: PledgeRow) -> str:
    """When a pledge was taken back; empty where it stands."""
    if not row.withdrawn:
        return ""
    if row.event:
        return f"gone at {time_words(row.at)} with the news “{row.event}”"
    return f"taken back at {time_words(row.at)}" if row.at else "taken back"


def register(environment: Environment) -> None:
    """Give these to the templates."""
    environment.globals.update(
        tie_words=tie_words, pledge_if_words=pledge_if_words, waiting_words=waiting_words,
        pledge_was_words=pledge_was_words, withdrawn_words=withdrawn_words,
    )  # fmt: skip
