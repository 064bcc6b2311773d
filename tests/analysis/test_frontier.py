"""The vectorised numbers say the same as core.scoring, which is the only definition of a score."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace

import pytest

from simulator.core.scoring import value

pytest.importorskip("numpy")

from simulator.analysis import frontier, tables
from simulator.analysis.frontier import enumerate_packages, trade_off
from simulator.analysis.tables import TooManyPackages, strips, tabulate, values


def every_package(rulebook, clauses=None):
    chosen = [rulebook.clause_of[c] for c in clauses or rulebook.default_clauses]
    for options in itertools.product(*(c.options for c in chosen)):
        yield {c.id: o.id for c, o in zip(chosen, options, strict=True)}


def test_every_value_in_the_tables_is_the_value_that_scoring_gives(draw):
    rulebook = draw(sizes=(5, 6, 5, 4, 3, 4), seed=7, interactions=5)
    space = tabulate(rulebook)
    chance = random.Random(3)
    for column in space.columns:
        table = values(space, column)
        for _ in range(200):
            row, across = chance.randrange(space.rows), chance.randrange(space.width)
            package = space.package(row, across)
            assert list(package) == list(rulebook.default_clauses)
            assert table[row, across] == value(rulebook, column.seat, package)


def test_values_of_a_strip_are_those_rows_of_the_whole_table(draw, monkeypatch):
    monkeypatch.setattr(tables, "_CHUNK", 40)
    rulebook = draw(sizes=(3, 4, 3, 4), seed=2, interactions=6)
    space = tabulate(rulebook)
    ranges = list(strips(space))
    assert len(ranges) > 2
    assert [a for a, _ in ranges[1:]] == [b for _, b in ranges[:-1]]
    assert ranges[0][0] == 0
    assert ranges[-1][1] == space.rows
    for column in space.columns:
        whole = values(space, column)
        for start, stop in ranges:
            assert (values(space, column, start, stop) == whole[start:stop]).all()


def test_some_clauses_alone_are_weighed_as_if_they_were_all(draw):
    rulebook = draw(seed=5, interactions=4)
    some = rulebook.default_clauses[1:3]
    space = tabulate(rulebook, some)
    assert space.packages == 6
    for column in space.columns:
        table = values(space, column)
        for row, across in itertools.product(range(space.rows), range(space.width)):
            assert table[row, across] == value(rulebook, column.seat, space.package(row, across), some)


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("chunk", [8, 1 << 19])
def test_enumeration_counts_what_brute_force_counts(draw, monkeypatch, seed, chunk):
    monkeypatch.setattr(tables, "_CHUNK", chunk)
    rulebook = draw(seed=seed, percentile=40, interactions=3)
    voters = [o for o in rulebook.organizations if o.votes]
    packages = list(every_package(rulebook))
    worth = [{o.id: value(rulebook, o.id, p) for o in voters} for p in packages]
    pleased = [{o.id for o in voters if w[o.id] >= o.alternative.value} for w in worth]
    caucuses = {s.code: [o for o in voters if o.sector == s.code] for s in rulebook.sectors}
    content = [
        {
            code
            for code, members in caucuses.items()
            if sum(w[o.id] for o in members) >= sum(o.alternative.value for o in members)
        }
        for w in worth
    ]
    totals = [sum(w.values()) for w in worth]

    found = enumerate_packages(rulebook)

    assert found.packages == len(packages) == 48
    assert found.pleasing_all == sum(len(p) == len(voters) for p in pleased)
    assert [dict(e) for e in found.examples] == [
        p for p, happy in zip(packages, pleased, strict=True) if len(happy) == len(voters)
    ]
    assert found.pleasing_caucuses == sum(len(c) == 3 for c in content)
    assert found.by_party == {o.id: sum(o.id in p for p in pleased) for o in voters}
    assert found.by_caucus == {code: sum(code in c for c in content) for code in caucuses}
    assert found.by_count == tuple(sum(len(p) == n for p in pleased) for n in range(len(voters) + 1))
    assert found.by_cast == {
        c.size: sum(p >= {o.id for o in voters} & set(c.seats) for p in pleased) for c in rulebook.casts
    }
    assert found.best_sum_value == max(totals)
    first_best = totals.index(max(totals))
    assert found.best_sum == packages[first_best]
    assert found.best_sum_pleases == len(pleased[first_best])


def test_only_the_first_fifty_packages_that_please_all_are_kept(draw):
    rulebook = draw(sizes=(4, 4, 4, 4), percentile=0, parties=2, silent=0, interactions=0)
    found = enumerate_packages(rulebook)
    assert found.pleasing_all == found.packages == 256
    assert len(found.examples) == frontier.MOST_EXAMPLES


@pytest.mark.parametrize("chunk", [8, 1 << 19])
def test_the_trade_off_is_every_point_that_nothing_beats(draw, monkeypatch, chunk):
    monkeypatch.setattr(tables, "_CHUNK", chunk)
    rulebook = draw(seed=4, silent=0)
    first, second = ("seat0", "seat3"), ("seat1",)

    def points():
        for package in every_package(rulebook):
            yield tuple(sum(value(rulebook, s, package) for s in group) for group in (first, second))

    cloud = set(points())
    efficient = sorted(p for p in cloud if not any(q[0] >= p[0] and q[1] >= p[1] and q != p for q in cloud))

    found = trade_off(rulebook, first, second)

    assert [(p.first, p.second) for p in found] == [(x // 2, y) for x, y in efficient]
    for point in found:
        assert sum(value(rulebook, s, point.package) for s in first) // 2 == point.first
        assert value(rulebook, "seat1", point.package) == point.second


def test_a_trade_off_needs_two_groups(draw):
    with pytest.raises(ValueError, match="at least one"):
        trade_off(draw(), (), ("seat1",))


def test_too_many_packages_are_refused_before_anything_is_built(draw):
    rulebook = draw(sizes=(2, 2), interactions=0)
    wide = replace(rulebook.clauses[0], options=rulebook.clauses[0].options * 10_000)
    large = replace(rulebook, clauses=(wide, replace(wide, id="clause1")))
    with pytest.raises(TooManyPackages, match="400,000,000 packages"):
        tabulate(large)
