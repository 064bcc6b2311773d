"""Shares of the bill in words."""

from __future__ import annotations

from jinja2 import Environment

from simulator.core.views.shares import Dollars, Formula, MyShare, ShareRow, ShareTable

from .counts import listed
from .years import even, yearly_dollars


def dollars(amount: int) -> str:
    """ "$120,000"."""
    return f"${amount:,}"


def by_year(table: ShareTable) -> bool:
    """Whether years differ in some share or in what somebody pledged."""
    return any(not even(r.share) or not even(r.pledged) for r in table.rows)


def under_words(row: ShareRow, told_by_year: bool = False) -> str:
    """How far a party's pledges are from its share: a year, or in which years."""
    if not any(row.under):
        return "its share or more"
    return f"{yearly_dollars(row.under) if told_by_year else dollars(row.under[0])} under"


def share_sums(row: ShareRow, told_by_year: bool) -> tuple[str, str]:
    """A share and what is pledged: a year, or in the whole term where years differ."""
    if told_by_year:
        return dollars(sum(row.share)), dollars(sum(row.pledged))
    return dollars(row.share[0]), dollars(row.pledged[0])


def share_columns(table: ShareTable) -> tuple[str, ...]:
    """Headings of the shares."""
    of = "in the term" if by_year(table) else "a year"
    return "Party", f"Share {of}", f"Pledged {of}" if by_year(table) else "Pledged", "State"


def shares_words(table: ShareTable) -> str:
    """The formula and how many keep to it, in two or three sentences."""
    name = f"{table.term.code} {table.term.letter} ({table.words})"
    if not any(table.needed):
        return (
            f"{name} splits the bill. Nothing that is adopted needs cash so far, so nobody has a share yet."
        )
    text = f"{name} splits {yearly_dollars(table.needed)}."
    if table.rows:
        met = sum(not any(row.under) for row in table.rows)
        text += f" {met} of {len(table.rows)} parties with a share pledged it. A share obliges nobody."
    if any(table.nobodys):
        falls = yearly_dollars(table.nobodys)
        text += f" {falls[0].upper()}{falls[1:]} falls to nobody."
    return text


def my_share_words(mine: MyShare) -> str:
    """My share under the adopted formula against what I pledged; empty where none is adopted."""
    found = next((f for f in mine.formulas if f.adopted), None)
    if found is None:
        return ""
    if mine.sample:
        return f"Under {found.term.code} {found.term.letter} you will have a share once something adopted needs cash."
    told = yearly_dollars(mine.pledged) if any(mine.pledged) else "nothing in cash that counts"
    if not any(found.mine):
        return f"Under {found.term.code} {found.term.letter} no share falls to you. You have pledged {told}."
    if not even(found.mine):
        return (
            f"Your share under {found.term.code} {found.term.letter}: {yearly_dollars(found.mine)}. "
            f"You have pledged {told}."
        )
    return (
        f"Your share under {found.term.code} {found.term.letter}: {dollars(found.mine[0])} of the "
        f"{yearly_dollars(mine.needed)} that are needed. You have pledged {told}."
    )


def sample_words(mine: MyShare) -> str:
    """Of what sum the formulas are shown."""
    of = yearly_dollars(mine.needed)
    return (
        f"Nothing adopted needs cash yet, so this is of {of}:"
        if mine.sample
        else f"Of the {of} that are needed:"
    )


def _asked(sums: Dollars) -> str:
    return dollars(sums[0]) if even(sums) else yearly_dollars(sums)


def formula_words(formula: Formula) -> str:
    """What a formula means for me."""
    return f"you would bring {_asked(formula.mine)}" if any(formula.mine) else "you would bring nothing"


def caucuses_words(formula: Formula) -> str:
    """What a formula means for each caucus, largest first: "LG $300,000, RG $50,000"; over the whole term where years
    differ."""
    sums = [sums for _, sums in formula.caucuses] + [formula.nobodys]
    term = not all(even(of) for of in sums)
    parts = [f"{code} {dollars(sum(of) if term else of[0])}" for code, of in formula.caucuses if any(of)]
    parts += (
        [f"left to nobody {dollars(sum(formula.nobodys) if term else formula.nobodys[0])}"]
        if any(formula.nobodys)
        else []
    )
    return f"{'in the whole term ' if term else ''}{listed(parts)}"


def share_rows(table: ShareTable) -> list[list[str]]:
    """Schedule of shares: party, share, pledged, state."""
    told = by_year(table)
    return [[r.short, *share_sums(r, told), under_words(r, told)] for r in table.rows]


def register(environment: Environment) -> None:
    """Give these to the templates."""
    environment.globals.update(
        under_words=under_words, shares_words=shares_words, my_share_words=my_share_words,
        sample_words=sample_words, formula_words=formula_words, caucuses_words=caucuses_words, share_rows=share_rows,
        share_columns=share_columns, share_sums=share_sums, shares_by_year=by_year,
    )  # fmt: skip
