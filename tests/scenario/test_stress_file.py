"""stress.yaml compiled: one line of text, points by option; a rulebook from before there were shocks has none."""

import json

import pytest

from simulator.core.rulebook import SHOCK_KINDS
from simulator.scenario.load import check_folder
from simulator.scenario.rulebook_json import rulebook_from_json, rulebook_to_json
from tests.scenario.folders import copy_tiny
from tests.support.scenarios import scenario

STRESS = """\
schema_version: 1
shocks:
  - id: storm
    title: A storm
    story: |
      The jetty
      is gone.
    hits: cost
    severity: 60
    likely: [1, 2, 0, 0, 3]
    line: Repair
    rise: 20
    helps: {money.tickets: 10, money.shared: 5}
"""


def test_shocks_are_compiled_and_old_rulebooks_read_without(tmp_path):
    tiny = copy_tiny(tmp_path)
    (tiny / "stress.yaml").write_text(STRESS, encoding="utf-8")
    checked = check_folder(tiny)
    assert not checked.problems
    (storm,) = checked.rulebook.shocks
    assert (storm.story, storm.likely, storm.line, storm.rise) == (
        "The jetty is gone.",
        (1, 2, 0, 0, 3),
        "Repair",
        20,
    )
    assert list(storm.helps) == ["money.shared", "money.tickets"]
    assert rulebook_from_json(rulebook_to_json(checked.rulebook)) == checked.rulebook
    old = json.loads(rulebook_to_json(checked.rulebook))
    del old["shocks"]
    assert rulebook_from_json(json.dumps(old)).shocks == ()


@pytest.mark.parametrize(("name", "least"), [("alder-basin", 12), ("first-table", 5)])
def test_every_scenario_has_shocks_of_each_kind_that_matters_and_none_in_the_first_year_alone(name, least):
    shocks = scenario(name).shocks
    assert len(shocks) >= least
    assert {s.hits for s in shocks} >= set(SHOCK_KINDS) - {"cost", "leader"}
    assert all(s.helps and s.hurts for s in shocks)
    assert all(any(s.likely[year] for s in shocks) for year in range(5))
