"""Amounts as people say them. Cash is in thousand dollars a year, staff in tenths of a full-time post."""

from __future__ import annotations

from typing import Final

from jinja2 import Environment

from simulator.core.years import Years

from .years import years_words

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


def amount_words(kind: str, amount: int, years: Years = ()) -> str:
    """An amount with its unit: "$250,000 a year", "half a post", "3 data sets in year 2"."""
    when = f" in {years_words(years)}" if years else ""
    if kind == "cash":
        return f"${amount * 1000:,}{'' if len(years) == 1 else ' a year'}{when}"
    if kind == "staff":
        return f"{_staff(amount)}{when}"
    one, many = _UNITS.get(kind, ("one", "{n}"))
    return f"{one if amount == 1 else many.format(n=amount)}{when}"


def need_words(kind: str, amount: int, line: str, years: Years = ()) -> str:
    """What an option needs: "$70,000 a year (Opening fund)"."""
    return f"{amount_words(kind, amount, years)} ({line})"


def register(environment: Environment) -> None:
    """Give these to the templates."""
    environment.globals.update(
        kind_words=kind_words, unit_words=unit_words, amount_words=amount_words, need_words=need_words,
        resource_kinds=tuple(KIND_WORDS.items()),
    )  # fmt: skip
