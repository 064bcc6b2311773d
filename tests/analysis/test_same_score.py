"""There is one definition of a score: the tables of the analysis say to the millipoint what core.scoring says."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.core.scoring import value

pytest.importorskip("numpy")

from dataclasses import replace

from simulator.analysis.tables import tabulate, values
from tests.analysis.conftest import draw_rulebook
from tests.support.scenarios import scenario


def tables_of(space):
    return {column.seat: values(space, column) for column in space.columns}


@given(
    sizes=st.lists(st.integers(2, 4), min_size=1, max_size=5).map(tuple),
    seed=st.integers(0, 10**6),
    interactions=st.integers(0, 8),
    if_open=st.lists(st.integers(0, 100), min_size=5, max_size=5),
    places=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), min_size=1, max_size=20),
    data=st.data(),
)
def test_any_package_of_any_rulebook_is_worth_the_same(sizes, seed, interactions, if_open, places, data):
    """Open clauses, interactions of any two options, weights of 0, and a part of the clauses in any order."""
    book = draw_rulebook(sizes, seed=seed, interactions=interactions if len(sizes) > 1 else 0)
    clauses = tuple(replace(c, if_open=n) for c, n in zip(book.clauses, if_open, strict=False))
    idle = data.draw(st.sets(st.sampled_from([c.id for c in clauses])))
    parties = tuple(
        replace(o, weights={c: 0 if c in idle else w for c, w in o.weights.items()})
        for o in book.organizations
    )
    book = replace(book, clauses=clauses, organizations=parties)
    chosen = data.draw(st.lists(st.sampled_from(book.default_clauses), min_size=1, unique=True))
    seats = [o.id for o in parties]
    space = tabulate(book, chosen, seats, left_open=True)
    worth = tables_of(space)
    for row, across in places:
        row, across = row % space.rows, across % space.width
        package = space.package(row, across)
        for seat in seats:
            assert worth[seat][row, across] == value(book, seat, package, chosen)


def test_a_package_without_anything_adopted_is_worth_what_stays_open(draw):
    book = draw(seed=4, interactions=6)
    space = tabulate(book, left_open=True)
    assert space.package(space.rows - 1, space.width - 1) == {}
    for seat, table in tables_of(space).items():
        assert table[-1, -1] == value(book, seat, {}) == 30_000


def test_random_packages_of_the_flagship_are_worth_the_same_to_every_party():
    book = scenario("alder-basin")
    space = tabulate(book, seats=[o.id for o in book.organizations])
    assert len(space.columns) == 48
    chance = random.Random(2026)
    places = [(chance.randrange(space.rows), chance.randrange(space.width)) for _ in range(500)]
    packages = [space.package(row, across) for row, across in places]
    for column in space.columns:
        found = _at(space, column, places)
        assert found == [value(book, column.seat, package) for package in packages]


def _at(space, column, places):
    """A party's value at some places, without the whole table of nearly five million."""
    return [int(values(space, column, row, row + 1)[0, across]) for row, across in places]


def test_packages_of_the_flagship_with_open_clauses_are_worth_the_same():
    book = scenario("alder-basin")
    clauses = [c.id for c in book.clauses][5:12]
    space = tabulate(book, clauses, [o.id for o in book.organizations], left_open=True)
    chance = random.Random(7)
    places = [(chance.randrange(space.rows), chance.randrange(space.width)) for _ in range(100)]
    packages = [space.package(row, across) for row, across in places]
    assert any(len(package) < len(clauses) for package in packages)
    for column in space.columns:
        found = _at(space, column, places)
        assert found == [value(book, column.seat, package, clauses) for package in packages]
