"""Marks and terms as the macros want them: dicts of codes, letters and numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from jinja2 import Environment

from simulator.core.views.clauses import Term
from simulator.core.views.marks import Caucus, Totals


def slug(key: str) -> str:
    """A key as it stands in a DOM id: "rule.unanimity" is "rule-unanimity"."""
    return key.replace("/", "-").replace(".", "-")


def points_words(tenths: int) -> str:
    """What something is worth to a party, in points of 100: "61.4"."""
    return f"{tenths / 10:.1f}"


def caucus_counts(rows: Iterable[Caucus]) -> list[dict[str, object]]:
    """Marks by caucus for `caucus_bars` and `caucus_table`."""
    return [
        {"code": r.code, "index": r.hue, "name": r.name, "yes": r.yes, "with": r.with_changes, "no": r.no,
         "unsaid": r.unsaid, "mostly": r.mostly, "doubt": r.doubt}
        for r in rows
    ]  # fmt: skip


def total_counts(t: Totals) -> dict[str, int]:
    """Marks of all for `tally_words`."""
    return {
        "yes": t.yes, "with": t.with_changes, "no": t.no, "unsaid": t.unsaid, "mostly": t.mostly, "doubt": t.doubt,
    }  # fmt: skip


def listed(words: Sequence[str]) -> str:
    """Words as a list in a sentence: "a, b and c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def terms_words(terms: Iterable[Term]) -> str:
    """Terms in short: "D1 c and D2 a"."""
    return listed([f"{t.code} {t.letter}" for t in terms])


def terms_title(terms: Sequence[Term]) -> str:
    """Terms as a headline: one by its title, several by their codes; a decision without terms is about reopening."""
    if not terms:
        return "Reopen the text"
    if len(terms) == 1:
        return f"{terms[0].code} {terms[0].letter}: {terms[0].title}"
    return f"{terms_words(terms)} together"


def term_lines(terms: Iterable[Term]) -> list[dict[str, str]]:
    """Terms as the lines of `proposal_card`."""
    return [
        {"code": t.code, "letter": t.letter, "title": t.clause_title, "sentence": t.says or t.title}
        for t in terms
    ]


def time_words(at: int) -> str:
    """An instant (ms since 1970) as the clock on the wall shows it: the server is in the room."""
    return datetime.fromtimestamp(at / 1000, tz=UTC).astimezone().strftime("%H:%M")


def register(environment: Environment) -> None:
    """Give these to the templates."""
    environment.globals.update(
        slug=slug, caucus_counts=caucus_counts, total_counts=total_counts,
        terms_words=terms_words, terms_title=terms_title, term_lines=term_lines,
    )  # fmt: skip
