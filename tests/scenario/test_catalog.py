"""The catalog: scenarios side by side, checked once for as long as they stay the same."""

import shutil

import pytest

from simulator.scenario import catalog as module
from simulator.scenario.catalog import Catalog, UnknownScenario
from simulator.scenario.problems import ScenarioInvalid
from tests.scenario.folders import change, copy_tiny


@pytest.fixture
def catalog(tmp_path):
    copy_tiny(tmp_path)
    (tmp_path / "not-one").mkdir()
    return Catalog(tmp_path)


def test_it_lists_what_holds_a_scenario_file(catalog, tmp_path):
    shutil.copytree(tmp_path / "tiny-scenario", tmp_path / "broken")
    assert catalog.ids() == ("broken", "tiny-scenario")
    (tiny,) = catalog.entries()  # the other one cannot be played: its id is not its folder's name
    assert (tiny.id, tiny.title, tiny.minutes) == ("tiny-scenario", "The jetty", 60)
    assert [size for size, _title in tiny.casts] == [4, 3]
    assert len(catalog.check("broken").problems) == 1


def test_it_checks_again_only_when_a_text_changed(catalog, tmp_path, monkeypatch):
    checks = []
    real = module.check_source
    monkeypatch.setattr(module, "check_source", lambda source: checks.append(source.name) or real(source))
    first = catalog.load("tiny-scenario")
    assert catalog.load("tiny-scenario") is first
    change(tmp_path / "tiny-scenario", "scenario.yaml", "title: The jetty", "title: The new jetty")
    assert catalog.load("tiny-scenario").title == "The new jetty"
    assert len(checks) == 2


def test_a_broken_scenario_is_refused_with_its_problems(catalog, tmp_path):
    change(tmp_path / "tiny-scenario", "scenario.yaml", "minutes: 60", "minutes: 61")
    with pytest.raises(ScenarioInvalid, match="last 60 minutes"):
        catalog.load("tiny-scenario")


@pytest.mark.parametrize("scenario", ["nothing", "..", "not-one", "../tiny-scenario", ""])
def test_what_is_not_listed_cannot_be_loaded(catalog, scenario):
    with pytest.raises(UnknownScenario):
        catalog.load(scenario)


def test_a_folder_that_is_missing_holds_nothing(tmp_path):
    assert Catalog(tmp_path / "gone").entries() == ()
