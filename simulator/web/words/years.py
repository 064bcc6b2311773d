"""Years of the term in words, and sums that differ from year to year."""

from __future__ import annotations

from collections.abc import Sequence

from jinja2 import Environment

from simulator.core.years import Years, read, runs, spell

from .counts import listed


def years_words(years: Years) -> str:
    """ "year 2", "years 1 and 3", "years 2 to 5"; empty for the whole term."""
    parts = [
        word for a, b in runs(years) for word in ([f"{a} to {b}"] if b > a + 1 else map(str, range(a, b + 1)))
    ]
    return f"{'year' if len(years) == 1 else 'years'} {listed(parts)}" if years else ""


def when_words(text: str) -> str:
    """What a party may choose, as a command writes it: "2-4" is "years 2 to 4"."""
    return years_words(read(text)) if text else "the whole term"


def groups(amounts: Sequence[int]) -> list[tuple[int, Years]]:
    """Amounts by year as (amount, the years that have it), in the order of their first years; without those of 0."""
    found: dict[int, list[int]] = {}
    for year, amount in enumerate(amounts, start=1):
        if amount:
            found.setdefault(amount, []).append(year)
    return [(amount, tuple(years)) for amount, years in found.items()]


def even(amounts: Sequence[int]) -> bool:
    """Whether it is the same in every year."""
    return len(set(amounts)) == 1


def yearly_dollars(sums: Sequence[int]) -> str:
    """ "$70,000 a year"; where years differ, "$70,000 in year 1 and $30,000 a year in years 2 to 5"."""
    if even(sums):
        return f"${sums[0]:,} a year"
    return listed([
        f"${amount:,} in {years_words(years)}" if len(years) == 1 else f"${amount:,} a year in {years_words(years)}"
        for amount, years in groups(sums)
    ])  # fmt: skip


def register(environment: Environment) -> None:
    """Give these to the templates."""
    environment.globals.update(when_words=when_words, spell_years=spell)
