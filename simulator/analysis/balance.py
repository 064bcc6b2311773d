"""Is a scenario playable? One report per scenario: how hard a deal is, who wants what, what a lazy answer brings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from ..core.ids import ClauseId, OptionId, SectorCode, option_ref
from ..core.rulebook import Clause, Rulebook
from ..core.scoring import value, weights_in_play
from .frontier import Frontier, enumerate_packages

MIDDLE = "middle"


@dataclass(frozen=True, slots=True)
class OptionBalance:
    """How the voting parties see one option."""

    option: OptionId
    letter: str
    total: int  # sum of the scores over the voting parties
    weighted: int  # sum of weight x score, millipoints
    hurts: tuple[SectorCode, ...]  # caucuses whose mean score is under 50


@dataclass(frozen=True, slots=True)
class ClauseBalance:
    """One clause with the options that would win by sum; ties go to the earlier letter."""

    clause: ClauseId
    options: tuple[OptionBalance, ...]

    @property
    def best(self) -> OptionBalance:
        """The option with the highest sum of scores."""
        return max(self.options, key=lambda o: o.total)

    @property
    def best_weighted(self) -> OptionBalance:
        """The option with the highest sum of weight x score."""
        return max(self.options, key=lambda o: o.weighted)


@dataclass(frozen=True, slots=True)
class CastBalance:
    """A cast of fewer seats: how many packages please all its voting parties."""

    size: int
    voters: int
    pleasing: int
    percent: float


@dataclass(frozen=True, slots=True)
class Balance:
    """The report about a scenario with its default clauses."""

    scenario: str
    voters: int
    frontier: Frontier
    clauses: tuple[ClauseBalance, ...]
    lazy: Mapping[
        str, int
    ]  # parties left below their alternative by taking that letter (or "middle") everywhere
    casts: tuple[CastBalance, ...]
    widest: tuple[Mapping[ClauseId, OptionId], ...]  # two packages that please all, as different as there are
    percent_pleasing_caucuses: float

    @property
    def letters(self) -> tuple[str, ...]:
        """The letter of each clause's best option."""
        return tuple(c.best.letter for c in self.clauses)

    @property
    def difference(self) -> int:
        """In how many clauses the two widest packages differ; 0 where fewer than two please all."""
        return sum(a[c] != b[c] for a, b in pairwise(self.widest) for c in a)


def examine(rulebook: Rulebook) -> Balance:
    """Measure a scenario; about a second for five million packages. Needs NumPy."""
    frontier = enumerate_packages(rulebook)
    voting = {o.id for o in rulebook.organizations if o.votes}
    return Balance(
        scenario=rulebook.id,
        voters=len(voting),
        frontier=frontier,
        clauses=tuple(_weigh(rulebook, rulebook.clause_of[c]) for c in rulebook.default_clauses),
        lazy={name: _left_out(rulebook, package) for name, package in lazy_packages(rulebook).items()},
        casts=tuple(
            CastBalance(c.size, len(voting & set(c.seats)), n, round(100 * n / frontier.packages, 4))
            for c in rulebook.casts
            for n in (frontier.by_cast[c.size],)
        ),
        widest=_widest(frontier.examples),
        percent_pleasing_caucuses=round(100 * frontier.pleasing_caucuses / frontier.packages, 4),
    )


def lazy_packages(rulebook: Rulebook) -> dict[str, dict[ClauseId, OptionId]]:
    """The answers of somebody who does not read: always the same letter (or the last), always the middle."""
    clauses = [rulebook.clause_of[c] for c in rulebook.default_clauses]
    longest = max(len(c.options) for c in clauses)
    packages = {
        "abcdefghijklmnopqrstuvwxyz"[k]: {c.id: c.options[min(k, len(c.options) - 1)].id for c in clauses}
        for k in range(longest)
    }
    packages[MIDDLE] = {c.id: c.options[(len(c.options) - 1) // 2].id for c in clauses}
    return packages


def _left_out(rulebook: Rulebook, package: Mapping[ClauseId, OptionId]) -> int:
    """How many voting parties the package leaves below their alternative."""
    return sum(
        value(rulebook, o.id, package) < o.alternative.value for o in rulebook.organizations if o.votes
    )


def _weigh(rulebook: Rulebook, clause: Clause) -> ClauseBalance:
    """The sums and the hurt caucuses of a clause's options."""
    voters = [o for o in rulebook.organizations if o.votes]
    weight = {o.id: weights_in_play(o.weights, rulebook.default_clauses)[clause.id] for o in voters}
    found = []
    for option in clause.options:
        score = {o.id: o.scores.get(option_ref(clause.id, option.id), 50) for o in voters}
        caucuses = {s.code: [score[o.id] for o in voters if o.sector == s.code] for s in rulebook.sectors}
        found.append(
            OptionBalance(
                option=option.id,
                letter=clause.letter(option.id),
                total=sum(score.values()),
                weighted=sum(score[seat] * weight[seat] for seat in score),
                hurts=tuple(s for s, scores in caucuses.items() if scores and sum(scores) < 50 * len(scores)),
            )
        )
    return ClauseBalance(clause.id, tuple(found))


def _widest(
    examples: tuple[Mapping[ClauseId, OptionId], ...],
) -> tuple[Mapping[ClauseId, OptionId], ...]:
    """The two of the packages that differ in most clauses; all of them where there are fewer than two."""
    pairs = [(a, b) for i, a in enumerate(examples) for b in examples[:i]]
    if not pairs:
        return examples
    return max(pairs, key=lambda p: sum(p[0][c] != p[1][c] for c in p[0]))
