"""Checks of sizes and sums: casts, minutes, options, cards, lengths."""

from __future__ import annotations

from simulator.scenario.documents import Report
from simulator.scenario.draft import Draft
from simulator.scenario.schema import CastPart
from simulator.scenario.texts import count_words
from simulator.scenario.yaml_tree import Loc

FEWEST_OPTIONS, MOST_OPTIONS, USUAL_OPTIONS = 2, 6, 4
LARGE = 12
"""With more organizations than this a scenario counts as large: longer briefs, at least four options a clause."""


def check_casts(draft: Draft, report: Report) -> None:
    """Each cast has as many seats as its size; somebody seated speaks for everybody who is left out."""
    scenario, known = draft.scenario, draft.names.organizations
    if scenario is None:
        return
    document = draft.documents["scenario.yaml"]
    for i, cast in enumerate(scenario.casts):
        loc: Loc = ("casts", i)
        seated = known if cast.seats is None else tuple(dict.fromkeys(cast.seats))
        if len(seated) != cast.size:
            what = (
                f"`all` are {len(seated)} seats" if cast.seats is None else f"{len(seated)} seats are named"
            )
            report.add(
                document,
                (*loc, "size"),
                f"{what}, but the size is {cast.size}",
                f"write `size: {len(seated)}`, or change the seats",
            )
        left_out = [o for o in known if o not in seated]
        missing = [o for o in left_out if o not in cast.hosts]
        if missing:
            report.add(
                document,
                (*loc, "hosts") if cast.hosts else loc,
                f"nobody speaks for {', '.join(f'`{o}`' for o in missing)}",
                "write `hosts: {left-out: seated}` for each organization that is left out",
                at="key",
            )
        for merged, host in cast.hosts.items():
            if merged in known and merged in seated:
                report.add(
                    document,
                    (*loc, "hosts", merged),
                    f"`{merged}` sits in this cast itself",
                    "take it out of `hosts`",
                    at="key",
                )
            if host in known and host not in seated:
                report.add(
                    document,
                    (*loc, "hosts", merged),
                    f"the host `{host}` does not sit in this cast",
                    "name an organization that is seated",
                )
    _check_hosted(draft, report)


def _check_hosted(draft: Draft, report: Report) -> None:
    """A merged organization needs its paragraph for the host."""
    casts: dict[str, CastPart] = {}
    for cast in draft.scenario.casts if draft.scenario else ():
        for merged in cast.hosts:
            casts.setdefault(merged, cast)
    for document, organization in draft.organizations():
        if organization.id in casts and not organization.confidential.hosted:
            report.add(
                document,
                ("confidential",),
                f"the cast of {casts[organization.id].size} merges this organization, and `hosted` is missing",
                "write `hosted:` one paragraph for its host",
                at="key",
            )


def check_minutes(draft: Draft, report: Report) -> None:
    """The agenda lasts as long as the scenario says."""
    if draft.scenario is None or draft.agenda is None:
        return
    total = sum(s.minutes for s in draft.agenda.steps)
    if total != draft.scenario.minutes:
        report.add(
            draft.documents["scenario.yaml"],
            ("minutes",),
            f"the steps of agenda.yaml last {total} minutes, not {draft.scenario.minutes}",
            f"write `minutes: {total}`, or change the steps",
        )


def check_clauses_are_discussed(draft: Draft, report: Report) -> None:
    """Every default clause is in discussion in some step."""
    if draft.scenario is None or draft.agenda is None:
        return
    discussed = {c for s in draft.agenda.steps for c in s.clauses}
    for i, clause in enumerate(draft.scenario.default_clauses):
        if clause in (draft.names.clauses or ()) and clause not in discussed:
            report.add(
                draft.documents["scenario.yaml"],
                ("default_clauses", i),
                f"no step discusses `{clause}`",
                "name it in `clauses:` of a step in agenda.yaml",
            )


def check_options(draft: Draft, report: Report) -> None:
    """A clause has two to six options; in a large scenario fewer than four are worth a word."""
    if draft.agreement is None:
        return
    document = draft.documents["agreement.yaml"]
    for loc, clause in draft.clauses():
        count = len(clause.options)
        if not FEWEST_OPTIONS <= count <= MOST_OPTIONS:
            report.add(
                document,
                (*loc, "options"),
                f"clause `{clause.id}` has {count} option{'s' * (count != 1)}",
                f"write {FEWEST_OPTIONS} to {MOST_OPTIONS}",
                at="key",
            )
        elif count < USUAL_OPTIONS and len(draft.names.organizations) > LARGE:
            report.add(
                document,
                (*loc, "options"),
                f"clause `{clause.id}` has only {count} options",
                f"{USUAL_OPTIONS} to {MOST_OPTIONS} give a large table more to trade",
                at="key",
                severity="note",
            )


def check_organizations(draft: Draft, report: Report) -> None:
    """Interests, pledge cards, the alternative and the length of the brief."""
    shortest = 180 if len(draft.names.organizations) > LARGE else 80
    for document, organization in draft.organizations():
        secret, top = organization.confidential, ("confidential",)
        interests, cards = len(secret.interests), len(secret.pledge_cards)
        if not 4 <= interests <= 8:
            report.add(
                document, (*top, "interests"), f"there are {interests} interests", "write 4 to 8", at="key"
            )
        fewest = 3 if organization.vote else 0
        if not fewest <= cards <= 5:
            written: Loc = (*top, "pledge_cards") if "pledge_cards" in secret.model_fields_set else top
            report.add(document, written, f"there are {cards} pledge cards", f"write {fewest} to 5", at="key")
        words = count_words(secret.brief)
        if not shortest <= words <= 320:
            report.add(
                document,
                (*top, "brief"),
                f"the brief has {words} words",
                f"write {shortest} to 320",
                at="key",
            )
        given = sorted({"percentile", "strength", "points"} & secret.alternative.model_fields_set)
        if len(given) != 1:
            wrong = f"{' and '.join(f'`{g}`' for g in given)} both say" if given else "nothing says"
            report.add(
                document,
                (*top, "alternative"),
                f"{wrong} what the alternative is worth",
                "write one of `percentile: 55`, `strength: medium`, `points: 57`",
                at="key",
            )
        for i, card in enumerate(secret.pledge_cards):
            if card.cost < 0:
                report.add(
                    document,
                    (*top, "pledge_cards", i, "cost"),
                    "a pledge cannot cost less than nothing",
                    "write 0 or more",
                )
            owned = secret.resources.get(card.kind)
            if owned is not None and card.amount > owned:
                report.add(
                    document,
                    (*top, "pledge_cards", i, "amount"),
                    f"the card offers {card.amount}, but `resources` has {owned} {card.kind}",
                    "lower the card or raise the resource",
                    severity="note",
                )
        points = secret.alternative.points
        if points is not None and points < 0:
            report.add(
                document,
                (*top, "alternative", "points"),
                "the alternative is worth less than nothing",
                "write 0 to 100",
            )
