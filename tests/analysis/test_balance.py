"""The scenario report: what it measures, what it asks, and how it is held against expected.yaml."""

from __future__ import annotations

from dataclasses import replace

import pytest

pytest.importorskip("numpy")

from simulator.analysis.balance import examine, lazy_packages
from simulator.analysis.expectation import analyse, compare, describe, figures, targets
from simulator.core.scoring import value


@pytest.fixture
def rulebook(draw):
    return draw(sizes=(3, 5, 4, 2), parties=7, seed=11)


def test_the_report_sums_scores_over_the_voting_parties_only(rulebook):
    balance = examine(rulebook)
    voters = [o for o in rulebook.organizations if o.votes]
    assert balance.voters == len(voters) == 6
    for clause in balance.clauses:
        for option in clause.options:
            ref = f"{clause.clause}.{option.option}"
            assert option.total == sum(o.scores[ref] for o in voters)
            for sector in rulebook.sectors:
                scores = [o.scores[ref] for o in voters if o.sector == sector.code]
                assert (sector.code in option.hurts) == (sum(scores) / len(scores) < 50)
        assert clause.best.total == max(o.total for o in clause.options)
        assert clause.best_weighted.weighted == max(o.weighted for o in clause.options)


def test_a_lazy_answer_takes_the_last_option_where_a_clause_is_short(rulebook):
    lazy = lazy_packages(rulebook)
    assert list(lazy) == ["a", "b", "c", "d", "e", "middle"]
    assert list(lazy["c"].values()) == ["option2", "option2", "option2", "option1"]
    assert list(lazy["e"].values()) == ["option2", "option4", "option3", "option1"]
    assert list(lazy["middle"].values()) == ["option1", "option2", "option1", "option0"]


def test_the_report_counts_whom_a_lazy_answer_leaves_below_their_alternative(rulebook):
    balance = examine(rulebook)
    for name, package in lazy_packages(rulebook).items():
        voters = [o for o in rulebook.organizations if o.votes]
        assert balance.lazy[name] == sum(value(rulebook, o.id, package) < o.alternative.value for o in voters)


def test_the_two_most_different_packages_are_named(draw):
    balance = examine(draw(sizes=(2, 2, 2), percentile=0, parties=2, silent=0, interactions=0))
    assert balance.frontier.pleasing_all == 8
    assert balance.difference == 3
    alone = replace(balance, widest=balance.widest[:1])
    assert alone.difference == 0


def test_expected_figures_may_be_exact_or_bounds(rulebook):
    balance = examine(rulebook)
    assert all(f.met for f in compare(balance, {"schema_version": 1, **figures(balance)}))
    found = compare(
        balance,
        {
            "packages": {"min": 100, "max": 119},
            "pleasing_all": {"min": 0},
            "voters": {"max": 6},
            "casts": {7: {"percent": {"max": 100}}},
            "failing": {"a": 99},
            "unheard": 1,
            "packages_by": {"day": 1},
        },
    )
    assert [(f.name, f.met) for f in found] == [
        ("packages", False),
        ("pleasing_all", True),
        ("voters", True),
        ("casts.7.percent", True),
        ("failing.a", False),
        ("unheard", False),
        ("packages_by", False),
    ]
    assert found[0].said == "120; expected 100 to 119"
    assert found[2].said == "6; expected at most 6"


def test_every_target_says_what_was_found_and_what_was_wanted(rulebook):
    findings = targets(examine(rulebook))
    names = [f.name for f in findings]
    assert len(names) == len(set(names)) == 2 + 4 + 6 + 1 + 2
    easy = examine(replace(rulebook, organizations=tuple(
        replace(o, alternative=replace(o.alternative, value=0)) for o in rulebook.organizations
    )))  # fmt: skip
    missed = {f.name for f in targets(easy) if not f.met}
    assert {"few packages please all caucuses", "always a is no deal", "7 seats have a deal"} <= missed


def test_the_report_reads_as_text(rulebook):
    balance = examine(rulebook)
    findings = targets(balance)
    text = describe(balance, findings)
    assert "drawn: 120 packages, 6 voting parties" in text
    assert f"of {len(findings)} as wanted" in text
    assert text.count("MISS") == sum(not f.met for f in findings)


def test_only_the_scenarios_own_figures_decide_whether_it_is_as_expected(rulebook):
    assert analyse(rulebook).as_expected
    good = analyse(rulebook, {"schema_version": 1, "packages": 120})
    assert good.as_expected
    assert good.text.endswith("expected.yaml: 1 of 1 figures as expected")
    bad = analyse(rulebook, {"packages": 121, "voters": 6})
    assert not bad.as_expected
    assert bad.text.endswith("1 of 2 figures as expected\n  MISS packages: 120; expected 121")
