"""Checks of cost-sharing formulas: every figure is somebody's, and a pot has somebody to pay it."""

from __future__ import annotations

from simulator.scenario.check_names import known
from simulator.scenario.documents import Report
from simulator.scenario.draft import Draft


def check_sharing(draft: Draft, report: Report) -> None:
    """Sectors and organizations exist; the figures of a pot are not all 0."""
    if draft.agreement is None:
        return
    document = draft.documents["agreement.yaml"]
    parties = None if draft.names.sectors is None else (*draft.names.sectors, *draft.names.organizations)
    for place, _, option in draft.options():
        if option.sharing is None:
            continue
        top = (*place, "sharing")
        named = [((*top, "fixed", who), who) for who in option.sharing.fixed]
        for i, pot in enumerate(option.sharing.rest):
            if isinstance(pot.by, str):
                continue
            named += [((*top, "rest", i, "by", who), who) for who in pot.by]
            if not any(pot.by.values()):
                report.add(
                    document,
                    (*top, "rest", i, "by"),
                    "nobody pays into this pot",
                    "write a figure above 0 for at least one organization or sector",
                    at="key",
                )
        known(report, document, named, parties, "sector or organization")
