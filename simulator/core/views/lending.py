"""Whose vote is with whom: for everybody, and what a seat can do about its own."""

from __future__ import annotations

from dataclasses import dataclass

from ..commands import exercise as cmd
from ..deciding.decisions import rule_now
from ..deciding.lending import held_by
from ..ids import SeatId
from ..permissions import may
from ..state.exercise import Exercise
from .seat import delegate
from .seating import hue, short


@dataclass(frozen=True, slots=True)
class LoanRow:
    """A vote that is lent: whose, with whom, and whether for one decision."""

    lender: str
    lender_hue: int
    holder: str
    holder_hue: int
    once: bool


@dataclass(frozen=True, slots=True)
class Loans:
    """All votes that are lent, and how many one seat may hold."""

    rows: tuple[LoanRow, ...]
    most: int


@dataclass(frozen=True, slots=True)
class MyLoan:
    """My vote: who holds it, whose I hold, and to whom I could lend it now."""

    holder: str
    once: bool
    holding: tuple[str, ...]
    choices: tuple[tuple[SeatId, str], ...]
    may_take_back: bool
    deciding: bool


def loans(state: Exercise) -> Loans | None:
    """The votes that are lent; None where that is not played."""
    if state.depth != "full":
        return None
    return Loans(
        tuple(
            LoanRow(short(state, s), hue(state, s), short(state, loan.to), hue(state, loan.to), loan.once)
            for s, loan in state.loans.items()
        ),
        rule_now(state).proxies,
    )  # fmt: skip


def my_loan(state: Exercise, seat: SeatId) -> MyLoan | None:
    """My vote; None where lending is not played, or where I have none."""
    if state.depth != "full" or seat not in state.voters:
        return None
    mine, me = state.loans.get(seat), delegate(state, seat)
    return MyLoan(
        short(state, mine.to) if mine else "", bool(mine and mine.once),
        tuple(short(state, s) for s in held_by(state, seat)),
        tuple((s, short(state, s)) for s in state.voters if may(state, me, cmd.LendVote, seat, s)),
        may(state, me, cmd.TakeVoteBack, seat), state.open_decision is not None,
    )  # fmt: skip
