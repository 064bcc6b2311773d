"""Who could agree on what: an exact count over every package, and the frontier between two groups."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

from ..core.ids import ClauseId, OptionId, SeatId, SectorCode
from ..core.rulebook import Rulebook
from .tables import Space, strips, tabulate, values

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_EXAMPLES = 50


@dataclass(frozen=True, slots=True)
class Frontier:
    """What an enumeration of every package found. A package *pleases* a party when it is worth its alternative."""

    packages: int
    pleasing_all: int  # packages that please every voting party
    examples: tuple[Mapping[ClauseId, OptionId], ...]  # the first of them, at most 50
    pleasing_caucuses: int  # packages whose mean value in each caucus reaches the caucus's mean alternative
    by_party: Mapping[SeatId, int]  # how many packages please it
    by_caucus: Mapping[SectorCode, int]
    by_cast: Mapping[int, int]  # packages that please every voting party seated in the cast of that size
    by_count: tuple[int, ...]  # how many packages please exactly 0, 1, 2, ... parties
    best_sum: Mapping[ClauseId, OptionId]  # the package with the highest sum over the voting parties
    best_sum_value: int  # that sum, millipoints
    best_sum_pleases: int  # parties


def enumerate_packages(rulebook: Rulebook, clauses: Sequence[ClauseId] | None = None) -> Frontier:
    """Count every complete package of ``clauses`` (the default running order); about a second for five million."""
    import numpy as np

    space = tabulate(rulebook, clauses)
    seats = [c.seat for c in space.columns]
    sector = {s: rulebook.organization_of[s].sector for s in seats}
    asked = {s: sum(c.alternative for c in space.columns if sector[c.seat] == s) for s in sector.values()}
    seated = {c.size: set(c.seats) for c in rulebook.casts}
    by_party = dict.fromkeys(seats, 0)
    by_caucus = dict.fromkeys(asked, 0)
    by_cast = dict.fromkeys(seated, 0)
    by_count = np.zeros(len(seats) + 1, dtype=np.int64)
    pleasing_caucuses, examples = 0, list[Mapping[ClauseId, OptionId]]()
    best: tuple[int, int, int, int] | None = None  # sum, row, column, parties pleased

    for start, stop in strips(space):
        shape = (stop - start, space.width)
        pleased = np.zeros(shape, dtype=np.int16)
        sums = {s: np.zeros(shape, dtype=np.int32) for s in asked}
        in_cast = {size: np.ones(shape, dtype=bool) for size in seated}
        for column in space.columns:
            worth = values(space, column, start, stop)
            sums[sector[column.seat]] += worth
            happy = worth >= column.alternative
            by_party[column.seat] += int(np.count_nonzero(happy))
            pleased += happy
            for size, chosen in seated.items():
                if column.seat in chosen:
                    in_cast[size] &= happy
        caucuses = {s: sums[s] >= asked[s] for s in asked}
        for s, mask in caucuses.items():
            by_caucus[s] += int(np.count_nonzero(mask))
        for size, mask in in_cast.items():
            by_cast[size] += int(np.count_nonzero(mask))
        everybody = np.ones(shape, dtype=bool)
        pleasing_caucuses += int(np.count_nonzero(reduce(np.logical_and, caucuses.values(), everybody)))
        by_count += np.bincount(pleased.ravel(), minlength=len(seats) + 1)
        for row, across in np.argwhere(pleased == len(seats))[: MOST_EXAMPLES - len(examples)]:
            examples.append(space.package(start + int(row), int(across)))
        total = sum(sums.values(), np.zeros(shape, dtype=np.int32))
        row, across = (int(i) for i in np.unravel_index(int(total.argmax()), shape))
        if best is None or int(total[row, across]) > best[0]:
            best = (int(total[row, across]), start + row, across, int(pleased[row, across]))

    assert best is not None  # a space has at least the empty package
    return Frontier(
        packages=space.packages,
        pleasing_all=int(by_count[-1]),
        examples=tuple(examples),
        pleasing_caucuses=pleasing_caucuses,
        by_party=by_party,
        by_caucus=by_caucus,
        by_cast=by_cast,
        by_count=tuple(int(n) for n in by_count),
        best_sum=space.package(best[1], best[2]),
        best_sum_value=best[0],
        best_sum_pleases=best[3],
    )


@dataclass(frozen=True, slots=True)
class FrontierPoint:
    """A package that cannot be made better for one group without making it worse for the other."""

    first: int  # mean value of the first group, millipoints
    second: int
    package: Mapping[ClauseId, OptionId]


def trade_off(
    rulebook: Rulebook,
    first: Collection[SeatId],
    second: Collection[SeatId],
    clauses: Sequence[ClauseId] | None = None,
) -> tuple[FrontierPoint, ...]:
    """The efficient frontier between two groups of parties, from the best for ``second`` to the best for ``first``."""
    import numpy as np

    if not first or not second:
        raise ValueError("both groups need at least one party")
    space = tabulate(rulebook, clauses, {*first, *second})
    kept = np.empty((0, 3), dtype=np.int64)  # first, second, place
    for start, stop in strips(space):
        x, y = _sum(space, set(first), start, stop), _sum(space, set(second), start, stop)
        place = np.arange(start * space.width, stop * space.width, dtype=np.int64)
        kept = _efficient(np.concatenate([kept, np.stack([x.ravel(), y.ravel(), place], axis=1)]))
    points = (
        FrontierPoint(
            int(x) // len(set(first)),
            int(y) // len(set(second)),
            space.package(*divmod(int(at), space.width)),
        )
        for x, y, at in kept
    )
    return tuple(points)


def _sum(space: Space, seats: set[SeatId], start: int, stop: int) -> NDArray[np.int64]:
    """The summed value of a group for the packages of some rows."""
    import numpy as np

    total = np.zeros((stop - start, space.width), dtype=np.int64)
    for column in space.columns:
        if column.seat in seats:
            total += values(space, column, start, stop)
    return total


def _efficient(points: NDArray[np.int64]) -> NDArray[np.int64]:
    """The rows that no other row beats in both of the first two columns, by the first; one of each double."""
    import numpy as np

    order = np.lexsort((points[:, 2], -points[:, 1], -points[:, 0]))
    ranked = points[order]
    before = np.maximum.accumulate(np.concatenate([[np.iinfo(np.int64).min], ranked[:-1, 1]]))
    return ranked[ranked[:, 1] > before][::-1]
