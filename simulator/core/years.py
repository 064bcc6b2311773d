"""Years of the agreement's term: which of them a need or a pledge names, and how one line of text writes them."""

from __future__ import annotations

from collections.abc import Sequence

Years = tuple[int, ...]
"""Years of the term, counted from 1, in order; empty means every one of them."""


def named(years: Years, term: int) -> Years:
    """The years in which something counts."""
    return tuple(y for y in years if y <= term) if years else tuple(range(1, term + 1))


def runs(years: Sequence[int]) -> list[tuple[int, int]]:
    """Years as runs of neighbors, first and last: 1, 2, 4 is (1, 2) and (4, 4)."""
    found: list[tuple[int, int]] = []
    for year in years:
        if found and found[-1][1] == year - 1:
            found[-1] = (found[-1][0], year)
        else:
            found.append((year, year))
    return found


def spell(years: Years) -> str:
    """Years as a command writes them: "2", "1-3", "1-2,4"; empty for the whole term."""
    return ",".join(str(a) if a == b else f"{a}-{b}" for a, b in runs(years))


def read(text: str) -> Years:
    """The years that `spell` wrote."""
    found: list[int] = []
    for part in text.split(",") if text else ():
        first, _, last = part.partition("-")
        found.extend(range(int(first), int(last or first) + 1))
    return tuple(found)


def choices(term: int, *, spans: bool) -> tuple[str, ...]:
    """What a party may choose from: the whole term, each year, and with ``spans`` any years that follow each other."""
    found = ["", *(str(y) for y in range(1, term + 1) if term > 1)]
    if spans:
        found += [
            f"{a}-{b}" for a in range(1, term) for b in range(a + 1, term + 1) if b - a < term - 1
        ]  # fmt: skip
    return tuple(found)
