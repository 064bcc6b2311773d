"""The catalog: scenarios side by side, checked once for as long as they stay the same."""

import shutil

import pytest

from simulator.scenario import catalog as module
from simulator.scenario.catalog import Catalog, UnknownScenario
from simulator.scenario.compiled import Compiled
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
    with pytest.raises(ScenarioInvalid) as told:
        catalog.load("broken")
    assert len(told.value.problems) == 1


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


@pytest.fixture
def checks(monkeypatch):
    """The scenarios that were checked, as often as they were."""
    names = []
    real = module.check_source
    monkeypatch.setattr(module, "check_source", lambda source: names.append(source.name) or real(source))
    return names


@pytest.fixture
def shelf(tmp_path):
    copy_tiny(tmp_path / "shelf")
    return tmp_path / "shelf"


def fresh(shelf):
    """A catalog as another process would have it."""
    return Catalog(shelf, Compiled(shelf.parent / "cache"))


def test_what_was_sound_is_not_checked_again_by_the_next_process(shelf, checks):
    first = fresh(shelf).load("tiny-scenario")
    assert fresh(shelf).load("tiny-scenario") == first
    assert fresh(shelf).entries()[0].title == "The jetty"
    assert checks == ["tiny-scenario"]
    change(shelf / "tiny-scenario", "scenario.yaml", "title: The jetty", "title: The new jetty")
    assert fresh(shelf).load("tiny-scenario").title == "The new jetty"
    assert len(checks) == 2
    assert [file.name for file in (shelf.parent / "cache").iterdir()] == ["tiny-scenario.rulebook"]


def test_a_broken_scenario_is_checked_once_too(shelf, checks):
    change(shelf / "tiny-scenario", "scenario.yaml", "minutes: 60", "minutes: 61")
    catalog = fresh(shelf)
    assert catalog.entries() == catalog.entries() == ()
    assert checks == ["tiny-scenario"]


@pytest.mark.parametrize("damage", [b"", b"\xff\xfe", b"0" * 64 + b"\n{}", None])
def test_a_damaged_file_is_compiled_anew(shelf, checks, damage):
    first = fresh(shelf).load("tiny-scenario")
    (file,) = (shelf.parent / "cache").iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole.replace(b"The jetty", b"The jetsy") if damage is None else damage)
    assert fresh(shelf).load("tiny-scenario") == first
    assert len(checks) == 2
    assert file.read_bytes() == whole


def test_other_checks_compile_anew(shelf, checks, monkeypatch):
    fresh(shelf).load("tiny-scenario")
    monkeypatch.setattr("simulator.scenario.compiled.version_of_the_checks", lambda: "a later release")
    fresh(shelf).load("tiny-scenario")
    assert len(checks) == 2


def test_what_cannot_be_kept_is_loaded_all_the_same(shelf, checks):
    (shelf.parent / "cache").write_text("a file where the folder should be")
    assert fresh(shelf).load("tiny-scenario").title == "The jetty"
    assert fresh(shelf).load("tiny-scenario").title == "The jetty"
    assert len(checks) == 2


def test_a_broken_scenario_is_never_kept(shelf, checks):
    change(shelf / "tiny-scenario", "scenario.yaml", "minutes: 60", "minutes: 61")
    for _ in range(2):
        with pytest.raises(ScenarioInvalid):
            fresh(shelf).load("tiny-scenario")
    assert not (shelf.parent / "cache").exists()
