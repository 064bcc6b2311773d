"""What the adopted options need and what the parties pledged: one balance, by budget line and year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from .ids import OptionRef, SeatId, option_ref, split_ref
from .rulebook import RESOURCE_KINDS, ResourceKind
from .state.exercise import Exercise
from .state.resources import Pledge
from .years import named

Key = tuple[ResourceKind, str]

FREE_COST: dict[ResourceKind, int] = {
    "cash": 20, "staff": 300, "data": 500, "facilities": 500, "authority": 1000, "constituency": 500,
}  # fmt: skip
"""Millipoints per unit of a pledge for the whole term that no ready card prices (cash: per thousand dollars a year)."""


@dataclass(frozen=True, slots=True)
class Year:
    """A budget line in one year, in the units of its kind. ``waiting`` is pledged under a condition that is not met: it
    counts for nothing yet."""

    needed: int = 0
    pledged: int = 0
    waiting: int = 0

    @property
    def short(self) -> int:
        """What is still missing. What is too much in another year does not make up for it."""
        return max(self.needed - self.pledged, 0)


@dataclass(frozen=True, slots=True)
class Line:
    """A budget line: what is needed and what is pledged in each year of the term. ``fund`` is what of it comes from
    nobody in the room, since an event."""

    kind: ResourceKind
    name: str
    years: tuple[Year, ...]
    by: tuple[OptionRef, ...]
    fund: int = 0

    @property
    def even(self) -> bool:
        """Whether every year is like the first."""
        return len(set(self.years)) == 1

    @property
    def needed(self) -> bool:
        """Whether some year needs something."""
        return any(year.needed for year in self.years)

    @property
    def short(self) -> bool:
        """Whether something is missing in some year."""
        return any(year.short for year in self.years)

    @property
    def worst(self) -> Year:
        """The year that is covered least, the first of equals; where nothing is needed, the one with the most."""
        if not self.needed:
            return max(self.years, key=lambda year: (year.pledged, year.waiting))
        needing = (year for year in self.years if year.needed)
        return min(needing, key=lambda year: Fraction(min(year.pledged, year.needed), year.needed))


def counts(state: Exercise, pledge: Pledge) -> bool:
    """Whether a pledge counts now. One that is tied to an option waits for its adoption; one with a condition in words
    waits until its party takes the words away: no rule can judge them."""
    clause, option = split_ref(pledge.only_if)
    return not pledge.condition and (not pledge.only_if or state.package.get(clause) == option)


def _asked(state: Exercise) -> dict[Key, dict[OptionRef, list[int]]]:
    """By budget line what each adopted option needs of it, year by year."""
    term = state.rulebook.term
    asked: dict[Key, dict[OptionRef, list[int]]] = {}
    for clause, adopted in state.agreement.items():
        option = state.rulebook.clause_of[clause].option(adopted.option)
        for need in option.needs if option else ():
            line = asked.setdefault((need.kind, need.line), {})
            by_year = line.setdefault(option_ref(clause, adopted.option), [0] * term)
            for year in named(need.years, term):
                by_year[year - 1] += need.amount
    return asked


def _given(state: Exercise) -> tuple[dict[Key, list[int]], dict[Key, list[int]]]:
    """What is pledged to each budget line year by year: what counts, and what waits."""
    term = state.rulebook.term
    pledged: dict[Key, list[int]] = {}
    waiting: dict[Key, list[int]] = {}
    for pledge in state.pledges.values():
        side = pledged if counts(state, pledge) else waiting
        by_year = side.setdefault((pledge.kind, pledge.line), [0] * term)
        for year in named(pledge.years, term):
            by_year[year - 1] += pledge.amount
    return pledged, waiting


def balance(state: Exercise) -> tuple[Line, ...]:
    """Every line that an adopted option needs or that somebody pledged to, needed ones first."""
    asked, (pledged, waiting) = _asked(state), _given(state)
    none = (0,) * state.rulebook.term
    funds = {(kind, name): n for kind, lines in state.funds.items() for name, n in lines.items() if n}
    keys = sorted(
        asked.keys() | pledged.keys() | waiting.keys() | funds.keys(),
        key=lambda k: (k not in asked, RESOURCE_KINDS.index(k[0]), k[1]),
    )
    found = []
    for key in keys:
        needs = asked.get(key, {})
        fund = funds.get(key, 0)
        given = [amount + fund for amount in pledged.get(key, none)]
        needed = [sum(amounts) for amounts in zip(*needs.values(), strict=True)] or none
        years = zip(needed, given, waiting.get(key, none), strict=True)
        found.append(Line(*key, tuple(Year(*year) for year in years), tuple(needs), fund))
    return tuple(found)


def _covered(needs: Sequence[int], years: Sequence[Year]) -> tuple[int, int]:
    """How much of an option's needs on one line is covered: year by year, each in proportion to what all options need
    in it. Exact, and in lowest terms."""
    common = lcm(*(year.needed for year in years if year.needed))
    covered = sum(
        need * min(year.pledged, year.needed) * common // year.needed
        for need, year in zip(needs, years, strict=True)
        if need
    )
    share = Fraction(covered, common * sum(needs))
    return share.numerator, share.denominator


def funding(state: Exercise) -> dict[OptionRef, tuple[int, int]]:
    """For each adopted option with needs, (pledged, needed) over the years and lines that it needs.

    On a line the years count in proportion: four of five covered are four fifths, and more in one year makes up for
    nothing in another. Of the lines the worst counts: without a manager the best rooms do not help.
    """
    asked, worst = _asked(state), dict[OptionRef, tuple[int, int]]()
    for line in balance(state):
        for ref in line.by:
            share, old = _covered(asked[line.kind, line.name][ref], line.years), worst.get(ref, (1, 1))
            if share[0] * old[1] < old[0] * share[1]:
                worst[ref] = share
    return worst


def pledge_cost(state: Exercise, seat: SeatId) -> int:
    """What a party's own pledges that count cost it, in millipoints: in proportion to amounts and years."""
    cards, term = {card.id: card for card in state.organization(seat).pledge_cards}, state.rulebook.term
    total = 0
    for pledge in state.pledges.values():
        if pledge.seat == seat and counts(state, pledge):
            card, years = cards.get(pledge.card), len(named(pledge.years, term))
            if card and card.amount:
                total += card.cost * pledge.amount * years // (card.amount * len(named(card.years, term)))
            else:
                total += FREE_COST[pledge.kind] * pledge.amount * years // term
    return total


def budget_lines(state: Exercise, seat: SeatId) -> tuple[str, ...]:
    """Names of the lines that a seat may pledge to: those that some option in play needs, and those on its own cards.

    The cards of the others are confidential, and so are the lines that only they name.
    """
    names: dict[str, None] = {}
    for clause in state.clauses:
        for option in state.rulebook.clause_of[clause].options:
            names.update(dict.fromkeys(need.line for need in option.needs))
    names.update(dict.fromkeys(card.line for card in state.organization(seat).pledge_cards))
    return tuple(names)
