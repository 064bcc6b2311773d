"""Words in texts: counting them, and finding runs of words that stand in two places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from simulator.scenario.documents import Document
from simulator.scenario.yaml_tree import Loc, Place

RUN = 8
"""So many words in the same order are no accident."""
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of the scenario and where it stands. Markdown files have no document: their loc is empty."""

    file: str
    loc: Loc
    text: str
    document: Document | None = None

    def place(self, offset: int) -> Place:
        """Where a character of the text stands."""
        if self.document is not None:
            return self.document.tree.text_place(self.loc, offset)
        before = self.text[:offset]
        return Place(before.count("\n") + 1, offset - before.rfind("\n"))


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stand in ``passage`` from ``offset`` on, and before that in ``earlier``."""

    passage: Passage
    offset: int
    words: str
    earlier: Passage
    earlier_offset: int


def count_words(text: str) -> int:
    """How many words a person would count."""
    return len(_WORD.findall(text))


def grams(text: str) -> Iterator[tuple[tuple[str, ...], int, int]]:
    """Every run of eight words, in small letters without punctuation: (words, first word's number, its offset)."""
    words = [(m.group().lower().replace("’", "'"), m.start()) for m in _WORD.finditer(text)]
    for first in range(len(words) - RUN + 1):
        yield tuple(w for w, _ in words[first : first + RUN]), first, words[first][1]


class Runs:
    """Texts already read, by their runs of words."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, ...], tuple[Passage, int]] = {}

    def learn(self, passage: Passage) -> None:
        """Remember the runs of a text; the first place of a run is kept."""
        for words, _, offset in grams(passage.text):
            self._seen.setdefault(words, (passage, offset))

    def find(self, passage: Passage) -> Iterator[Run]:
        """The runs of a text that stand in a text learnt before. Overlapping runs are said once."""
        last = -RUN
        for words, first, offset in grams(passage.text):
            found = self._seen.get(words)
            if found is None:
                continue
            if first > last + 1:
                yield Run(passage, offset, " ".join(words), *found)
            last = first
