"""The scenarios of the repository, compiled once for all tests."""

from functools import cache
from pathlib import Path

from simulator.scenario.load import load_folder

SCENARIOS = Path(__file__).parents[2] / "scenarios"


@cache
def scenario(name):
    """The rulebook of ``scenarios/<name>``; raises `ScenarioInvalid` where it has problems."""
    return load_folder(SCENARIOS / name)
