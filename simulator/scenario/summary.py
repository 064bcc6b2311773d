"""One line about a checked scenario."""

from __future__ import annotations

from simulator.core.rulebook import Rulebook
from simulator.scenario.load import Checked


def describe(checked: Checked) -> str:
    """``2 problems, 1 note``, or what the scenario holds and the hash that pins it."""
    notes = count(len(checked.notes), "note")
    if checked.rulebook is None:
        return f"{count(len(checked.problems), 'problem')}, {notes}"
    return f"no problems, {notes}; {describe_contents(checked.rulebook)}; rulebook {checked.hash}"


def describe_contents(rulebook: Rulebook) -> str:
    """How much of everything there is."""
    options = sum(len(c.options) for c in rulebook.clauses)
    return ", ".join(
        (
            count(len(rulebook.organizations), "organization"),
            count(len(rulebook.clauses), "clause"),
            count(options, "option"),
            count(len(rulebook.steps), "step"),
            count(rulebook.minutes, "minute"),
        )
    )


def count(number: int, word: str) -> str:
    """``1 note``, ``2 notes``."""
    return f"{number} {word}{'' if number == 1 else 's'}"
