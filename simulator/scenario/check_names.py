"""Checks that every name leads somewhere and that no two things have the same name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from simulator.scenario.documents import Document, Report
from simulator.scenario.draft import Draft
from simulator.scenario.problems import suggest
from simulator.scenario.yaml_tree import Loc


def check_ids_are_unique(draft: Draft, report: Report) -> None:
    """Within a file, and between the organizations."""
    documents = draft.documents
    if draft.scenario:
        sizes = [(("casts", i, "size"), str(c.size)) for i, c in enumerate(draft.scenario.casts)]
        unique(report, documents["scenario.yaml"], sizes, "cast size")
        named = [(("default_clauses", i), c) for i, c in enumerate(draft.scenario.default_clauses)]
        unique(report, documents["scenario.yaml"], named, "default clause")
    if draft.sectors:
        codes = [(("sectors", i, "code"), s.code) for i, s in enumerate(draft.sectors.sectors)]
        unique(report, documents["sectors.yaml"], codes, "code")
    if draft.agreement:
        agreement = documents["agreement.yaml"]
        unique(report, agreement, (((*loc, "id"), c.id) for loc, c in draft.clauses()), "clause id")
        unique(report, agreement, (((*loc, "code"), c.code) for loc, c in draft.clauses()), "clause code")
        unique(report, agreement, (((*loc, "id"), ref) for loc, ref, _ in draft.options()), "option")
    if draft.agenda:
        steps = [(("steps", i, "id"), s.id) for i, s in enumerate(draft.agenda.steps)]
        unique(report, documents["agenda.yaml"], steps, "step id")
    listed = (
        ("activities", "activities", [a.id for a in draft.activities.activities] if draft.activities else []),
        ("injects", "injects", [i.id for i in draft.injects.injects] if draft.injects else []),
        ("toolkit", "tools", [t.id for t in draft.toolkit.tools] if draft.toolkit else []),
    )
    for kind, key, ids in listed:
        if ids:
            unique(
                report, documents[f"{kind}.yaml"], (((key, i, "id"), one) for i, one in enumerate(ids)), "id"
            )


def check_organizations_are_distinct(draft: Draft, report: Report) -> None:
    """No two organizations share an id, a number, a name or a short name."""
    for key in ("id", "number", "name", "short"):
        first: dict[object, Document] = {}
        for document, organization in draft.organizations():
            given = getattr(organization, key)
            if given in first:
                other = first[given]
                place = other.tree.value_place((key,))
                report.add(
                    document,
                    (key,),
                    f"`{given}` is the {key} of another organization too ({other.file}:{place.line})",
                    f"give each organization its own {key}",
                )
            first.setdefault(given, document)


def check_scenario_names(draft: Draft, report: Report) -> None:
    """scenario.yaml: its id is the folder's name; the default clauses exist."""
    if draft.scenario is None:
        return
    document = draft.documents["scenario.yaml"]
    folder = draft.source.name.replace("_", "-")  # a folder that Python imports from cannot have hyphens
    if draft.scenario.id != folder:
        report.add(
            document,
            ("id",),
            f"`{draft.scenario.id}` is not the name of the folder",
            f"write `{folder}`, or rename the folder",
        )
    named = [(("default_clauses", i), c) for i, c in enumerate(draft.scenario.default_clauses)]
    known(report, document, named, draft.names.clauses, "clause")


def check_agreement_names(draft: Draft, report: Report) -> None:
    """agreement.yaml: the sectors that like, and the options, sectors and organizations of interactions."""
    if draft.agreement is None:
        return
    document = draft.documents["agreement.yaml"]
    for place, _, option in draft.options():
        known(
            report, document, (((*place, "liked", s), s) for s in option.liked), draft.names.sectors, "sector"
        )
    parties = None if draft.names.sectors is None else (*draft.names.sectors, *draft.names.organizations)
    for i, interaction in enumerate(draft.agreement.interactions):
        loc: Loc = ("interactions", i)
        known_options(
            draft, report, document, (((*loc, "options", j), r) for j, r in enumerate(interaction.options))
        )
        named = [((*loc, "delta", who), who) for who in interaction.delta]
        known(report, document, named, parties, "sector or organization")
        clauses = [ref.partition(".")[0] for ref in interaction.options]
        if len(set(clauses)) < max(2, len(clauses)):
            report.add(
                document,
                (*loc, "options"),
                "these options can never be adopted together",
                "name at least two options, each of another clause",
            )


def check_organization_names(draft: Draft, report: Report) -> None:
    """organizations/*.yaml: sector, options, clauses and other organizations exist."""
    for document, organization in draft.organizations():
        secret, top = organization.confidential, ("confidential",)
        known(report, document, [(("sector",), organization.sector)], draft.names.sectors, "sector")
        cited = [((*top, "interests", i, "option"), part.option) for i, part in enumerate(secret.interests)]
        known_options(draft, report, document, cited)
        unique(report, document, cited, "interest in")
        known_options(draft, report, document, (((*top, "scores", r), r) for r in secret.scores))
        known(
            report,
            document,
            (((*top, "weights", c), c) for c in secret.weights),
            draft.names.clauses,
            "clause",
        )
        for key, relations in (("trusts", secret.trusts), ("doubts", secret.doubts)):
            if organization.id in relations:
                report.add(
                    document,
                    (*top, key, organization.id),
                    "an organization cannot name itself",
                    "name another one",
                    at="key",
                )
            known(
                report,
                document,
                (((*top, key, o), o) for o in relations),
                draft.names.organizations,
                "organization",
            )
        for both in secret.trusts.keys() & secret.doubts.keys():
            report.add(
                document,
                (*top, "doubts", both),
                f"`{both}` is trusted and doubted",
                "keep one of the two",
                at="key",
            )
        cards = [((*top, "pledge_cards", i, "id"), card.id) for i, card in enumerate(secret.pledge_cards)]
        unique(report, document, cards, "pledge card")


def check_seminar_names(draft: Draft, report: Report) -> None:
    """agenda.yaml and toolkit.yaml: clauses and activities exist."""
    shown: set[str] = set()
    for i, step in enumerate(draft.agenda.steps if draft.agenda else ()):
        document = draft.documents["agenda.yaml"]
        named = [(("steps", i, "clauses", j), c) for j, c in enumerate(step.clauses)]
        known(report, document, named, draft.names.clauses, "clause")
        if step.slides is not None:
            shown.add(step.slides)
            known(
                report, document, [(("steps", i, "slides"), step.slides)], draft.names.activities, "activity"
            )
    for i, tool in enumerate(draft.toolkit.tools if draft.toolkit else ()):
        named = [(("tools", i, "clauses", j), c) for j, c in enumerate(tool.clauses)]
        known(report, draft.documents["toolkit.yaml"], named, draft.names.clauses, "clause")
    for i, activity in enumerate(draft.activities.activities if draft.activities and draft.agenda else ()):
        if activity.id not in shown:
            report.add(
                draft.documents["activities.yaml"],
                ("activities", i, "id"),
                f"no step shows `{activity.id}`",
                f"write `slides: {activity.id}` in a step of agenda.yaml",
                severity="note",
            )


def check_cast_names(draft: Draft, report: Report) -> None:
    """scenario.yaml: the seats and hosts of each cast are organizations."""
    if draft.scenario is None:
        return
    document, here = draft.documents["scenario.yaml"], draft.names.organizations
    for i, cast in enumerate(draft.scenario.casts):
        loc: Loc = ("casts", i)
        seats = [((*loc, "seats", j), s) for j, s in enumerate(cast.seats or ())]
        known(report, document, seats, here, "organization")
        unique(report, document, seats, "seat")
        known(
            report,
            document,
            (((*loc, "hosts", merged), merged) for merged in cast.hosts),
            here,
            "organization",
        )
        known(
            report, document, (((*loc, "hosts", m), h) for m, h in cast.hosts.items()), here, "organization"
        )


def known_options(draft: Draft, report: Report, document: Document, cited: Iterable[tuple[Loc, str]]) -> None:
    """An option's clause is looked at first, so that the suggestion stays within the clause that was meant."""
    options = draft.names.options
    if options is None:
        return
    refs = draft.names.refs
    for loc, ref in cited:
        clause, _, option = ref.partition(".")
        if ref in refs:
            continue
        side = _side(document, loc, ref)
        if clause in options:
            meant = suggest(option, options[clause])
            report.add(document, loc, f"clause `{clause}` has no option `{option}`", meant, at=side)
        else:
            meant = suggest(ref, refs, otherwise=suggest(clause, options))
            report.add(document, loc, f"there is no clause `{clause}`", meant, at=side)


def known(
    report: Report,
    document: Document,
    cited: Iterable[tuple[Loc, str]],
    known: tuple[str, ...] | None,
    what: str,
) -> None:
    """Report every cited name that is not known; where nothing could be read, nothing is unknown."""
    if known is None:
        return
    for loc, name in cited:
        if name not in known:
            report.add(
                document,
                loc,
                f"there is no {what} `{name}`",
                suggest(name, known),
                at=_side(document, loc, name),
            )


def unique(report: Report, document: Document, named: Iterable[tuple[Loc, str]], what: str) -> None:
    first: dict[str, Loc] = {}
    for loc, name in named:
        if name in first:
            line = document.tree.value_place(first[name]).line
            report.add(
                document,
                loc,
                f"the {what} `{name}` stands here twice (first in line {line})",
                "name each once",
            )
        first.setdefault(name, loc)


def _side(document: Document, loc: Loc, name: str) -> Literal["key", "value"]:
    """Whether the name is written as the key of its loc or as its value."""
    return "key" if loc[-1] == name and document.tree.at(loc) != name else "value"
