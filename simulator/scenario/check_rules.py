"""Checks of the decision rules: one clause decides them, and each reads exactly what its kind needs."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.core.rulebook import RuleKind
from simulator.scenario.documents import Document, Report
from simulator.scenario.draft import Draft
from simulator.scenario.problems import find_similar
from simulator.scenario.schema import RulePart
from simulator.scenario.yaml_tree import Loc

MAX_FALLBACKS = 2


@dataclass(frozen=True, slots=True)
class Reads:
    """The keys a kind of rule must have and may have, beside kind, spoken and fallback."""

    must: tuple[str, ...] = ()
    may: tuple[str, ...] = ()


READS: dict[RuleKind, Reads] = {
    "unanimity": Reads(may=("of",)),
    "consensus": Reads(must=("blocks",), may=("of", "quorum")),
    "share": Reads(must=("share",), may=("of",)),
    "double": Reads(must=("share", "caucus_share"), may=("of",)),
    "weighted": Reads(must=("weight_share",), may=("share", "of")),
    "steering": Reads(must=("per_caucus", "share")),
}
_COMMON = {"kind", "spoken", "fallback", "proxies", "review"}


def check_rules(draft: Draft, report: Report) -> None:
    """Every rule is well formed; the one clause that decides the rule gives each option one."""
    if draft.scenario:
        check_rule(report, draft.documents["scenario.yaml"], ("decision_rule",), draft.scenario.decision_rule)
    if draft.agreement is None:
        return
    document = draft.documents["agreement.yaml"]
    deciding = [(loc, clause) for loc, clause in draft.clauses() if clause.decides_rule]
    if not deciding:
        report.add(
            document,
            ("articles",),
            "no clause decides the rule",
            "write `decides_rule: true` in the clause about decisions",
            at="key",
        )
    decider = deciding[0][0] if deciding else None
    for loc, _ in deciding[1:]:
        report.add(
            document,
            (*loc, "decides_rule"),
            f"`{deciding[0][1].id}` decides the rule already",
            "let one clause decide it",
        )
    for loc, clause in draft.clauses():
        for i, option in enumerate(clause.options):
            here: Loc = (*loc, "options", i)
            if loc == decider and option.rule is None:
                report.add(
                    document,
                    here,
                    "an option of the clause that decides the rule has no `rule`",
                    "write `rule: {kind: …, spoken: …}`",
                    at="key",
                )
            elif option.rule is not None:
                check_rule(report, document, (*here, "rule"), option.rule)
                if not clause.decides_rule:
                    report.add(
                        document,
                        (*here, "rule"),
                        "this rule is not read",
                        f"take it out, or write `decides_rule: true` in clause `{clause.id}`",
                        at="key",
                    )


def check_weights_of_votes(draft: Draft, report: Report) -> None:
    """A weighted rule needs somebody who has weight."""
    voters = [o for _, o in draft.organizations() if o.vote]
    if any(o.weight for o in voters) or len(voters) < len(draft.names.organizations):
        return
    for loc, _, option in draft.options():
        if option.rule is not None and option.rule.kind == "weighted":
            report.add(
                draft.documents["agreement.yaml"],
                (*loc, "rule", "kind"),
                "no voting organization has any weight",
                "write `weight:` in organizations/*.yaml",
            )


def check_rule(report: Report, document: Document, loc: Loc, rule: RulePart, depth: int = 0) -> None:
    """A rule has the keys that its kind reads, and those behind it too."""
    reads = READS[rule.kind]
    written = rule.model_fields_set - _COMMON
    strangers = sorted(written - {*reads.must, *reads.may})
    for key in reads.must:
        if key not in written:
            meant = find_similar(key, strangers)
            hint = f"`{meant}` is not read by this kind" if meant else f"write `{key}:` here"
            report.add(document, loc, f"a rule of kind `{rule.kind}` needs `{key}`", hint, at="key")
    for key in strangers:
        keys = ", ".join(f"`{k}`" for k in (*reads.must, *reads.may)) or "nothing else"
        report.add(
            document,
            (*loc, key),
            f"a rule of kind `{rule.kind}` does not read `{key}`",
            f"it reads {keys}",
            at="key",
        )
    if rule.review is not None and depth:
        report.add(
            document,
            (*loc, "review"),
            "the review of a fallback is not read",
            "write `review` in the rule before it",
            at="key",
        )
    elif rule.review is not None:
        check_rule(report, document, (*loc, "review"), rule.review)
    if rule.fallback is not None:
        if depth == MAX_FALLBACKS:
            report.add(
                document,
                (*loc, "fallback"),
                f"more than {MAX_FALLBACKS} fallbacks stand behind each other",
                "nobody could follow it: end here",
                at="key",
            )
            return
        check_rule(report, document, (*loc, "fallback"), rule.fallback, depth + 1)
