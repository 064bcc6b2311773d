"""What an event leaves of what parties have and of what stands on budget lines, and of the pledges above that.

One rule: of pledges above what is left, each keeps the same share of itself, rounded down. What is left of a party's
means bounds its later pledges of that kind too; a hole in a budget line may be filled by whoever wants to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .ids import PledgeId, SeatId
from .rulebook import Inject, ResourceKind
from .state.exercise import Exercise
from .state.injects import Cut, Fund, Means
from .state.resources import Pledge
from .years import named


def own_means(state: Exercise, seat: SeatId, kind: ResourceKind) -> int:
    """What a party's brief gives it of a kind of resource; where that says nothing, what its ready cards come to."""
    me = state.organization(seat)
    return me.resources.get(kind, sum(card.amount for card in me.pledge_cards if card.kind == kind))


def means_of(state: Exercise, seat: SeatId, kind: ResourceKind) -> int:
    """What a party has to give in a year, after all that happened."""
    return state.means.get(seat, {}).get(kind, own_means(state, seat, kind))


def means_left(state: Exercise, seat: SeatId) -> dict[ResourceKind, int]:
    """What a party may pledge at most in a year, of the kinds of which an event took something from it."""
    return {k: n for k, n in state.means.get(seat, {}).items() if n < own_means(state, seat, k)}


def most_in_a_year(pledges: Iterable[tuple[int, tuple[int, ...]]], term: int) -> int:
    """The most that these amounts, each with its years, come to in one year."""
    years = [0] * (term + 1)
    for amount, which in pledges:
        for year in named(which, term):
            years[year] += amount
    return max(years)


def fits(
    state: Exercise, seat: SeatId, kind: ResourceKind, amount: int, years: tuple[int, ...], but: str = ""
) -> bool:
    """Whether a party still has this to give beside its other pledges; ``but`` is the pledge that it stands for."""
    left = means_left(state, seat).get(kind)
    others = [
        (p.amount, p.years)
        for p in state.pledges.values()
        if (p.seat, p.kind) == (seat, kind) and p.id != but
    ]
    return left is None or most_in_a_year([*others, (amount, years)], state.rulebook.term) <= left


def shifted_means(state: Exercise, inject: Inject) -> tuple[Means, ...]:
    """What the event leaves of parties' means, in the order in which it speaks of them."""
    now: dict[tuple[SeatId, ResourceKind], int] = {}
    for supply in inject.supplies:
        for seat in (s for s in supply.seats if s in state.seats):
            had = now.get((seat, supply.kind), means_of(state, seat, supply.kind))
            now[seat, supply.kind] = max(had + supply.change, 0)
    return tuple(Means(seat, kind, means_of(state, seat, kind), left) for (seat, kind), left in now.items())


@dataclass(slots=True)
class _Ledger:
    """The pledges as the event leaves them, one after another."""

    state: Exercise
    amounts: dict[PledgeId, int]

    def _total(self, which: Callable[[Pledge], bool]) -> int:
        found = ((self.amounts[p.id], p.years) for p in self.state.pledges.values() if which(p))
        return most_in_a_year(found, self.state.rulebook.term)

    def leave(self, which: Callable[[Pledge], bool], left: int) -> None:
        """Of these pledges so much stays in a year."""
        total = self._total(which)
        for pledge in self.state.pledges.values():
            if total > left and which(pledge):
                self.amounts[pledge.id] = self.amounts[pledge.id] * left // total

    def take(self, which: Callable[[Pledge], bool], amount: int) -> None:
        """So much less than there is in the year that has most."""
        self.leave(which, max(self._total(which) - amount, 0))


def _of_party(seat: SeatId, kind: ResourceKind) -> Callable[[Pledge], bool]:
    return lambda pledge: (pledge.seat, pledge.kind) == (seat, kind)


def _on_line(kind: ResourceKind, line: str) -> Callable[[Pledge], bool]:
    return lambda pledge: (pledge.kind, pledge.line) == (kind, line)


def changed_supplies(state: Exercise, inject: Inject) -> tuple[tuple[Fund, ...], tuple[Cut, ...]]:
    """What the event makes of funds on budget lines, and the pledges that it cuts. A line loses first what stands on it
    from nobody in the room."""
    ledger = _Ledger(state, {p.id: p.amount for p in state.pledges.values()})
    funds: dict[tuple[ResourceKind, str], int] = {}
    for supply in inject.supplies:
        if not supply.line:
            continue
        key = (supply.kind, supply.line)
        had = funds.get(key, state.funds.get(supply.kind, {}).get(supply.line, 0))
        funds[key] = max(had + supply.change, 0)
        if had + supply.change < 0:
            ledger.take(_on_line(*key), -(had + supply.change))
    for means in shifted_means(state, inject):
        if means.after < own_means(state, means.seat, means.kind):
            ledger.leave(_of_party(means.seat, means.kind), means.after)
    before = state.funds
    return (
        tuple(
            Fund(kind, line, was, now)
            for (kind, line), now in funds.items()
            if (was := before.get(kind, {}).get(line, 0)) != now
        ),
        tuple(
            Cut(p.id, p.seat, p.kind, p.line, p.amount, ledger.amounts[p.id])
            for p in state.pledges.values()
            if ledger.amounts[p.id] != p.amount
        ),
    )
