"""Proposals in full depth in sentences: what differs, who carries it, what was merged."""

from __future__ import annotations

from collections.abc import Sequence

from jinja2 import Environment

from simulator.core.merging import CLAUSE, CONDITION, REASON
from simulator.core.rulebook import Clause
from simulator.core.views.bargaining import ClauseDifference, FullCard, LastChange, Link
from simulator.core.views.clauses import Term
from simulator.core.views.drafting import TEXT_SO_FAR, Meaning, Named

from .counts import listed, points_words
from .tables import table_words

GONE = {"withdrawn": ", withdrawn", "adopted": ", adopted", "moved": ", shown to more since"}
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
    return f"{link.author or 'the facilitator'}, version {link.version}{GONE.get(link.status, '')}"


def answers_words(card: FullCard) -> str:
    """How many proposals answer this one, of those that its readers may know of: "2 answers before the room"."""
    some = {0: "No answer", 1: "1 answer"}.get(card.answers, f"{card.answers} answers")
    return some if card.readers else f"{some} before the room"


def sponsor_words(said: str) -> str:
    """What a party said when it was asked to carry a proposal."""
    return SPONSORS[said]


def piece_codes(keys: Sequence[str], clauses: Sequence[Clause]) -> list[str]:
    """Pieces of a draft by name: clauses as their codes."""
    codes = {f"{CLAUSE}{c.id}": c.code for c in clauses}
    return [codes.get(key, key) for key in keys]


def compare_title(name: Named) -> str:
    """One of two sides: "The text so far", or "Merchants, version 2, withdrawn"."""
    if name.key == TEXT_SO_FAR:
        return "The text so far"
    author = table_words(name.table) if name.table else name.author or "The facilitator"
    return f"{author}, version {name.version}{GONE.get(name.status, '')}"


MOST_OPTIONS = 4
"""As many options as are read at a glance."""


def choice_words(name: Named) -> str:
    """One of those that may be chosen: "Merchants, version 2: D1 d, M2 a"."""
    shown = ", ".join(f"{code} {letter}" for code, letter in name.options[:MOST_OPTIONS])
    more = " …" if len(name.options) > MOST_OPTIONS else ""
    return f"{compare_title(name)}: {shown}{more}" if shown else compare_title(name)


def compare_note(name: Named) -> str:
    """What somebody has to know who compares what is no longer before the room."""
    author = table_words(name.table) if name.table else name.author or "The facilitator"
    return {
        "withdrawn": f"{author} withdrew this proposal. Here is what it said last.",
        "adopted": f"The room adopted the proposal of {author}. It is part of the text so far.",
        "moved": f"{author} showed this proposal to more organizations since. Look for it under its new card.",
    }.get(name.status, "")


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
        piece_codes=piece_codes, answers_words=answers_words, compare_title=compare_title,
        compare_note=compare_note, choice_words=choice_words,
        meaning_words=meaning_words,
    )  # fmt: skip
