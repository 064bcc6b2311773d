"""The picture of how the caucuses stand, as shapes: every mark redraws one and sends it to a whole room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from jinja2 import Environment
from markupsafe import Markup, escape

ABOVE = 0.62
"""The share of the height that lies above the water line: yes and "with changes" rise from it, no hangs below."""


class Bars(NamedTuple):
    """The `d` of one path for each kind of bar, and the height of the water line."""

    slots: str
    yes: str
    changes: str
    no: str
    water: float


def bars(counts: Sequence[Mapping[str, Any]], width: float, height: float) -> Bars:
    """One column of ``width`` for each caucus, as high as its shares; ``counts`` as of `caucus_counts`."""
    columns = [
        _column(i * width, c["yes"], c["with"], c["no"], c["unsaid"], width, height)
        for i, c in enumerate(counts)
    ]
    slots, yes, changes, no = map("".join, zip(*columns, strict=True)) if columns else ("",) * 4
    return Bars(slots, yes, changes, no, round(height * ABOVE, 1))


@lru_cache(4096)  # a mark changes one caucus, and the columns of the others are what they were
def _column(
    x: float, yes: int, changes: int, no: int, unsaid: int, width: float, height: float
) -> tuple[str, str, str, str]:
    up, down, voices = height * ABOVE, height * (1 - ABOVE), max(yes + changes + no + unsaid, 1)
    high, mid, deep = yes / voices * up, changes / voices * up, no / voices * down
    tall = max(mid - 0.75, 0.8)
    return (
        f"M{x + 5:g} 0h{width - 10:g}v{height:g}h-{width - 10:g}z",
        f"M{x + 5:g} {up - high:.1f}h{width - 10:g}V{up:.1f}h-{width - 10:g}z" if yes else "",
        f"M{x + 5.75:g} {up - high - mid:.1f}h{width - 11.5:g}v{tall:.1f}h-{width - 11.5:g}z"
        if changes
        else "",
        f"M{x + 8:g} {up:.1f}h{width - 16:g}v{deep:.1f}h-{width - 16:g}z" if no else "",
    )


def tally_words(t: Mapping[str, Any]) -> str:
    """Marks in words: "34 yes (5 of them mostly), 6 with changes, 4 no, 2 not said"."""
    return _tally(t["yes"], t.get("mostly"), t["with"], t.get("doubt"), t["no"], t["unsaid"])


@lru_cache(4096)  # for the same reason
def _tally(yes: int, mostly: int | None, changes: int, doubt: int | None, no: int, unsaid: int) -> str:
    of_yes = f" ({mostly} of them mostly)" if mostly else ""
    of_changes = f" ({doubt} of them doubtful)" if doubt else ""
    return f"{yes} yes{of_yes}, {changes} with changes{of_changes}, {no} no, {unsaid} not said"


def bars_words(counts: Sequence[Mapping[str, Any]], label: str = "") -> str:
    """What the picture says, for those who do not see it."""
    told = "; ".join([f"{c['name']} {tally_words(c)}" for c in counts])
    return f"{label}: {told}" if label else told


def bars_picture(
    counts: Sequence[Mapping[str, Any]], width: float = 34, height: float = 44, label: str = ""
) -> Markup:
    """The picture itself, with what it says for those who do not see it."""
    shapes, across = bars(counts, width, height), len(counts) * width
    columns = (
        f'<path class="bars__slot" d="{shapes.slots}"/><path class="bars__yes" d="{shapes.yes}"/>'
        f'<path class="bars__with" d="{shapes.changes}"/><path class="bars__no" d="{shapes.no}"/>'
    )
    return Markup(  # noqa: S704 - numbers and our own words, and what is not is escaped
        f'<svg class="bars" viewBox="0 0 {across} {height}" width="{across}" height="{height}" role="img"'
        f' aria-label="{escape(bars_words(counts, label))}">{columns if counts else ""}'
        f'<path class="bars__water" d="M2 {shapes.water}H{across - 2}"/></svg>'
    )


def register(environment: Environment) -> None:
    """Give these to the templates."""
    environment.globals.update(bars_picture=bars_picture, tally_words=tally_words)
