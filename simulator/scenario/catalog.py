"""The scenarios that lie side by side in one folder, each checked once for as long as its texts stay the same."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from simulator.core.rulebook import Rulebook
from simulator.scenario.compiled import Compiled
from simulator.scenario.load import check_source
from simulator.scenario.problems import Problem, ScenarioInvalid
from simulator.scenario.source import Source, read_folder


class UnknownScenario(LookupError):
    """There is no scenario of this id in the folder."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a list of scenarios shows. ``casts`` are their sizes and titles."""

    id: str
    title: str
    summary: str
    minutes: int
    casts: tuple[tuple[int, str], ...]


class Catalog:
    """Scenarios by id. Checking a large one takes seconds: call it where they do no harm. With ``compiled`` a scenario
    that was sound once is not checked again, by this or a later process, until a text changes."""

    def __init__(self, folder: Path, compiled: Compiled | None = None) -> None:
        self._folder = folder
        self._compiled = compiled
        self._known: dict[str, tuple[str, Rulebook | tuple[Problem, ...]]] = {}

    def ids(self) -> tuple[str, ...]:
        """The folders that hold a scenario.yaml, by name."""
        if not self._folder.is_dir():
            return ()
        return tuple(sorted(p.name for p in self._folder.iterdir() if (p / "scenario.yaml").is_file()))

    def load(self, scenario: str) -> Rulebook:
        """The rulebook of a scenario; raises UnknownScenario, or ScenarioInvalid with every problem."""
        if scenario not in self.ids():  # also keeps `../elsewhere` out
            raise UnknownScenario(f"there is no scenario {scenario!r} in {self._folder}")
        source = read_folder(self._folder / scenario)
        content = fingerprint(source)
        known = self._known.get(scenario)
        if known is None or known[0] != content:
            known = self._known[scenario] = (content, self._compile(scenario, source, content))
        if isinstance(known[1], tuple):
            raise ScenarioInvalid(known[1])
        return known[1]

    def entries(self) -> tuple[Entry, ...]:
        """Every scenario of the folder that can be played."""
        found = []
        for scenario in self.ids():
            with suppress(ScenarioInvalid):
                book = self.load(scenario)
                casts = tuple((c.size, c.title) for c in book.casts)
                found.append(Entry(scenario, book.title, book.summary, book.minutes, casts))
        return tuple(found)

    def _compile(self, scenario: str, source: Source, content: str) -> Rulebook | tuple[Problem, ...]:
        """The rulebook, as it was kept or made anew; what is wrong where there can be none."""
        kept = self._compiled.read(scenario, content) if self._compiled else None
        if kept is not None:
            return kept
        checked = check_source(source)
        if checked.rulebook is None:
            return checked.problems
        if self._compiled:
            self._compiled.write(scenario, content, checked.rulebook)
        return checked.rulebook


def fingerprint(source: Source) -> str:
    """A hash of everything that was read, problems included."""
    told = sha256()
    for file, text in sorted(source.texts.items()):
        for part in (file, text):
            data = part.encode()
            told.update(len(data).to_bytes(8, "big") + data)
    told.update("\n".join(map(str, source.problems)).encode())
    return told.hexdigest()
