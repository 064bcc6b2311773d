"""Shares of the bill in words."""

from __future__ import annotations

from jinja2 import Environment

from simulator.core.views.shares import Formula, MyShare, ShareRow, ShareTable

from .counts import listed


def dollars(amount: int) -> str:
    """ "$120,000"."""
    return f"${amount:,}"


def under_words(row: ShareRow) -> str:
    """How far a party's pledges are from its share."""
    return f"{dollars(row.under)} under" if row.under else "its share or more"


def shares_words(table: ShareTable) -> str:
    """The formula and how many keep to it, in two or three sentences."""
    name = f"{table.term.code} {table.term.letter} ({table.words})"
    if not table.needed:
        return (
            f"{name} splits the bill. Nothing that is adopted needs cash so far, so nobody has a share yet."
        )
    text = f"{name} splits {dollars(table.needed)} a year."
    if table.rows:
        met = sum(not row.under for row in table.rows)
        text += f" {met} of {len(table.rows)} parties with a share pledged it. A share obliges nobody."
    if table.nobodys:
        text += f" {dollars(table.nobodys)} a year falls to nobody."
    return text


def my_share_words(mine: MyShare) -> str:
    """My share under the adopted formula against what I pledged; empty where none is adopted."""
    found = next((f for f in mine.formulas if f.adopted), None)
    if found is None:
        return ""
    if mine.sample:
        return f"Under {found.term.code} {found.term.letter} you will have a share once something adopted needs cash."
    told = f"{dollars(mine.pledged)} a year" if mine.pledged else "nothing in cash that counts"
    if not found.mine:
        return f"Under {found.term.code} {found.term.letter} no share falls to you. You have pledged {told}."
    return (
        f"Your share under {found.term.code} {found.term.letter}: {dollars(found.mine)} of the "
        f"{dollars(mine.needed)} a year that are needed. You have pledged {told}."
    )


def sample_words(mine: MyShare) -> str:
    """Of what sum the formulas are shown."""
    of = f"{dollars(mine.needed)} a year"
    return (
        f"Nothing adopted needs cash yet, so this is of {of}:"
        if mine.sample
        else f"Of the {of} that are needed:"
    )


def formula_words(formula: Formula) -> str:
    """What a formula means for me."""
    return f"you would bring {dollars(formula.mine)}" if formula.mine else "you would bring nothing"


def caucuses_words(formula: Formula) -> str:
    """What a formula means for each caucus, largest first: "LG $300,000, RG $50,000"."""
    parts = [f"{code} {dollars(amount)}" for code, amount in formula.caucuses]
    parts += [f"nobody {dollars(formula.nobodys)}"] if formula.nobodys else []
    return listed(parts)


def share_rows(table: ShareTable) -> list[list[str]]:
    """Schedule of shares: party, share, pledged, state."""
    return [[r.short, dollars(r.share), dollars(r.pledged), under_words(r)] for r in table.rows]


def register(environment: Environment) -> None:
    """Give these to the templates."""
    environment.globals.update(
        dollars=dollars, under_words=under_words, shares_words=shares_words, my_share_words=my_share_words,
        sample_words=sample_words, formula_words=formula_words, caucuses_words=caucuses_words, share_rows=share_rows,
    )  # fmt: skip
