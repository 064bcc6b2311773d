"""Checks of the shocks: their names lead somewhere, each says what it meets, and something happens in every year."""

from __future__ import annotations

from simulator.core.rulebook import TERM
from simulator.scenario.check_names import known, known_options, unique
from simulator.scenario.documents import Document, Report
from simulator.scenario.draft import Draft
from simulator.scenario.problems import suggest
from simulator.scenario.schema_stress import ShockPart

_KEYS = {"line": ("budget", "cost"), "rise": ("cost",), "sector": ("election",)}
"""Which kinds of shock read a key."""


def check_stress_names(draft: Draft, report: Report) -> None:
    """Options, sectors and budget lines exist; no two shocks have one id."""
    if draft.stress is None:
        return
    document, shocks = draft.documents["stress.yaml"], draft.stress.shocks
    unique(report, document, ((("shocks", i, "id"), s.id) for i, s in enumerate(shocks)), "shock")
    lines = tuple(dict.fromkeys(n.line for _, _, option in draft.options() for n in option.needs))
    for i, shock in enumerate(shocks):
        for key, refs in (("helps", shock.helps), ("hurts", shock.hurts)):
            known_options(draft, report, document, ((("shocks", i, key, ref), ref) for ref in refs))
        if shock.sector:
            known(report, document, [(("shocks", i, "sector"), shock.sector)], draft.names.sectors, "sector")
        if shock.line and draft.agreement and shock.line not in lines:
            wrong = f"no option needs anything of the line “{shock.line}”"
            report.add(document, ("shocks", i, "line"), wrong, suggest(shock.line, lines))


def check_shocks_meet_something(draft: Draft, report: Report) -> None:
    """A shock has the keys that its kind reads and no others; one number of `likely` for each year, and no year is
    empty."""
    if draft.stress is None:
        return
    document, shocks = draft.documents["stress.yaml"], draft.stress.shocks
    term = draft.scenario.term if draft.scenario else TERM
    for i, shock in enumerate(shocks):
        _check_keys(document, report, i, shock)
        if draft.scenario and len(shock.likely) != term:
            wrong = f"`likely` has {len(shock.likely)} numbers, and the term has {term} years"
            report.add(
                document, ("shocks", i, "likely"), wrong, "write one number for each year, 0 for never"
            )
        for ref in shock.helps.keys() & shock.hurts.keys():
            wrong = f"`{ref}` helps and hurts"
            report.add(document, ("shocks", i, "hurts", ref), wrong, "keep one of the two", at="key")
    for year in range(term):
        if not any(s.likely[year] for s in shocks if year < len(s.likely)):
            wrong = f"nothing ever happens in year {year + 1}"
            right = "give some shock a number above 0 for it"
            report.add(document, ("shocks",), wrong, right, at="key", severity="note")


def _check_keys(document: Document, report: Report, i: int, shock: ShockPart) -> None:
    for key, kinds in _KEYS.items():
        if getattr(shock, key) is not None and shock.hits not in kinds:
            wrong = f"a shock that hits `{shock.hits}` reads no `{key}`"
            right = f"take it out, or write `hits: {kinds[0]}`"
            report.add(document, ("shocks", i, key), wrong, right, at="key")
    if shock.hits == "cost" and shock.rise is None:
        report.add(
            document,
            ("shocks", i, "hits"),
            "how much the cost rises is not said",
            "add `rise: 20` (per cent)",
        )
