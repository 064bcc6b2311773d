"""The difference of two texts, word by word."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import Literal

ISLAND = 3
"""Fewer words in a row than this, between two changes, read better as part of the change."""
_WORDS = re.compile(r"\S+\s*")


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row that are in both texts, or only in one of them."""

    kind: Literal["same", "added", "removed"]
    text: str


def compare_words(before: str, after: str) -> tuple[Run, ...]:
    """What was removed from ``before`` and added to it to make ``after``, in reading order."""
    old, new = _WORDS.findall(before.strip()), _WORDS.findall(after.strip())
    bare, bare_new = [word.strip() for word in old], [word.strip() for word in new]
    found = difflib.SequenceMatcher(None, bare, bare_new, autojunk=False).get_opcodes()
    runs: list[Run] = []
    removed, added = "", ""
    for place, (kind, i1, i2, j1, j2) in enumerate(found):
        inside = 0 < place < len(found) - 1
        if kind == "equal" and not (inside and i2 - i1 < ISLAND):
            runs += _change(removed, added)
            runs.append(Run("same", "".join(new[j1:j2])))
            removed, added = "", ""
        else:
            removed, added = removed + "".join(old[i1:i2]), added + "".join(new[j1:j2])
    return (*runs, *_change(removed, added))


def _change(removed: str, added: str) -> list[Run]:
    return [*([Run("removed", removed)] if removed else ()), *([Run("added", added)] if added else ())]
