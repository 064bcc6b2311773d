"""NumPy is an extra: the program starts without it, and says what is missing where it is needed."""

from __future__ import annotations

import subprocess
import sys

WITHOUT = """
import sys
sys.modules["numpy"] = None  # as if it were not installed
from simulator.analysis import balance, expectation, frontier, tables
from simulator.core.rulebook import Rulebook
try:
    tables.tabulate(None)
except ModuleNotFoundError as missing:
    print(missing.name)
"""


def test_the_analysis_is_imported_without_numpy_and_names_it_when_asked():
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == "numpy"
