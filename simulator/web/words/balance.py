"""What is needed and what is pledged, line by line and, where years differ, year by year."""

from __future__ import annotations

from collections.abc import Sequence

from jinja2 import Environment

from simulator.core.budget import Line, Year
from simulator.core.years import Years

from .amounts import amount_words, kind_words
from .years import groups, years_words

_UNITS = {"cash": "money, in thousand dollars", "staff": "staff time, in posts"}
_SUMMED = ("cash", "staff")
"""What adds up over the years: two data sets a year are not ten data sets."""


def _row(line: Line, year: Year, years: Years = ()) -> dict[str, object]:
    """A budget line in years that are alike, as the macro `balance_row` wants it."""

    def said(amount: int) -> str:
        words = amount_words(line.kind, amount)
        return words.removesuffix(" a year") if len(years) == 1 else words

    covered = year.pledged >= year.needed
    state = "covered" if year.needed else "ready when needed" if year.pledged else "waits"
    state = state if covered else f"{said(year.short)} short"
    waits = f"; {said(year.waiting)} waits for its condition" if year.waiting else ""
    when = f", {years_words(years)}" if years else ""
    fund = f" ({said(line.fund)} of it from outside)" if line.fund else ""
    return {
        "id": f"{line.kind}-{line.name}".replace(" ", "-").lower(),
        "line": f"{line.name}: {kind_words(line.kind)}{when}",
        "need": year.needed, "pledged": year.pledged, "ok": covered,
        "need_text": said(year.needed) if year.needed else "nothing adopted needs it",
        "pledged_text": f"{said(year.pledged)}{fund}" if year.pledged else "nothing yet",
        "short_text": f"{state}{waits}",
    }  # fmt: skip


def line_rows(line: Line) -> list[dict[str, object]]:
    """A budget line as rows: one where every year is the same, otherwise one for the years that are alike. Years in
    which nothing is needed or pledged have none."""
    if line.even:
        return [_row(line, line.years[0])]
    alike: dict[Year, list[int]] = {}
    for number, year in enumerate(line.years, start=1):
        if year != Year():
            alike.setdefault(year, []).append(number)
    return [_row(line, year, tuple(numbers)) for year, numbers in alike.items()]


def gap_words(line: Line, word: str = "") -> str:
    """What a line is short of: "$70,000 a year", "half a post in years 2 to 5"; with ``word`` after the amount:
    "$70,000 short in year 2"."""
    after = f" {word}" if word else ""
    if line.even:
        return f"{amount_words(line.kind, line.years[0].short)}{after}"
    (most, years), *less = sorted(groups([year.short for year in line.years]), key=lambda gap: -gap[0])
    amount = amount_words(line.kind, most)
    amount = amount.removesuffix(" a year") if len(years) == 1 else amount
    others = tuple(sorted(year for _, some in less for year in some))
    return f"{amount}{after} in {years_words(years)}{f', less in {years_words(others)}' if others else ''}"


def balance_words(lines: tuple[Line, ...]) -> str:
    """How the budget stands, in one sentence."""
    needed = [line for line in lines if line.needed]
    if not needed:
        return "Nothing that is adopted so far needs resources. What you pledge now counts as soon as something does."
    short = [line for line in needed if line.short]
    if not short:
        return "Everything that is adopted so far is covered."
    first = max(short, key=lambda line: line.worst.short / line.worst.needed)
    covered = f"{len(needed) - len(short)} of {len(needed)} budget lines are covered."
    return f"{covered} The largest gap: {gap_words(first)} for {first.name}."


def _number(kind: str, amount: int) -> str:
    return f"{amount / 10:.1f}" if kind == "staff" else f"{amount:,}"


def _cell(kind: str, year: Year) -> dict[str, str]:
    """A line in one year: its state, a word with the number, and what the number is of."""
    of = f"{_number(kind, year.pledged)} of {_number(kind, year.needed)}"
    waits = f"{_number(kind, year.waiting)} waits" if year.waiting else ""
    if year.short:
        return {"state": "short", "word": f"short {_number(kind, year.short)}", "of": of, "waits": waits}
    if year.needed:
        return {"state": "ok", "word": "covered", "of": of, "waits": waits}
    if year.pledged:
        return {"state": "ready", "word": f"ready {_number(kind, year.pledged)}", "of": "", "waits": waits}
    return {"state": "none", "word": "", "of": "", "waits": waits}


def _term(kind: str, years: Sequence[Year]) -> dict[str, str]:
    """All years together: what is short is added up, and too much in one year makes up for nothing in another."""
    needed, short = sum(y.needed for y in years), sum(y.short for y in years)
    if not needed:
        return {"state": "none", "word": "", "of": "", "waits": ""}
    if kind in _SUMMED:
        whole = Year(needed, needed - short)
        return _cell(kind, whole)
    missing = sum(bool(y.short) for y in years)
    word = f"short in {missing} {'year' if missing == 1 else 'years'}" if missing else "covered"
    return {"state": "short" if missing else "ok", "word": word, "of": "", "waits": ""}


def year_table(lines: Sequence[Line]) -> dict[str, object]:
    """The balance as a table of lines and years, for the macro of its name; below it all money together."""
    rows = [
        {
            "id": f"years-{line.kind}-{line.name}".replace(" ", "-").lower(), "line": line.name,
            "unit": _UNITS.get(line.kind, kind_words(line.kind))
            + (f"; {amount_words(line.kind, line.fund)} of it from outside" if line.fund else ""),
            "cells": [_cell(line.kind, year) for year in line.years], "term": _term(line.kind, line.years),
        }
        for line in lines
    ]  # fmt: skip
    money = [line.years for line in lines if line.kind == "cash" and line.needed]
    all_money = [
        Year(sum(y.needed for y in years), sum(y.needed - y.short for y in years))
        for years in zip(*money, strict=True)
    ]
    total = {"cells": [_cell("cash", y) for y in all_money], "term": _term("cash", all_money)}
    return {"rows": rows, "total": total if len(money) > 1 else None}


def register(environment: Environment) -> None:
    """Give these to the templates."""
    environment.globals.update(line_rows=line_rows, balance_words=balance_words, year_table=year_table)
