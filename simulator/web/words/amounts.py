"""Amounts as people say them. Cash is in thousand dollars a year, staff in tenths of a full-time post."""

from __future__ import annotations

from typing import Final

from jinja2 import Environment

from simulator.core.budget import Line

KIND_WORDS: Final = {
    "cash": "money", "staff": "staff time", "data": "data", "facilities": "rooms and buildings",
    "authority": "decisions in its power", "constituency": "public support",
}  # fmt: skip
"""What a kind of resource is called."""

_UNITS: Final = {
    "data": ("one data set", "{n} data sets"), "facilities": ("one place", "{n} places"),
    "authority": ("one formal act", "{n} formal acts"), "constituency": ("one show of support", "{n} shows of support"),
}  # fmt: skip
_UNIT_HINTS: Final = {
    "cash": "thousand dollars a year", "staff": "tenths of a full-time post", "data": "data sets",
    "facilities": "places", "authority": "formal acts", "constituency": "shows of support",
}  # fmt: skip


def kind_words(kind: str) -> str:
    """A kind of resource in words: "staff time"."""
    return KIND_WORDS.get(kind, kind)


def unit_words(kind: str) -> str:
    """What the number of a pledge of this kind counts."""
    return _UNIT_HINTS.get(kind, "")


def _staff(tenths: int) -> str:
    posts, rest = divmod(tenths, 10)
    if tenths == 5:
        return "half a post"
    if not rest:
        return "no post" if not posts else "one post" if posts == 1 else f"{posts} posts"
    return f"{posts}.{rest} of a post" if not posts else f"{posts}.{rest} posts"


def amount_words(kind: str, amount: int) -> str:
    """An amount with its unit: "$250,000 a year", "half a post", "3 data sets"."""
    if kind == "cash":
        return f"${amount * 1000:,} a year"
    if kind == "staff":
        return _staff(amount)
    one, many = _UNITS.get(kind, ("one", "{n}"))
    return one if amount == 1 else many.format(n=amount)


def need_words(kind: str, amount: int, line: str) -> str:
    """What an option needs: "$70,000 a year for the Opening fund"."""
    return f"{amount_words(kind, amount)} ({line})"


def line_row(line: Line) -> dict[str, object]:
    """A budget line as the macro `balance_row` wants it."""
    covered = line.pledged >= line.needed
    state = "covered" if line.needed else "ready when needed" if line.pledged else "waits"
    state = state if covered else f"{amount_words(line.kind, line.short)} short"
    waits = f"; {amount_words(line.kind, line.waiting)} waits for its condition" if line.waiting else ""
    return {
        "id": f"{line.kind}-{line.name}".replace(" ", "-").lower(), "line": f"{line.name}: {kind_words(line.kind)}",
        "need": line.needed, "pledged": line.pledged, "ok": covered,
        "need_text": amount_words(line.kind, line.needed) if line.needed else "nothing adopted needs it",
        "pledged_text": amount_words(line.kind, line.pledged) if line.pledged else "nothing yet",
        "short_text": f"{state}{waits}",
    }  # fmt: skip


def balance_words(lines: tuple[Line, ...]) -> str:
    """How the budget stands, in one sentence."""
    needed = [line for line in lines if line.needed]
    if not needed:
        return "Nothing that is adopted so far needs resources. What you pledge now counts as soon as something does."
    short = [line for line in needed if line.short]
    if not short:
        return "Everything that is adopted so far is covered."
    first = max(short, key=lambda line: line.short / line.needed)
    missing = f"{amount_words(first.kind, first.short)} for {first.name}"
    return (
        f"{len(needed) - len(short)} of {len(needed)} budget lines are covered. The largest gap: {missing}."
    )


def register(environment: Environment) -> None:
    """Give these to the templates."""
    environment.globals.update(
        kind_words=kind_words, unit_words=unit_words, amount_words=amount_words, need_words=need_words,
        line_row=line_row, balance_words=balance_words, resource_kinds=tuple(KIND_WORDS.items()),
    )  # fmt: skip
