"""Broken copies of the tiny scenario: what a test changes, written as data."""

import shutil
from pathlib import Path

from ruamel.yaml import YAML

TESTS = Path(__file__).parents[1]
TINY = TESTS / "support" / "tiny_scenario"
BROKEN = TESTS / "golden" / "broken"


def copy_tiny(folder):
    """A copy of the tiny scenario that may be spoilt."""
    return Path(shutil.copytree(TINY, folder / "tiny-scenario"))


def change(scenario, file, find, put):
    """Replace the one place of a file where ``find`` stands."""
    path = scenario / file
    text = path.read_text(encoding="utf-8")
    assert text.count(find) == 1, f"{file} has {text.count(find)} places with {find!r}"
    path.write_text(text.replace(find, put), encoding="utf-8")


def break_as(name, folder):
    """A copy of the tiny scenario with the changes of ``golden/broken/<name>``."""
    scenario = copy_tiny(folder)
    for one in YAML(typ="safe", pure=True).load((BROKEN / name / "changes.yaml").read_text(encoding="utf-8")):
        path = scenario / one["file"]
        if one.get("remove"):
            path.unlink()
        elif "write" in one:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(one["write"], encoding="utf-8")
        else:
            change(scenario, one["file"], one["find"], one["put"])
    return scenario
