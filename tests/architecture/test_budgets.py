"""A file that grows past its budget has two reasons to change: split it, do not raise the number."""

import re
from pathlib import Path
from statistics import median, quantiles

from tests.architecture.tree import ROOT, own, text

MODULE_CAP, MODULE_MEDIAN, MODULE_P90 = 400, 150, 250
SCRIPT_CAP, SCRIPTS_TOTAL, SEAT_PAGE_TOTAL = 300, 1600, 800
SEAT_PAGE = Path("static/js/seat.js")


def lines(path: Path) -> int:
    return len(text(path).splitlines())


def loaded_by(script: Path) -> set[Path]:
    """`script` and every module of ours that it imports, directly or not."""
    seen, waiting = set(), [script]
    while waiting:
        path = waiting.pop()
        if path in seen or not (ROOT / path).is_file() or "vendor" in path.parts:
            continue
        seen.add(path)
        named = re.findall(r"""(?:from|import)\s*\(?\s*["'](\.{1,2}/[^"']+)["']""", text(path))
        waiting += [(ROOT / path.parent / target).resolve().relative_to(ROOT) for target in named]
    return seen


def test_no_module_is_longer_than_its_cap():
    long = {str(path): lines(path) for path in own("simulator", ".py") if lines(path) > MODULE_CAP}
    assert not long


def test_most_modules_are_short():
    sizes = [lines(path) for path in own("simulator", ".py")]
    assert median(sizes) <= MODULE_MEDIAN
    if len(sizes) >= 30:  # a tenth of fewer is a module or two, and the cap already speaks of those
        assert quantiles(sizes, n=10, method="inclusive")[-1] <= MODULE_P90


def test_the_scripts_of_the_pages_stay_small():
    sizes = {str(path): lines(path) for path in own("static/js", ".js", ".mjs")}
    assert not {path: size for path, size in sizes.items() if size > SCRIPT_CAP}
    assert sum(sizes.values()) <= SCRIPTS_TOTAL


def test_the_seat_page_loads_at_most_its_budget_of_our_script():
    sizes = {str(path): lines(path) for path in loaded_by(SEAT_PAGE)}
    assert sum(sizes.values()) <= SEAT_PAGE_TOTAL, sizes
