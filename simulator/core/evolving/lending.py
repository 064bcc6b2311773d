"""Votes that are lent, taken back, spent in a decision, or fall because one of the two left."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from .. import seminar_change as change
from ..events import exercise as ev
from ..ids import SeatId
from ..state.exercise import Exercise
from ..state.lending import Loan
from .table import Evolvers


def _lent(state: Exercise, event: ev.VoteLent) -> Exercise:
    return replace(state, loans={**_without(state, event.seat), event.seat: Loan(event.to, event.once)})


def _without(state: Exercise, seat: SeatId) -> dict[SeatId, Loan]:
    return {s: loan for s, loan in state.loans.items() if s != seat}


def _closed(state: Exercise, event: ev.DecisionClosed) -> Exercise:
    frozen = state.decisions[event.decision].electorate.proxies
    spent = {s for s, to in frozen.items() if s in state.loans and state.loans[s] == Loan(to, True)}
    if not spent:
        return state
    return replace(state, loans={s: loan for s, loan in state.loans.items() if s not in spent})


def _followed(state: Exercise, event: ev.SeminarFollowed) -> Exercise:
    # a seat that another one speaks for neither lends its vote nor holds one
    if not isinstance(event.change, change.SeatLeft | change.ProxySet):
        return state
    gone = event.change.seat
    return replace(state, loans={s: loan for s, loan in state.loans.items() if gone not in (s, loan.to)})


EVOLVERS: Final[Evolvers] = {
    ev.VoteLent: _lent,
    ev.VoteTakenBack: lambda state, e: replace(state, loans=_without(state, e.seat)),
    ev.DecisionClosed: _closed,
    ev.SeminarFollowed: _followed,
}
