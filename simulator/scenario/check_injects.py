"""injects.yaml: the newspaper's name, who reads a private paragraph, and what the effects change."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.scenario.check_names import known, unique
from simulator.scenario.compile_injects import has
from simulator.scenario.documents import Document, Report
from simulator.scenario.draft import Draft
from simulator.scenario.schema import InjectPart, SupplyPart
from simulator.scenario.yaml_tree import Loc

MOST_POINTS = 50
MOST_MINUTES = 30
MOST_AMOUNT = 1_000_000
REAL_PAPERS = frozenset({
    "new york times", "washington post", "wall street journal", "los angeles times", "chicago tribune", "usa today",
    "boston globe", "philadelphia inquirer", "denver post", "seattle times", "houston chronicle", "miami herald",
    "arizona republic", "sacramento bee", "san francisco chronicle", "times", "guardian", "daily telegraph",
    "financial times", "toronto star", "globe and mail", "le monde", "el país",
})  # fmt: skip
"""Names that a reader would take for the paper itself. What is told here never happened."""


def check_masthead(draft: Draft, report: Report) -> None:
    """The newspaper is nobody's."""
    name = draft.injects.masthead if draft.injects else None
    if name and name.lower().removeprefix("the ") in REAL_PAPERS:
        report.add(
            draft.documents["injects.yaml"],
            ("masthead",),
            f"`{name}` is the name of a real newspaper",
            "invent one, such as `The Alder Basin Courier`",
        )


def check_injects(draft: Draft, report: Report) -> None:
    """Everything that an event names exists, and each of its effects does something, within what a room can bear."""
    check_masthead(draft, report)
    parties = None if draft.names.sectors is None else (*draft.names.sectors, *draft.names.organizations)
    for i, inject in enumerate(draft.injects.injects if draft.injects else ()):
        document, loc = draft.documents["injects.yaml"], ("injects", i)
        for j, aside in enumerate(inject.private):
            named = [((*loc, "private", j, "to", n), who) for n, who in enumerate(aside.to)]
            known(report, document, named, parties, "sector or organization")
        _check_alternatives(draft, report, document, (*loc, "effects", "alternative"), inject)
        for j, supply in enumerate(inject.effects.resource):
            _check_supply(draft, report, document, (*loc, "effects", "resource", j), supply)
        clauses = [((*loc, "effects", "reopen", j), c) for j, c in enumerate(inject.effects.reopen)]
        known(report, document, clauses, draft.names.clauses, "clause")
        unique(report, document, clauses, "clause")
        if abs(inject.effects.deadline) > MOST_MINUTES:
            report.add(
                document,
                (*loc, "effects", "deadline"),
                f"{inject.effects.deadline} minutes are more than an event may move the clock",
                f"write a number from -{MOST_MINUTES} to {MOST_MINUTES}",
            )


def _check_alternatives(
    draft: Draft, report: Report, document: Document, loc: Loc, inject: InjectPart
) -> None:
    points = inject.effects.alternative
    parties = None if draft.names.sectors is None else (*draft.names.sectors, *draft.names.organizations)
    known(report, document, (((*loc, who), who) for who in points), parties, "sector or organization")
    for who, change in points.items():
        # an organization may be left out of what happens to its sector: that is written with a 0
        if change == 0 and who in (draft.names.sectors or ()):
            report.add(
                document,
                (*loc, who),
                "a change of 0 does nothing",
                "write how many points, or leave the line out",
            )
        if abs(change) > MOST_POINTS:
            report.add(
                document,
                (*loc, who),
                f"{change} points are more than an event may change",
                f"write a number from -{MOST_POINTS} to {MOST_POINTS}",
            )


def _check_supply(draft: Draft, report: Report, document: Document, loc: Loc, supply: SupplyPart) -> None:
    if not 0 < abs(supply.amount) <= MOST_AMOUNT:
        report.add(
            document,
            (*loc, "amount"),
            f"an amount of {supply.amount} changes nothing that a room could count",
            f"write how much comes, or with a minus how much goes, up to {MOST_AMOUNT:,}",
        )
    if bool(supply.of) == bool(supply.line):
        report.add(
            document,
            loc,
            "both `of` and `line` say whose it is" if supply.of else "nothing says whose it is",
            "write `of: [sector or organization]` or `line: a budget line`, one of them",
            at="key",
        )
    parties = None if draft.names.sectors is None else (*draft.names.sectors, *draft.names.organizations)
    named = [((*loc, "of", n), who) for n, who in enumerate(supply.of)]
    known(report, document, named, parties, "sector or organization")
    files = [o for _, o in draft.organizations()]
    for place, who in named:
        meant = [o for o in files if who in (o.id, o.sector)]
        if meant and not any(has(o, supply.kind) for o in meant):
            report.add(
                document,
                place,
                f"`{who}` has no {supply.kind} to give",
                f"name somebody with `{supply.kind}` under `resources` or on a pledge card",
            )
    if supply.line:
        lines = dict.fromkeys(_lines(draft, supply.kind))
        known(
            report,
            document,
            [((*loc, "line"), supply.line)],
            tuple(lines) or None,
            f"budget line for {supply.kind}",
        )


def _lines(draft: Draft, kind: str) -> Iterator[str]:
    """The budget lines of a kind of resource: those that an option needs, and those on pledge cards."""
    for _, _, option in draft.options():
        yield from (need.line for need in option.needs if need.kind == kind)
    for _, organization in draft.organizations():
        yield from (card.line for card in organization.confidential.pledge_cards if card.kind == kind)
