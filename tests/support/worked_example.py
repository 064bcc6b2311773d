"""Puts the worked example of CONTRIBUTING.md into a copy of the code, so that a test can run what the page shows.

A comment above a block says where it goes: `in: FILE | before: LINE`, `after: LINE`, `instead of: LINE` or `new`.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

STEP = re.compile(
    r"<!-- in: (\S+) \| (new|before|after|instead of)(?:: (.*?))? -->\n```\w+\n(.*?)```\n", re.DOTALL
)


@dataclass(frozen=True)
class Step:
    """One block of the example and its place."""

    file: str
    how: str
    line: str
    code: str


def steps(page: str) -> list[Step]:
    """The blocks of a page that have a place, in their order."""
    return [Step(file, how, line, code) for file, how, line, code in STEP.findall(page)]


def copy_code(source: Path, target: Path) -> None:
    """The code, its templates and its tests; without what tools make."""
    for folder in ("simulator", "templates", "tests", "scenarios"):
        shutil.copytree(
            source / folder, target / folder, ignore=shutil.ignore_patterns("__pycache__", "vendor")
        )
    shutil.copyfile(source / "pyproject.toml", target / "pyproject.toml")


def apply(step: Step, root: Path) -> None:
    """Put one block in its place. Raises LookupError where its line does not stand there exactly once."""
    path = root / step.file
    if step.how == "new":
        if path.exists():
            raise LookupError(f"{step.file} is there already")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(step.code, "utf-8")
        return
    lines = path.read_text("utf-8").splitlines(keepends=True)
    found = [i for i, line in enumerate(lines) if line.rstrip("\n") == step.line]
    if len(found) != 1:
        raise LookupError(f"{step.file} has {len(found)} lines that read {step.line!r}")
    at = found[0]
    first, rest = {"before": (at, at), "after": (at + 1, at + 1), "instead of": (at, at + 1)}[step.how]
    path.write_text("".join([*lines[:first], step.code, *lines[rest:]]), "utf-8")
