"""The compiler: signs, words and shares become the integers that the author meant."""

import json
from dataclasses import replace

import pytest

from simulator.core.rulebook import Rulebook, Share
from simulator.core.scoring import percentile_value, value, weights_in_play
from simulator.scenario.load import check_folder, load_folder
from simulator.scenario.problems import ScenarioInvalid
from simulator.scenario.rulebook_json import rulebook_from_json, rulebook_hash, rulebook_to_json
from tests.scenario.folders import TINY, break_as, change, copy_tiny


@pytest.fixture(scope="module")
def tiny() -> Rulebook:
    return load_folder(TINY)


def test_signs_follow_the_scale_and_exceptions_win(tiny):
    town, lake = tiny.organization_of["town-hall"], tiny.organization_of["lake-friends"]
    assert town.scores["rule.unanimity"] == 0
    assert town.scores["rule.committee"] == 100
    assert town.scores["rule.consensus"] == 30  # its own, against its sector's 25
    assert lake.scores["rule.two-thirds"] == 50  # not named in liked
    assert set(town.scores) == {r for c in tiny.clauses for r in tiny.refs(c.id)}


def test_a_scale_of_its_own_gives_the_signs_other_numbers(tmp_path):
    scenario = copy_tiny(tmp_path)
    change(scenario, "scenario.yaml", "entry_share: 2/3\n", 'entry_share: 2/3\nscale: {"++": 90, "--": 5}\n')
    scores = load_folder(scenario).organization_of["town-hall"].scores
    assert (scores["rule.unanimity"], scores["rule.committee"], scores["rule.by-weight"]) == (5, 90, 75)


def test_weights_sum_to_1000_and_unnamed_clauses_count_40(tiny):
    boats = tiny.organization_of["boat-hire"]  # money 600, upkeep 300, rule left out
    assert boats.weights == {"money": 638, "rule": 43, "upkeep": 319}
    assert all(sum(o.weights.values()) == 1000 for o in tiny.organizations)


def test_a_sectors_delta_counts_for_each_of_its_organizations_and_their_own_wins(tiny):
    assert tiny.interactions[0].delta == {"lake-friends": -4000, "town-hall": 1500}


def test_an_organizations_own_delta_replaces_its_sectors(tmp_path):
    scenario = copy_tiny(tmp_path)
    change(scenario, "agreement.yaml", "{CV: -4, town-hall: 1.5}", "{TO: -4, town-hall: 0}")
    assert load_folder(scenario).interactions[0].delta == {"county-lab": -4000}


def test_pledge_costs_are_millipoints(tiny):
    assert [c.cost for c in tiny.organization_of["town-hall"].pledge_cards] == [4000, 1500, 3000]


@pytest.mark.parametrize(
    ("written", "millipoints"), [("1.001", 1001), ("0.3", 300), ("7", 7000), ("-0.029", -29)]
)
def test_points_are_read_exactly(tmp_path, written, millipoints):
    scenario = copy_tiny(tmp_path)
    change(scenario, "agreement.yaml", "{CV: -4, town-hall: 1.5}", f"{{CV: {written}}}")
    assert load_folder(scenario).interactions[0].delta == {"lake-friends": millipoints}


def test_an_alternative_in_points_is_taken_as_it_is(tiny):
    assert tiny.organization_of["lake-friends"].alternative.value == 52_500


@pytest.mark.parametrize(("seat", "percentile"), [("town-hall", 40), ("boat-hire", 42), ("county-lab", 52)])
def test_an_alternative_is_the_percentile_of_all_packages_of_the_default_clauses(tiny, seat, percentile):
    organization = tiny.organization_of[seat]
    plain = replace(tiny, interactions=())
    worths = sorted(
        value(plain, seat, {"rule": r.id, "money": m.id})
        for r in tiny.clause_of["rule"].options
        for m in tiny.clause_of["money"].options
    )
    expected = next(w for i, w in enumerate(worths, start=1) if i * 100 >= percentile * len(worths))
    assert organization.alternative.value == expected
    assert sum(weights_in_play(organization.weights, tiny.default_clauses).values()) == 1000
    choices = {c: tiny.refs(c) for c in tiny.default_clauses}
    assert expected == percentile_value(organization.weights, organization.scores, choices, percentile)


def test_rules_keep_their_exact_fractions_and_fallbacks(tiny):
    rules = {o.id: o.rule for o in tiny.clause_of["rule"].options}
    assert rules["both-sides"].fallback.share == Share(3, 4)
    assert rules["by-weight"].weight_share == Share(1, 2, strictly=True)
    assert (rules["committee"].per_caucus, rules["consensus"].blocks) == (1, 1)
    assert tiny.default_rule.share == Share(1, 2, strictly=True)


def test_texts_steps_casts_and_relations_arrive(tiny):
    assert [o.number for o in tiny.organizations] == [1, 2, 3, 4]
    assert tiny.background.startswith("# The jetty of Reed Bay")
    assert tiny.steps[0].slides[0].lines == ("A lake", "A jetty", "Four organizations")
    assert tiny.cast(4).seats == ("town-hall", "boat-hire", "lake-friends", "county-lab")
    assert tiny.cast(3).hosts == {"county-lab": "town-hall"}
    assert [(r.seat, r.trusts) for r in tiny.organization_of["town-hall"].relations] == [
        ("county-lab", True), ("boat-hire", False),
    ]  # fmt: skip
    assert [i.sign for i in tiny.organization_of["town-hall"].interests] == [2, -2, -2, 1]
    assert not tiny.organization_of["county-lab"].votes
    assert [a.clauses for a in tiny.articles] == [("rule",), ("money", "upkeep")]


def test_a_rulebook_survives_the_journey_through_json(tiny):
    text = rulebook_to_json(tiny)
    again = rulebook_from_json(text)
    assert again == tiny
    assert rulebook_to_json(again) == text
    assert isinstance(again.clauses[0].options, tuple)
    assert list(again.organizations[0].scores) == list(tiny.organizations[0].scores)


def test_the_hash_changes_with_every_word_and_only_then(tiny):
    assert rulebook_hash(tiny) == rulebook_hash(load_folder(TINY))
    assert rulebook_hash(replace(tiny, setting="Elsewhere")) != rulebook_hash(tiny)
    assert len(rulebook_hash(tiny)) == 64


def test_a_text_that_is_no_rulebook_is_refused():
    with pytest.raises(ValueError, match="validation errors"):
        rulebook_from_json('{"id": "x"}')


def test_loading_a_broken_scenario_raises_with_every_problem(tmp_path):
    with pytest.raises(ScenarioInvalid) as caught:
        load_folder(break_as("sums", tmp_path))
    assert len(caught.value.problems) > 5
    assert "write 2 to 6" in str(caught.value)


def test_template_braces_are_plain_text(tmp_path):
    scenario = copy_tiny(tmp_path)
    change(scenario, "agenda.yaml", "say: Welcome to Reed Bay.", 'say: "{{ 7 * 7 }} {% raw %}"')
    assert load_folder(scenario).steps[0].say == "{{ 7 * 7 }} {% raw %}"


def test_expected_numbers_are_handed_on():
    assert check_folder(TINY).expected == {"balance": {"organizations": 4}}


def test_what_an_option_binds_the_room_to_is_compiled_and_survives_the_store(tmp_path):
    scenario = copy_tiny(tmp_path)
    binds = (
        "binds: {convener: [town-hall], pace: 5, reporting: closed, "
        "reopening: {kind: unanimity, spoken: All of us., of: present}}"
    )
    change(
        scenario,
        "agreement.yaml",
        "text: The town bears the cost of the repair.",
        f"text: The town bears the cost of the repair.\n            {binds}",
    )
    book = load_folder(scenario)
    found = book.option_at("money.town-pays").binds
    assert (found.convener, found.pace, found.reporting) == (("town-hall",), 5, "closed")
    assert (found.reopening.kind, found.reopening.of) == ("unanimity", "present")
    assert book.option_at("money.tickets").binds is None
    assert rulebook_from_json(rulebook_to_json(book)) == book


def test_the_facilitator_alone_convenes_where_an_option_says_so(tmp_path):
    scenario = copy_tiny(tmp_path)
    text = "text: The town bears the cost of the repair."
    change(scenario, "agreement.yaml", text, f"{text}\n            binds: {{convener: facilitator}}")
    assert load_folder(scenario).option_at("money.town-pays").binds.convener == ()


def test_a_rule_says_how_it_is_reviewed(tmp_path):
    scenario = copy_tiny(tmp_path)
    spoken = "spoken: Everyone present must say yes."
    review = "review: {kind: share, share: 2/3, of: present, spoken: Two of three may change it.}"
    change(scenario, "agreement.yaml", spoken, f"{spoken}, {review}")
    rule = load_folder(scenario).option_at("rule.unanimity").rule
    assert (rule.review.share, rule.review.of) == (Share(2, 3), "present")


def test_a_rulebook_from_before_options_bound_a_room_still_reads(tiny):
    old = json.loads(rulebook_to_json(tiny))
    for clause in old["clauses"]:
        for option in clause["options"]:
            del option["binds"]
            if option["rule"]:
                del option["rule"]["review"]
    del old["default_rule"]["review"]
    assert rulebook_from_json(json.dumps(old)) == tiny
