"""Votes that are lent, told in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from jinja2 import Environment

from simulator.core.tally import Outcome
from simulator.core.views.lending import LoanRow, Loans, MyLoan

from .counts import listed


def loan_words(row: LoanRow) -> str:
    """Who votes for whom, and for how long."""
    until = "in the next decision" if row.once else "until it is taken back"
    return f"{row.holder} votes for {row.lender}, {until}."


def most_words(loans: Loans) -> str:
    """How many votes one seat may hold."""
    if not loans.most:
        return "The rule in force allows nobody to vote for another."
    return (
        f"One organization may vote for {'one other' if loans.most == 1 else f'{loans.most} others'} at most."
    )


def my_loan_words(mine: MyLoan) -> str:
    """Where my vote is, or whose votes I hold."""
    if mine.holder:
        until = "in the next decision" if mine.once else "from the next decision on"
        return f"{mine.holder} votes for you {until}. If you vote yourself, yours counts."
    if mine.holding:
        return (
            f"You also vote for {listed(mine.holding)}: your ballot counts for each of them that does not vote itself. "
            "What you hold you cannot lend on."
        )
    return "Do you have to go? Let somebody you trust vote for you. Everybody sees it; you can take it back."


def proxy_words(lent: Sequence[tuple[str, str, bool]]) -> str:
    """Whose votes are with whom in a decision; who voted itself all the same is named as such."""
    with_others = [f"{holder} for {lender}" for lender, holder, own in lent if not own]
    text = f"By proxy: {listed(with_others)}." if with_others else ""
    own = [lender for lender, _, voted in lent if voted]
    if own:
        text += f" {listed(own)} had lent {'its vote' if len(own) == 1 else 'their votes'} and voted all the same."
    return text.strip()


def by_proxy_words(outcome: Outcome) -> str:
    """How many of the ballots were cast by somebody else."""
    if not outcome.by_proxy:
        return ""
    return (
        "1 of these votes is by proxy."
        if outcome.by_proxy == 1
        else f"{outcome.by_proxy} of these votes are by proxy."
    )


def register(environment: Environment) -> None:
    """Give these to the templates."""
    environment.globals.update(
        loan_words=loan_words, most_words=most_words, my_loan_words=my_loan_words, proxy_words=proxy_words,
        by_proxy_words=by_proxy_words,
    )  # fmt: skip
