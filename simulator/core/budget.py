"""What the adopted options need and what the parties pledged: one balance, by budget line."""

from __future__ import annotations

from dataclasses import dataclass

from .ids import OptionRef, SeatId, option_ref, split_ref
from .rulebook import RESOURCE_KINDS, ResourceKind
from .state.exercise import Exercise
from .state.resources import Pledge

FREE_COST: dict[ResourceKind, int] = {
    "cash": 20, "staff": 300, "data": 500, "facilities": 500, "authority": 1000, "constituency": 500,
}  # fmt: skip
"""Millipoints per unit of a pledge that no ready card prices (cash: per thousand dollars)."""


@dataclass(frozen=True, slots=True)
class Line:
    """A budget line: what is needed and what is pledged, in the units of its kind. ``waiting`` is pledged under a
    condition that is not met: it counts for nothing yet."""

    kind: ResourceKind
    name: str
    needed: int
    pledged: int
    by: tuple[OptionRef, ...]
    waiting: int = 0

    @property
    def short(self) -> int:
        """What is still missing."""
        return max(self.needed - self.pledged, 0)


def counts(state: Exercise, pledge: Pledge) -> bool:
    """Whether a pledge counts now. One that is tied to an option waits for its adoption; one with a condition in words
    waits until its party takes the words away: no rule can judge them."""
    clause, option = split_ref(pledge.only_if)
    return not pledge.condition and (not pledge.only_if or state.package.get(clause) == option)


def balance(state: Exercise) -> tuple[Line, ...]:
    """Every line that an adopted option needs or that somebody pledged to, needed ones first."""
    needed: dict[tuple[ResourceKind, str], int] = {}
    by: dict[tuple[ResourceKind, str], list[OptionRef]] = {}
    for clause, adopted in state.agreement.items():
        option = state.rulebook.clause_of[clause].option(adopted.option)
        for need in option.needs if option else ():
            key = (need.kind, need.line)
            needed[key] = needed.get(key, 0) + need.amount
            by.setdefault(key, []).append(option_ref(clause, adopted.option))
    pledged: dict[tuple[ResourceKind, str], int] = {}
    waiting: dict[tuple[ResourceKind, str], int] = {}
    for pledge in state.pledges.values():
        key, side = (pledge.kind, pledge.line), pledged if counts(state, pledge) else waiting
        side[key] = side.get(key, 0) + pledge.amount
    keys = sorted(
        needed.keys() | pledged.keys() | waiting.keys(),
        key=lambda k: (k not in needed, RESOURCE_KINDS.index(k[0]), k[1]),
    )
    return tuple(
        Line(k[0], k[1], needed.get(k, 0), pledged.get(k, 0), tuple(by.get(k, ())), waiting.get(k, 0))
        for k in keys
    )


def funding(state: Exercise) -> dict[OptionRef, tuple[int, int]]:
    """For each adopted option with needs, (pledged, needed) over the lines that it needs; the worst line counts."""
    worst: dict[OptionRef, tuple[int, int]] = {}
    for line in balance(state):
        share = (min(line.pledged, line.needed), line.needed)
        for ref in line.by:
            old = worst.get(ref, (1, 1))
            if share[0] * old[1] < old[0] * share[1]:
                worst[ref] = share
    return worst


def pledge_cost(state: Exercise, seat: SeatId) -> int:
    """What a party's own pledges that count cost it, in millipoints."""
    cards = {card.id: card for card in state.organization(seat).pledge_cards}
    total = 0
    for pledge in state.pledges.values():
        if pledge.seat == seat and counts(state, pledge):
            card = cards.get(pledge.card)
            if card and card.amount:
                total += card.cost * pledge.amount // card.amount
            else:
                total += FREE_COST[pledge.kind] * pledge.amount
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
