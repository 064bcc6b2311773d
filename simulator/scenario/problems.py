"""What is wrong with a scenario, in words for its author: where it stands, what is wrong, what would be right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

Severity = Literal["problem", "note"]
MOST_LISTED = 8


@dataclass(frozen=True, slots=True)
class Problem:
    """One slip of the author. ``file`` is relative to the scenario's folder; line and column count from 1.

    A ``note`` is printed but does not keep the scenario from being played.
    """

    file: str
    line: int
    column: int
    path: str
    wrong: str
    right: str = ""
    severity: Severity = "problem"

    def __str__(self) -> str:
        return self.described()

    def described(self, folder: str = "") -> str:
        """The one line that is printed; ``folder`` is put before the file so that editors can jump to it."""
        file = f"{folder.rstrip('/')}/{self.file}".rstrip("/") if folder else self.file
        mark = "note: " if self.severity == "note" else ""
        wrong = f"{self.wrong}; {self.right}" if self.right else self.wrong
        return "  ".join(filter(None, (f"{file}:{self.line}:{self.column}", self.path, mark + wrong)))


class ScenarioInvalid(Exception):
    """The scenario cannot be played as it is written. Carries every problem of every file, in reading order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sort_problems(problems)
        super().__init__("\n".join(map(str, self.problems)))


def sort_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """In reading order, each said once."""
    order = {p: (p.file, p.line, p.column, p.severity, p.path, p.wrong) for p in problems}
    return tuple(sorted(order, key=order.__getitem__))


def find_similar(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant, or None. Case never hides a likeness."""
    by_lower = {k.lower(): k for k in known}
    found = get_close_matches(word.lower(), by_lower, n=1, cutoff=0.7)
    return by_lower[found[0]] if found else None


def suggest(word: str, known: Iterable[str], *, otherwise: str = "") -> str:
    """``did you mean `rule`?`` where something known looks like ``word``; else ``otherwise``,
    or the known words where they are few."""
    words = list(dict.fromkeys(known))
    similar = find_similar(word, words)
    if similar is not None:
        return f"did you mean `{similar}`?"
    if otherwise or not words:
        return otherwise
    if len(words) > MOST_LISTED:
        return f"none of the {len(words)} that exist is like it"
    return "there is " + ", ".join(f"`{w}`" for w in words)
