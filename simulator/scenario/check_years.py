"""Checks of years: a need or a pledge card names years of the term, and a card some year that needs its line."""

from __future__ import annotations

from simulator.core.years import named
from simulator.scenario.documents import Document, Report
from simulator.scenario.draft import Draft
from simulator.scenario.yaml_tree import Loc


def _within(report: Report, document: Document, loc: Loc, years: tuple[int, ...], term: int) -> None:
    for i, year in enumerate(years):
        if year > term:
            report.add(
                document,
                (*loc, "years", i),
                f"the agreement has no year {year}",
                f"write 1 to {term}, or a longer `term` in scenario.yaml",
            )


def check_years(draft: Draft, report: Report) -> None:
    """Every year lies within the term; a card is for a year in which some option needs its line."""
    if draft.scenario is None or draft.agreement is None:
        return
    term = draft.scenario.term
    needed: dict[tuple[str, str], set[int]] = {}
    for loc, _, option in draft.options():
        for i, need in enumerate(option.needs):
            _within(report, draft.documents["agreement.yaml"], (*loc, "needs", i), need.years, term)
            needed.setdefault((need.kind, need.line), set()).update(named(need.years, term))
    for document, organization in draft.organizations():
        for i, card in enumerate(organization.confidential.pledge_cards):
            top: Loc = ("confidential", "pledge_cards", i)
            _within(report, document, top, card.years, term)
            years, wanted = named(card.years, term), needed.get((card.kind, card.line), set())
            if years and wanted and wanted.isdisjoint(years):
                report.add(
                    document,
                    (*top, "years"),
                    f"no option needs {card.kind} for the line `{card.line}` in these years",
                    f"it is needed in the years {', '.join(map(str, sorted(wanted)))}",
                    severity="note",
                )
