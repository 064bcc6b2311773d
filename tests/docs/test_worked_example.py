"""The worked example of CONTRIBUTING.md fits the code as it is, and works."""

import os
import subprocess
import sys

import pytest

from simulator.web.settings import ROOT
from tests.support.worked_example import apply, copy_code, steps

FILES = 8


@pytest.fixture(scope="module")
def example():
    return steps((ROOT / "CONTRIBUTING.md").read_text("utf-8"))


def test_a_new_kind_of_move_takes_no_more_files_than_the_page_says(example):
    assert len({step.file for step in example if not step.file.startswith("tests/")}) == FILES


def test_the_new_kind_of_move_works_among_all_the_others(example, tmp_path):
    copy_code(ROOT, tmp_path)
    for step in example:
        apply(step, tmp_path)
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "SIMULATOR_HYPOTHESIS": "brief"}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    ran = subprocess.run(
        [*command, *(f"tests/core/test_{name}.py" for name in ("outside", "dirty", "any_negotiation"))],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-3000:] + ran.stderr[-1000:]
