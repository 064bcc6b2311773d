"""What an agreement is worth, counted again the long way."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.core.ids import option_ref
from simulator.core.scoring import (
    WEIGHT_SUM,
    interaction_delta,
    option_score,
    percentile_value,
    value,
    weights_in_play,
)
from tests.support.rulebooks import organization, small_book

CLAUSES = ("rule", "money", "lead", "extra")
weights = st.dictionaries(st.sampled_from(CLAUSES), st.integers(0, 1000))
in_play = st.lists(st.sampled_from(CLAUSES), unique=True, min_size=1)


@given(weights, in_play)
def test_weights_in_play_sum_to_a_thousand_and_keep_their_order(raw, clauses):
    shares = weights_in_play(raw, clauses)
    assert set(shares) == set(clauses)
    assert sum(shares.values()) == WEIGHT_SUM
    total = sum(raw.get(c, 0) for c in clauses)
    for clause, share in shares.items():
        exact = raw.get(clause, 0) * WEIGHT_SUM / total if total else WEIGHT_SUM / len(clauses)
        assert abs(share - exact) < 1
    for a, b in product(clauses, repeat=2):
        if raw.get(a, 0) > raw.get(b, 0):
            assert shares[a] >= shares[b]


def test_no_clause_in_play_has_no_weight():
    assert weights_in_play({"rule": 5}, ()) == {}


def test_the_remainder_goes_to_the_largest_rest_and_then_to_the_earlier_clause():
    assert weights_in_play({"a": 1, "b": 1, "c": 1}, ("a", "b", "c")) == {"a": 334, "b": 333, "c": 333}


packages = st.fixed_dictionaries(
    {}, optional={c.id: st.sampled_from([o.id for o in c.options]) for c in small_book().clauses[:3]}
)


@given(packages, st.sampled_from(["city", "shop", "parents"]), st.integers(0, 9000))
def test_value_is_weights_times_scores_plus_interactions_minus_cost(package, seat, cost):
    book = small_book()
    me, expected = book.organization_of[seat], -cost
    weight = {"rule": 200, "money": 500, "lead": 300}
    for c in book.default_clauses:
        chosen = package.get(c)
        score = me.scores.get(f"{c}.{chosen}", 50) if chosen else book.clause_of[c].if_open
        expected += weight[c] * score
    if package.get("rule") == "unanimity" and package.get("money") == "fund":
        expected += {"city": -2000, "shop": 1000}.get(seat, 0)
    if package.get("money") == "fund" and package.get("lead") == "city":
        expected += {"city": 500}.get(seat, 0)
    assert value(book, seat, package, cost=cost) == expected


def test_only_the_clauses_in_play_count():
    book = small_book()
    assert value(book, "city", {"money": "fund"}, ("money",)) == 1000 * 10
    assert value(book, "city", {}, ("lead",)) == 1000 * 40


def test_an_interaction_wants_all_its_options():
    both = {"rule": "unanimity", "money": "fund"}
    assert interaction_delta(small_book().interactions, "city", both) == -2000
    assert interaction_delta(small_book().interactions, "city", {"money": "fund"}) == 0


@given(st.integers(0, 100), st.integers(0, 100), st.integers(-5, 60), st.integers(0, 50))
def test_a_partly_funded_option_lies_between_open_and_its_score(score, if_open, pledged, needed):
    ref = option_ref("money", "fund")
    worth = option_score(organization("city", scores={ref: score}), ref, if_open, {ref: (pledged, needed)})
    assert min(score, if_open) <= worth <= max(score, if_open)
    if pledged >= needed:
        assert worth == score
    elif pledged <= 0:
        assert worth == if_open


def test_more_funding_never_takes_a_liked_option_down():
    ref = option_ref("money", "fund")
    me = organization("city", scores={ref: 90})
    worths = [option_score(me, ref, 30, {ref: (pledged, 7)}) for pledged in range(8)]
    assert worths == sorted(worths)
    assert (worths[0], worths[-1]) == (30, 90)


def test_value_reads_the_funding():
    book = small_book()
    half = value(book, "region", {"money": "fund"}, ("money",), funding={option_ref("money", "fund"): (1, 2)})
    assert half == 1000 * 30  # the score is 30 and so is if_open
    assert value(book, "parents", {"money": "fund"}, ("money",), funding={"money.fund": (1, 2)}) == 1000 * 55


@given(
    st.lists(st.lists(st.integers(0, 100), min_size=1, max_size=4), min_size=1, max_size=3),
    st.lists(st.integers(0, 9), min_size=3, max_size=3),
    st.integers(1, 100),
)
def test_percentiles_as_found_by_listing_every_package(scores, raw, percentile):
    choices = {f"c{i}": tuple(f"c{i}.o{j}" for j in range(len(s))) for i, s in enumerate(scores)}
    score = {f"c{i}.o{j}": points for i, s in enumerate(scores) for j, points in enumerate(s)}
    weight = {f"c{i}": w for i, w in enumerate(raw)}
    shares = weights_in_play(weight, tuple(choices))
    values = sorted(
        sum(shares[c] * score[ref] for c, ref in zip(choices, package, strict=True))
        for package in product(*choices.values())
    )
    needed = -(-percentile * len(values) // 100)
    assert percentile_value(weight, score, choices, percentile) == values[needed - 1]


@pytest.mark.parametrize(("percentile", "expected"), [(50, 0), (51, 100_000), (100, 100_000)])
def test_the_percentile_of_a_coin(percentile, expected):
    assert percentile_value({"c": 1}, {"c.a": 0, "c.b": 100}, {"c": ("c.a", "c.b")}, percentile) == expected
