"""Every broken scenario says exactly what its messages.txt says.

`SIMULATOR_REGEN=1` rewrites the files and then fails, so that the difference is read.
"""

import os

import pytest

from simulator.scenario.load import check_folder
from tests.scenario.folders import BROKEN, break_as

CASES = sorted(p.name for p in BROKEN.iterdir() if p.is_dir())


@pytest.mark.parametrize("name", CASES)
def test_a_broken_scenario_is_told_exactly_what_is_wrong(name, tmp_path):
    checked = check_folder(break_as(name, tmp_path))
    said = "".join(f"{p}\n" for p in checked.findings())
    golden = BROKEN / name / "messages.txt"
    if os.environ.get("SIMULATOR_REGEN") == "1":
        golden.write_text(said, encoding="utf-8")
        pytest.fail(f"{golden} is rewritten: read the difference")
    assert said == golden.read_text(encoding="utf-8")


def test_the_broken_scenarios_speak_no_jargon():
    words = (
        "pydantic",
        "Input should",
        "Field required",
        "Extra inputs",
        "loc",
        "NoneType",
        "valid string",
        "dict",
    )
    for name in CASES:
        text = (BROKEN / name / "messages.txt").read_text(encoding="utf-8")
        assert not [w for w in words if f" {w} " in f" {text} "], name
