"""Proposals in full depth in sentences: what differs, who carries it, what was merged."""

from __future__ import annotations

from collections.abc import Sequence

from jinja2 import Environment

from simulator.core.merging import CLAUSE, CONDITION, REASON
from simulator.core.rulebook import Clause
from simulator.core.views.bargaining import ClauseDifference, FullCard, LastChange, Link
from simulator.core.views.clauses import Term
from simulator.core.views.drafting import TEXT_SO_FAR, Meaning

from .counts import listed, points_words

PIECES = {REASON: "the reason", CONDITION: "the condition"}
SPONSORS = {
    "yes": "carries it too",
    "asked": "is asked to carry it",
    "again": "carried an earlier version and is asked again",
    "no": "does not carry it",
}


def _option(term: Term | None) -> str:
    return f"{term.letter}, {term.title}" if term else "left out"


def difference_words(row: ClauseDifference) -> str:
    """A clause in two drafts: "c, Seats by cash → b, Equal seats"."""
    if row.was and row.now and row.was.option == row.now.option:
        return f"{row.now.letter} stays, {row.now.title}, in other words"
    return f"{_option(row.was)} → {_option(row.now)}"


def condition_words(term: Term | None) -> str:
    """A condition in short: "only if C4 b"."""
    return f"only if {term.code} {term.letter}, {term.title}" if term else "no condition"


def piece_words(names: Sequence[str]) -> str:
    """Pieces of a draft in a sentence: "C4, C5 and the reason"."""
    return listed([PIECES.get(name, name) for name in names])


def change_words(change: LastChange) -> str:
    """Who wrote this version, and what was merged: "Changed by Vendors: C4. Kept from others: the reason."."""
    text = f"Changed by {change.editor or 'the facilitator'}: {piece_words(change.changed) or 'nothing'}."
    if change.merged:
        text += f" Written at the same time by somebody else, and kept: {piece_words(change.merged)}."
    return text


def readers_words(card: FullCard) -> str:
    """Who may know of it."""
    return (
        f"Only {listed([name for name, _ in card.readers])} see this."
        if card.readers
        else "Everybody sees this."
    )


def link_words(link: Link) -> str:
    """Another proposal: "Merchants, version 2"."""
    gone = {"withdrawn": ", withdrawn", "adopted": ", adopted"}.get(link.status, "")
    return f"{link.author or 'the facilitator'}, version {link.version}{gone}"


def sponsor_words(said: str) -> str:
    """What a party said when it was asked to carry a proposal."""
    return SPONSORS[said]


def piece_codes(keys: Sequence[str], clauses: Sequence[Clause]) -> list[str]:
    """Pieces of a draft by name: clauses as their codes."""
    codes = {f"{CLAUSE}{c.id}": c.code for c in clauses}
    return [codes.get(key, key) for key in keys]


def compare_title(key: str, author: str, version: int) -> str:
    """One of two sides: "The text so far", or "Merchants, version 2"."""
    return "The text so far" if key == TEXT_SO_FAR else f"{author or 'The facilitator'}, version {version}"


def meaning_words(found: Meaning, key: str) -> str:
    """What a draft would mean for a seat, in the words or points that the seminar shows."""
    change = {"better": "Better for you than the text so far", "worse": "Worse for you than the text so far"}
    against = {"above": "better than", "near": "about as good as", "below": "worse than"}[found.standing]
    if key == TEXT_SO_FAR:
        text = f"As it stands it is {against} walking away."
    else:
        first = change.get(found.change, "About the same for you as the text so far")
        text = f"{first}, and {against} walking away."
    if found.mode != "points":
        return text
    without = points_words(found.alternative_points)
    return f"{text} {points_words(found.points)} points; without an agreement {without}."


def register(environment: Environment) -> None:
    """Give these to the templates."""
    environment.globals.update(
        difference_words=difference_words, condition_words=condition_words, piece_words=piece_words,
        change_words=change_words, readers_words=readers_words, link_words=link_words, sponsor_words=sponsor_words,
        piece_codes=piece_codes, compare_title=compare_title, meaning_words=meaning_words,
    )  # fmt: skip
