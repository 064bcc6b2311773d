"""What the agreement of a room left on the table, for its debrief. Without NumPy only single changes are looked at."""

from __future__ import annotations

from collections.abc import Mapping

from ..core.ids import ClauseId, OptionId, SeatId
from ..core.results import parties
from ..core.scoring import value
from ..core.state.debrief import Better, LeftOnTable
from ..core.state.exercise import Exercise
from .tables import TooManyPackages, strips, tabulate, values

MOST_CHANGES = 2
Package = Mapping[ClauseId, OptionId]


def left_on_table(state: Exercise) -> LeftOnTable:
    """Everything settled otherwise that would have made more parties better off. A second or two for a large room."""
    seats, book, now = parties(state), state.rulebook, state.package
    alternative = {s: state.alternative_of(s) for s in seats}

    def worth(package: Package) -> dict[SeatId, int]:
        return {s: value(book, s, package, state.clauses) for s in seats}

    mine = worth(now)
    found = []
    for clause in state.clauses:
        for option in book.clause_of[clause].options:
            if option.id != now.get(clause):
                then = worth({**now, clause: option.id})
                gainers, losers = (sum(sign * (then[s] - mine[s]) > 0 for s in seats) for sign in (1, -1))
                pleased = sum(then[s] >= alternative[s] for s in seats)
                found.append(
                    Better(clause, now.get(clause, OptionId("")), option.id, gainers, losers, pleased)
                )
    better = [b for b in found if b.gainers > b.losers]
    best_of = {b.clause: b for b in sorted(better, key=lambda b: (b.gainers - b.losers, b.pleased))}
    changes = sorted(best_of.values(), key=lambda b: (b.losers - b.gainers, -b.pleased))[:MOST_CHANGES]
    plain = LeftOnTable(sum(mine.values()), sum(alternative.values()), tuple(changes))
    return _against_all(state, seats, plain)


def _against_all(state: Exercise, seats: tuple[SeatId, ...], plain: LeftOnTable) -> LeftOnTable:
    """The same with the best of all complete agreements, where they can be looked at."""
    try:
        import numpy as np

        space = tabulate(state.rulebook, state.clauses, seats)
    except (ModuleNotFoundError, TooManyPackages):
        return plain
    best, where, pleased_there, pleasing_all = None, (0, 0), 0, 0
    for start, stop in strips(space):
        total = np.zeros((stop - start, space.width), dtype=np.int64)
        pleased = np.zeros((stop - start, space.width), dtype=np.int16)
        for column in space.columns:
            worth = values(space, column, start, stop)
            total += worth
            pleased += worth >= state.alternative_of(column.seat)
        pleasing_all += int(np.count_nonzero(pleased == len(space.columns)))
        row, across = (int(i) for i in np.unravel_index(int(total.argmax()), total.shape))
        if best is None or int(total[row, across]) > best:
            best, where = int(total[row, across]), (start + row, across)
            pleased_there = int(pleased[row, across])
    return LeftOnTable(
        plain.now, plain.alternative, plain.changes, space.packages, best or 0, pleased_there, pleasing_all,
        dict(sorted(space.package(*where).items())),
    )  # fmt: skip
