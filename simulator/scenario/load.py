"""From a folder to a rulebook, or to everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from simulator.core.rulebook import Rulebook
from simulator.scenario.checks import run_checks
from simulator.scenario.compile import compile_draft
from simulator.scenario.documents import Report
from simulator.scenario.draft import Draft, read_draft
from simulator.scenario.problems import Problem, ScenarioInvalid, sort_problems
from simulator.scenario.rulebook_json import rulebook_hash
from simulator.scenario.source import Source, read_folder


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome of checking one scenario. ``rulebook`` and ``hash`` are there when there are no problems."""

    id: str
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    rulebook: Rulebook | None = None
    hash: str = ""
    expected: Mapping[str, Any] = field(default_factory=dict)

    def findings(self) -> tuple[Problem, ...]:
        """Problems and notes in reading order."""
        return sort_problems((*self.problems, *self.notes))


def check_source(source: Source) -> Checked:
    """Check everything; compile it when nothing is wrong."""
    report = Report()
    draft = read_draft(source, report)
    # without a scenario.yaml in sight this is no scenario at all: one clear sentence, not a hundred
    if draft.documents or not report.problems:
        run_checks(draft, report)
    found = sort_problems(report.problems)
    problems = tuple(p for p in found if p.severity == "problem")
    notes = tuple(p for p in found if p.severity == "note")
    if problems:
        return Checked(source.name, problems, notes)
    rulebook = compile_draft(draft)
    return Checked(source.name, (), notes, rulebook, rulebook_hash(rulebook), _expected(draft))


def check_folder(folder: Path) -> Checked:
    """Check the scenario in a folder. Never raises for what an author did."""
    return check_source(read_folder(folder))


def load_folder(folder: Path) -> Rulebook:
    """The rulebook of the scenario in a folder. Raises ScenarioInvalid with every problem."""
    checked = check_folder(folder)
    if checked.rulebook is None:
        raise ScenarioInvalid(checked.problems)
    return checked.rulebook


def _expected(draft: Draft) -> Mapping[str, Any]:
    document = draft.documents.get("expected.yaml")
    data = document.tree.data if document is not None else None
    return {k: v for k, v in data.items() if k != "schema_version"} if isinstance(data, dict) else {}
