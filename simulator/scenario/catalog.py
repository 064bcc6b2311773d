"""The scenarios that lie side by side in one folder, each checked once for as long as its texts stay the same."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from simulator.core.rulebook import Rulebook
from simulator.scenario.load import Checked, check_source
from simulator.scenario.problems import ScenarioInvalid
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
    """Scenarios by id. Checking a large one takes a second: call it where a second does no harm."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._checked: dict[str, tuple[str, Checked]] = {}

    def ids(self) -> tuple[str, ...]:
        """The folders that hold a scenario.yaml, by name."""
        if not self._folder.is_dir():
            return ()
        return tuple(sorted(p.name for p in self._folder.iterdir() if (p / "scenario.yaml").is_file()))

    def check(self, scenario: str) -> Checked:
        """Problems, notes and rulebook of a scenario; raises UnknownScenario."""
        if scenario not in self.ids():  # also keeps `../elsewhere` out
            raise UnknownScenario(f"there is no scenario {scenario!r} in {self._folder}")
        source = read_folder(self._folder / scenario)
        content = fingerprint(source)
        known = self._checked.get(scenario)
        if known is None or known[0] != content:
            known = (content, check_source(source))
            self._checked[scenario] = known
        return known[1]

    def load(self, scenario: str) -> Rulebook:
        """The rulebook of a scenario; raises UnknownScenario, or ScenarioInvalid with every problem."""
        checked = self.check(scenario)
        if checked.rulebook is None:
            raise ScenarioInvalid(checked.problems)
        return checked.rulebook

    def entries(self) -> tuple[Entry, ...]:
        """Every scenario of the folder that can be played."""
        checked = ((scenario, self.check(scenario).rulebook) for scenario in self.ids())
        return tuple(
            Entry(scenario, b.title, b.summary, b.minutes, tuple((c.size, c.title) for c in b.casts))
            for scenario, b in checked
            if b
        )


def fingerprint(source: Source) -> str:
    """A hash of everything that was read, problems included."""
    told = sha256()
    for file, text in sorted(source.texts.items()):
        for part in (file, text):
            data = part.encode()
            told.update(len(data).to_bytes(8, "big") + data)
    told.update("\n".join(map(str, source.problems)).encode())
    return told.hexdigest()
