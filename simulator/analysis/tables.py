"""The package space of a rulebook as two half tables, so that millions of packages need no list of packages.

A package's value is a sum over clauses. The clauses are split in two halves; each party keeps its value of every
combination of the first half (``left``) and of the second (``right``); the value of package (i, j) is
``left[i] + right[j]`` plus the deltas of the interactions that hold there. All integers, in millipoints.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from ..core.ids import ClauseId, OptionId, OptionRef, SeatId, option_ref, split_ref
from ..core.rulebook import Rulebook
from ..core.scoring import weights_in_play

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LEFT_OPEN = OptionId("")
"""Stands for no option: the clause scores its ``if_open``."""
MOST_PACKAGES = 40_000_000
_CHUNK = 1 << 19  # packages in memory at once: 2 MB per table, which stays in the cache of a laptop


class TooManyPackages(ValueError):
    """The clauses allow more packages than can be enumerated in a few seconds."""


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One party's value of every package, in factors."""

    seat: SeatId
    alternative: int
    left: NDArray[np.int32]  # (combinations of the first half,)
    right: NDArray[np.int32]  # (combinations of the second half,)
    deltas: tuple[int, ...]  # one per interaction of the space


@dataclass(frozen=True, slots=True, eq=False)
class Space:
    """Every package of some clauses: the complete ones, or with ``LEFT_OPEN`` among the options all there are."""

    clauses: tuple[ClauseId, ...]
    options: tuple[tuple[OptionId, ...], ...]  # by clause, in the order of the agreement
    first_half: int  # how many of the clauses are in the left table
    # where each interaction holds: rows, columns
    corners: tuple[tuple[NDArray[np.intp], NDArray[np.intp]], ...]
    columns: tuple[Column, ...]

    @property
    def rows(self) -> int:
        """Combinations of the first half."""
        return prod(len(o) for o in self.options[: self.first_half])

    @property
    def width(self) -> int:
        """Combinations of the second half."""
        return prod(len(o) for o in self.options[self.first_half :])

    @property
    def packages(self) -> int:
        """How many packages there are."""
        return self.rows * self.width

    def package(self, row: int, column: int) -> dict[ClauseId, OptionId]:
        """The package at a place of the table; a clause that it leaves open is not in it."""
        chosen: dict[ClauseId, OptionId] = {}
        for clauses, index in (
            (range(self.first_half), row),
            (range(self.first_half, len(self.clauses)), column),
        ):
            for k in reversed(clauses):
                index, position = divmod(index, len(self.options[k]))
                chosen[self.clauses[k]] = self.options[k][position]
        return {c: chosen[c] for c in self.clauses if chosen[c] != LEFT_OPEN}


def tabulate(
    rulebook: Rulebook,
    clauses: Sequence[ClauseId] | None = None,
    seats: Collection[SeatId] | None = None,
    *,
    left_open: bool = False,
) -> Space:
    """The half tables of ``clauses`` (the default running order) for ``seats`` (all that vote). With ``left_open`` each
    clause may also stay open.

    Raises TooManyPackages beyond 40 million, and ModuleNotFoundError where NumPy is not installed.
    """
    import numpy as np

    chosen = tuple(rulebook.default_clauses if clauses is None else clauses)
    no_option = (LEFT_OPEN,) if left_open else ()
    options = tuple((*(o.id for o in rulebook.clause_of[c].options), *no_option) for c in chosen)
    sizes = [len(o) for o in options]
    if prod(sizes) > MOST_PACKAGES:
        raise TooManyPackages(
            f"{len(chosen)} clauses allow {prod(sizes):,} packages; at most {MOST_PACKAGES:,}"
        )
    half = min(range(len(sizes) + 1), key=lambda k: max(prod(sizes[:k]), prod(sizes[k:])))
    interactions = [i for i in rulebook.interactions if all(split_ref(r)[0] in chosen for r in i.options)]
    left, right = _combinations(sizes[:half]), _combinations(sizes[half:])

    def places(refs: tuple[OptionRef, ...]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        held = [np.ones(len(left), dtype=bool), np.ones(len(right), dtype=bool)]
        for ref in refs:
            clause, option = split_ref(ref)
            k = chosen.index(clause)
            table, position = (0, k) if k < half else (1, k - half)
            held[table] &= (left, right)[table][:, position] == options[k].index(option)
        return np.flatnonzero(held[0]), np.flatnonzero(held[1])

    columns = []
    for organization in rulebook.organizations:
        if organization.id not in seats if seats is not None else not organization.votes:
            continue
        weights = weights_in_play(organization.weights, chosen)
        worth = [
            np.array(
                [
                    weights[c]
                    * (
                        organization.scores.get(option_ref(c, o), 50)
                        if o != LEFT_OPEN
                        else rulebook.clause_of[c].if_open
                    )
                    for o in options[k]
                ],
                dtype=np.int32,
            )
            for k, c in enumerate(chosen)
        ]
        columns.append(
            Column(
                seat=organization.id,
                alternative=organization.alternative.value,
                left=_add(worth[:half], left),
                right=_add(worth[half:], right),
                deltas=tuple(i.delta.get(organization.id, 0) for i in interactions),
            )
        )
    return Space(chosen, options, half, tuple(places(i.options) for i in interactions), tuple(columns))


def strips(space: Space) -> Iterator[tuple[int, int]]:
    """Row ranges that keep about half a million packages in memory at once."""
    step = max(1, _CHUNK // space.width)
    for start in range(0, space.rows, step):
        yield start, min(start + step, space.rows)


def values(space: Space, column: Column, start: int = 0, stop: int | None = None) -> NDArray[np.int32]:
    """A party's value of the packages in rows ``start`` to ``stop``: shape (rows, width)."""
    import numpy as np

    table: NDArray[np.int32] = column.left[start:stop, None] + column.right[None, :]
    for (rows, across), delta in zip(space.corners, column.deltas, strict=True):
        if delta:
            inside = rows[(rows >= start) & (rows < start + len(table))] - start
            table[np.ix_(inside, across)] += delta
    return table


def _combinations(sizes: Sequence[int]) -> NDArray[np.intp]:
    """Every combination of positions, last one fastest: shape (combinations, clauses)."""
    import numpy as np

    combinations = list(product(*(range(n) for n in sizes)))
    return np.array(combinations, dtype=np.intp).reshape(len(combinations), len(sizes))


def _add(worth: Sequence[NDArray[np.int32]], combinations: NDArray[np.intp]) -> NDArray[np.int32]:
    """The sum of the clauses' worth for every combination."""
    import numpy as np

    total = np.zeros(len(combinations), dtype=np.int32)
    for k, of_clause in enumerate(worth):
        total += of_clause[combinations[:, k]]
    return total
