"""What each party should bring in cash under a cost-sharing formula: whole dollars that add up to the need exactly.

It obliges nobody: a pledge stays the act of a party.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .budget import balance, counts
from .ids import OptionRef, SeatId, option_ref
from .rulebook import Sharing
from .state.exercise import Exercise
from .years import named

DOLLARS = 1000
"""Cash is needed and pledged in thousands; shares are dollars."""
SAMPLE = 1_000_000
"""The need, in dollars, at which a formula is shown while nothing that is adopted needs cash."""


@dataclass(frozen=True, slots=True)
class Shares:
    """The need of a year in dollars and how a formula splits it; ``nobodys`` is what falls to no party."""

    needed: int
    of: Mapping[SeatId, int]
    nobodys: int


def in_proportion(total: int, weights: Mapping[SeatId, int]) -> dict[SeatId, int]:
    """Split ``total`` by ``weights``, whole and exact: largest remainder, ties to whoever comes first."""
    whole_weight = sum(weights.values())
    if not whole_weight:
        return {}
    found = {s: total * w // whole_weight for s, w in weights.items()}
    by_remainder = sorted(weights, key=lambda s: -(total * weights[s] % whole_weight))
    for seat in by_remainder[: total - sum(found.values())]:
        found[seat] += 1
    return found


def _seated(state: Exercise, figures: Mapping[SeatId, int]) -> dict[SeatId, int]:
    """Figures of the parties in the room: who speaks for another answers for its figure too."""
    cast = state.rulebook.cast(state.cast)
    hosts = cast.hosts if cast else {}
    found: dict[SeatId, int] = {}
    for party in state.rulebook.organization_of:
        seat = hosts.get(party, party)
        if seat in state.seats and figures.get(party):
            found[seat] = found.get(seat, 0) + figures[party]
    return found


def split(state: Exercise, sharing: Sharing, needed: int) -> Shares:
    """Fixed sums first (lowered in proportion where they come to more than the need), then the pots."""
    fixed = _seated(state, sharing.fixed)
    if sum(fixed.values()) > needed:
        fixed = in_proportion(needed, fixed)
    of, left = dict(fixed), needed - sum(fixed.values())
    # a pot among whom nobody sits is split by the others
    pots = [(pot.part, figures) for pot in sharing.pots if (figures := _seated(state, pot.by))]
    parts = in_proportion(left, {SeatId(str(n)): part for n, (part, _) in enumerate(pots)})
    for amount, (_, figures) in zip(parts.values(), pots, strict=True):
        for seat, share in in_proportion(amount, figures).items():
            of[seat] = of.get(seat, 0) + share
    return Shares(needed, of, needed - sum(of.values()))


def split_years(state: Exercise, sharing: Sharing, needed: Sequence[int]) -> tuple[Shares, ...]:
    """How a formula splits the need of each year; years with the same need are split alike."""
    once = {need: split(state, sharing, need) for need in needed}
    return tuple(once[need] for need in needed)


def cash_needed(state: Exercise) -> tuple[int, ...]:
    """What the adopted options need in cash, in dollars, year by year."""
    lines = [line for line in balance(state) if line.kind == "cash"]
    return tuple(DOLLARS * sum(line.years[n].needed for line in lines) for n in range(state.rulebook.term))


def cash_pledged(state: Exercise, seat: SeatId) -> tuple[int, ...]:
    """What a party pledged in cash and that counts, in dollars, year by year."""
    term = state.rulebook.term
    own = [p for p in state.pledges.values() if p.seat == seat and p.kind == "cash" and counts(state, p)]
    return tuple(
        DOLLARS * sum(p.amount for p in own if year in named(p.years, term)) for year in range(1, term + 1)
    )


def formulas(state: Exercise) -> tuple[tuple[OptionRef, Sharing], ...]:
    """The options in play that split the bill."""
    return tuple(
        (option_ref(clause, option.id), option.sharing)
        for clause in state.clauses for option in state.rulebook.clause_of[clause].options if option.sharing
    )  # fmt: skip


def in_force(state: Exercise) -> tuple[OptionRef, Sharing] | None:
    """The adopted formula, or None."""
    adopted = {option_ref(clause, option) for clause, option in state.package.items()}
    return next(((ref, sharing) for ref, sharing in formulas(state) if ref in adopted), None)
