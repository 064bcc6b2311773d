"""The scenarios in this repository measure as their expected.yaml says."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("numpy")

from simulator.analysis.expectation import analyse
from simulator.scenario.compile import compile_draft
from simulator.scenario.documents import Report
from simulator.scenario.draft import read_draft
from simulator.scenario.source import read_folder

SCENARIOS = sorted(p.parent for p in Path(__file__).parents[2].glob("scenarios/*/expected.yaml"))


@pytest.mark.parametrize("folder", SCENARIOS, ids=lambda p: p.name)
def test_a_scenario_measures_as_its_expected_yaml_says(folder):
    draft = read_draft(read_folder(folder), Report())
    expected = draft.documents["expected.yaml"].model
    assert expected is not None
    found = analyse(compile_draft(draft), expected.model_dump())
    assert found.as_expected, found.text
