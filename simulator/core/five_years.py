"""The five-year test: an agreement is run through its term many times, with draws that follow from a seed alone.

No chance inside: the same agreement with the same seed gives the same numbers, and two agreements that are compared
meet the same shocks with the same force. An agreement stands while what it has borne is less than its strength.
"""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from .budget import balance
from .ids import ClauseId, OptionRef, option_ref
from .rulebook import Shock
from .standing import FULL, Exposure, Strength, exposure, funded, sides, strength_of
from .state.decisions import Adopted
from .state.exercise import Exercise
from .state.trial import ClauseWorth, ToldYear, TrialResult, YearState

RUNS = 1000
FORCES = (60, 80, 100, 120, 140)
"""How hard a shock strikes, in per cent of its severity; each as often as the others."""
QUIET = -1
MONTHS = 12
_MASK = (1 << 64) - 1


def _mixed(seed: int) -> tuple[int, int]:
    """The next seed and a well spread number (splitmix64)."""
    seed = (seed + 0x9E3779B97F4A7C15) & _MASK
    mixed = seed
    mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
    return seed, mixed ^ (mixed >> 31)


def draw(shocks: Sequence[Shock], term: int, seed: int, runs: int = RUNS) -> Draws:
    """What happens in each year of each run: one shock at most, none of them twice."""
    found = []
    for _ in range(runs):
        left, run = list(range(len(shocks))), []
        for year in range(term):
            total = sum(shocks[k].likely[year] for k in left)
            seed, number = _mixed(seed)
            place, force = number % total if total else 0, FORCES[(number >> 40) % len(FORCES)]
            if not total:
                run.append((QUIET, 0))
                continue
            k = left.pop(bisect(list(accumulate(shocks[n].likely[year] for n in left)), place))
            run.append((k, force))
        found.append(tuple(run))
    return tuple(found)


Draws = tuple[tuple[tuple[int, int], ...], ...]
"""For each run and year: the place of a shock in the rulebook, and its force in per cent."""


@dataclass(frozen=True, slots=True)
class Tested:
    """An agreement as the runs see it: its strength and, for each shock and year, the damage at full force."""

    strength: Strength
    damage: tuple[tuple[int, ...], ...]
    exposed: tuple[tuple[Exposure, ...], ...]


def weigh(state: Exercise) -> Tested:
    """The agreement of this state, weighed once so that a run is only a few additions."""
    book, share, lines = state.rulebook, funded(state), balance(state)
    exposed, damage = [], []
    for shock in book.shocks:
        years = tuple(exposure(state, shock, year, lines) for year in range(1, book.term + 1))
        helps, hurts = sides(shock, share)
        aside = sum(hurts.values()) - sum(helps.values())
        exposed.append(years)
        # twice as hard where nothing is covered as where everything is, and half again on either side of that
        damage.append(tuple(max(shock.severity * (50 + e.weak) // FULL + aside, 0) for e in years))
    return Tested(strength_of(state), tuple(damage), tuple(exposed))


def _endings(tested: Tested, draws: Draws) -> list[tuple[int, int]]:
    """For each run: how many years it stood, and the strength left at the end (below 0: by how much it fell)."""
    ends = []
    for run in draws:
        left, stood = tested.strength.points, 0
        for year, (k, force) in enumerate(run):
            if k != QUIET:
                left -= tested.damage[k][year] * force // FULL
            if left <= 0:
                break
            stood += 1
        ends.append((stood, left))
    return ends


def _story(state: Exercise, tested: Tested, run: Sequence[tuple[int, int]]) -> tuple[ToldYear, ...]:
    """One run, year by year."""
    left, told, share = tested.strength.points, list[ToldYear](), funded(state)
    for year, (k, force) in enumerate(run, start=1):
        if left <= 0 and told:
            told.append(ToldYear(year, "over"))
            continue
        if k == QUIET:
            told.append(ToldYear(year, "quiet" if left > 0 else "broke", left=left))
            continue
        shock, exposed = state.rulebook.shocks[k], tested.exposed[k][year - 1]
        damage = tested.damage[k][year - 1] * force // FULL
        left -= damage
        helps, hurts = sides(shock, share)
        carried = max(helps, key=lambda r: helps[r], default=OptionRef(""))
        carried = carried if helps.get(carried) else OptionRef("")
        failed = max(hurts, key=lambda r: hurts[r], default=OptionRef(""))
        inplay = {r: n for r, n in shock.helps.items() if r.partition(".")[0] in state.clauses}
        missing = (
            max(inplay, key=lambda r: inplay[r], default=OptionRef("")) if not carried else OptionRef("")
        )
        how: YearState = "broke" if left <= 0 else "strained" if 2 * damage >= shock.severity else "held"
        told.append(
            ToldYear(
                year, how, shock.id, exposed.weak, exposed.seat, damage, left, carried, helps.get(carried, 0),
                failed, hurts.get(failed, 0), missing,
            )
        )  # fmt: skip
    return tuple(told)


def _without(state: Exercise, clause: ClauseId) -> Exercise:
    return replace(state, agreement={c: a for c, a in state.agreement.items() if c != clause})


def run_trial(state: Exercise, seed: int, runs: int = RUNS) -> TrialResult:
    """Put the agreement of this state through its term. About a tenth of a second: not for the event loop."""
    book = state.rulebook
    draws, tested = draw(book.shocks, book.term, seed, runs), weigh(state)
    ends = _endings(tested, draws)
    stood = tuple(sum(years > n for years, _ in ends) for n in range(book.term))
    fell = Counter(run[n][0] for run, (n, _) in zip(draws, ends, strict=True) if n < book.term)
    worth = []
    for clause in state.clauses:
        if clause in state.agreement:
            rest = _endings(weigh(_without(state, clause)), draws)
            longer = sum(years for years, _ in ends) - sum(years for years, _ in rest)
            worth.append(
                ClauseWorth(option_ref(clause, state.package[clause]), round(longer * MONTHS / runs))
            )
    # the run in the middle of all: half of them went better, half worse
    typical = sorted(range(runs), key=lambda i: (ends[i], i))[runs // 2]
    parts = tested.strength
    return TrialResult(
        seed, runs, dict(sorted(state.package.items())), parts.settled, parts.signed, parts.led, parts.funded,
        parts.points, stood, tuple((book.shocks[k].id, n) for k, n in fell.most_common() if k != QUIET),
        tuple(worth), _story(state, tested, draws[typical]),
    )  # fmt: skip


def as_tested(room: Exercise) -> Exercise:
    """The room as the test sees it: with the one clause that was changed, where the second test was asked for."""
    change = room.trial.change
    if change is None or not room.trial.results:
        return room
    agreement = {**room.agreement, change.clause: Adopted(change.option, change.decision)}
    return replace(room, agreement=agreement)
