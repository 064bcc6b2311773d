"""Checks of what options bind the room to: conveners exist, one clause binds each thing, rules can be counted."""

from __future__ import annotations

from simulator.scenario.check_names import known
from simulator.scenario.check_rules import check_rule
from simulator.scenario.documents import Report
from simulator.scenario.draft import Draft
from simulator.scenario.schema_rules import RulePart
from simulator.scenario.yaml_tree import Loc


def check_binds(draft: Draft, report: Report) -> None:
    """Whoever convenes is an organization; no two clauses bind the same thing; a rule for reopening is well formed."""
    if draft.agreement is None:
        return
    document = draft.documents["agreement.yaml"]
    parties = draft.names.organizations
    first: dict[str, str] = {}
    for place, clause in draft.clauses():
        for i, option in enumerate(clause.options):
            top: Loc = (*place, "options", i, "binds")
            if option.binds is None:
                continue
            if not option.binds.model_fields_set:
                report.add(
                    document,
                    top,
                    "this `binds` binds nobody to anything",
                    "take it out, or write `convener`, `pace`, `reporting` or `reopening`",
                    at="key",
                )
            known(
                report, document,
                [((*top, "convener", n), who) for n, who in enumerate(option.binds.convener or ())],
                parties, "organization",
            )  # fmt: skip
            for key in sorted(option.binds.model_fields_set):
                other = first.setdefault(key, clause.id)
                if other != clause.id:
                    report.add(
                        document,
                        (*top, key),
                        f"`{other}` binds `{key}` already",
                        "let one clause bind it, or nobody could say which one holds",
                        at="key",
                    )
            if option.binds.reopening is not None:
                check_rule(report, document, (*top, "reopening"), option.binds.reopening)
                check_whole_room(draft, report, (*top, "reopening"), option.binds.reopening)


def check_reviews(draft: Draft, report: Report) -> None:
    """How a rule is reviewed is decided by the room, and has no review of its own."""
    if draft.scenario and draft.scenario.decision_rule.review:
        rule = draft.scenario.decision_rule.review
        check_whole_room(draft, report, ("decision_rule", "review"), rule, "scenario.yaml")
    for place, _, option in draft.options():
        if option.rule and option.rule.review:
            check_whole_room(draft, report, (*place, "rule", "review"), option.rule.review)


def check_whole_room(
    draft: Draft, report: Report, loc: Loc, rule: RulePart, file: str = "agreement.yaml"
) -> None:
    """No committee decides what is asked of everybody, and there is no review of such a rule."""
    current: RulePart | None = rule
    while current is not None:
        if current.kind == "steering":
            report.add(
                draft.documents[file],
                (*loc, "kind"),
                "a committee sits only under the rule in force",
                "write `unanimity`, `consensus`, `share`, `double` or `weighted`",
            )
        if current.review is not None and current is rule:
            report.add(
                draft.documents[file],
                (*loc, "review"),
                "this review is not read",
                "write `review` in the rule of an option that decides the rule, at its top",
                at="key",
            )
        current, loc = current.fallback, (*loc, "fallback")
