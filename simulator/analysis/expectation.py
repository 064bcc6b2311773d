"""What a balance report must find: general targets for a good seminar, and a scenario's own expected figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..core.rulebook import Rulebook
from .balance import Balance, examine

Figures = dict[str, Any]
"""Plain numbers, words, lists and mappings: what expected.yaml may name."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was asked of a scenario, and what was found."""

    name: str
    met: bool
    said: str


@dataclass(frozen=True, slots=True)
class Analysis:
    """What `simulator analyse` prints, and whether the scenario's own expectations hold."""

    text: str
    as_expected: bool  # targets are advice; only the scenario's own figures decide


def analyse(rulebook: Rulebook, expected: Mapping[str, Any] | None = None) -> Analysis:
    """Measure a scenario and hold it against the targets and its expected.yaml. Needs NumPy."""
    balance = examine(rulebook)
    own = compare(balance, expected or {})
    text = describe(balance, targets(balance))
    if own:
        missed = [f for f in own if not f.met]
        lines = ["", "", f"  expected.yaml: {len(own) - len(missed)} of {len(own)} figures as expected"]
        text += "\n".join([*lines, *(f"  MISS {f.name}: {f.said}" for f in missed)])
    return Analysis(text, all(f.met for f in own))


def figures(balance: Balance) -> Figures:
    """The report as plain data under the names that expected.yaml uses."""
    found = balance.frontier
    return {
        "packages": found.packages,
        "voters": balance.voters,
        "pleasing_all": found.pleasing_all,
        "pleasing_caucuses": found.pleasing_caucuses,
        "pleasing_caucuses_percent": balance.percent_pleasing_caucuses,
        "most_different": balance.difference,
        "best_sum": {str(c): str(o) for c, o in found.best_sum.items()},
        "best_sum_pleases": found.best_sum_pleases,
        "failing": dict(balance.lazy),
        "casts": {str(c.size): {"pleasing": c.pleasing, "percent": c.percent} for c in balance.casts},
        "clauses": {
            str(c.clause): {
                "best": str(c.best.option),
                "letter": c.best.letter,
                "hurts": [*map(str, c.best.hurts)],
            }
            for c in balance.clauses
        },
        "parties": {str(seat): count for seat, count in found.by_party.items()},
        "caucuses": {str(code): count for code, count in found.by_caucus.items()},
    }


def compare(balance: Balance, expected: Mapping[str, Any]) -> tuple[Finding, ...]:
    """Hold the report against expected.yaml: every entry an exact value or ``{min: , max: }``."""
    return tuple(_compare(figures(balance), {k: v for k, v in expected.items() if k != "schema_version"}, ""))


def _compare(found: Any, expected: Any, name: str) -> list[Finding]:
    """Findings for one entry, going down where it is a mapping."""
    if isinstance(expected, Mapping) and expected and set(expected) <= {"min", "max"}:
        low, high = expected.get("min"), expected.get("max")
        number = isinstance(found, int | float)
        met = number and (low is None or found >= low) and (high is None or found <= high)
        return [Finding(name, met, f"{found}; expected {_bounds(low, high)}")]
    if isinstance(expected, Mapping):
        if not isinstance(found, Mapping):
            return [Finding(name, False, "the report has no such entry")]
        # YAML reads a cast's size as a number, the report names it
        return [
            finding
            for key, wanted in expected.items()
            for finding in _compare(found.get(str(key)), wanted, f"{name}.{key}" if name else str(key))
        ]
    if found is None:
        return [Finding(name, False, "the report has no such entry")]
    return [Finding(name, found == expected, f"{found}; expected {expected}")]


def _bounds(low: Any, high: Any) -> str:
    """Words for a range."""
    if low is None:
        return f"at most {high}"
    return f"at least {low}" if high is None else f"{low} to {high}"


def targets(balance: Balance) -> tuple[Finding, ...]:
    """What makes a seminar worth playing, whatever the scenario: deals exist, are rare, and need trades."""
    found, third = balance.frontier, -(-balance.voters // 3)
    clauses = len(balance.clauses)
    findings = [
        Finding(
            "two different packages please all parties",
            found.pleasing_all >= 2 and 2 * balance.difference >= clauses,
            f"{found.pleasing_all} packages please all {balance.voters}; "
            f"the two most different ones differ in {balance.difference} of {clauses} clauses",
        ),
        Finding(
            "few packages please all caucuses",
            0.05 <= balance.percent_pleasing_caucuses <= 0.5,
            f"{balance.percent_pleasing_caucuses:.3f} % ({found.pleasing_caucuses} of {found.packages}); "
            "wanted 0.05 to 0.5 %",
        ),
    ]
    findings += [
        Finding(
            f"the best option of {c.clause} costs somebody",
            len(c.best.hurts) >= 2,
            f"{c.best.letter} ({c.best.option}) hurts {', '.join(c.best.hurts) or 'no caucus'}; wanted two",
        )
        for c in balance.clauses
    ]
    findings += [
        Finding(
            f"always {name} is no deal",
            failing >= third,
            f"leaves {failing} of {balance.voters} below their alternative; wanted {third}",
        )
        for name, failing in balance.lazy.items()
    ]
    letter, often = Counter(balance.letters).most_common(1)[0]
    findings.append(
        Finding(
            "no letter is the answer",
            2 * often <= clauses,
            f"best letters {' '.join(balance.letters)}; {letter} {often} of {clauses} times, wanted at most half",
        )
    )
    findings += [
        Finding(
            f"{cast.size} seats have a deal",
            cast.pleasing > 0 and cast.percent <= 5,
            f"{cast.pleasing} packages ({cast.percent:g} %) please all {cast.voters} voting parties; "
            "wanted at least one and at most 5 %",
        )
        for cast in balance.casts
    ]
    return tuple(findings)


def describe(balance: Balance, findings: tuple[Finding, ...]) -> str:
    """The report as lines of text for a terminal: what was measured, then what was asked."""
    found = balance.frontier
    lines = [
        f"{balance.scenario}: {found.packages:,} packages, {balance.voters} voting parties",
        f"  best sum  {', '.join(f'{c}.{o}' for c, o in found.best_sum.items())}",
        f"            pleases {found.best_sum_pleases} parties",
    ]
    lines += [f"  pleases all  {', '.join(f'{c}.{o}' for c, o in p.items())}" for p in balance.widest]
    lines += ["", *(f"  {'ok  ' if f.met else 'MISS'} {f.name}: {f.said}" for f in findings)]
    missed = sum(not f.met for f in findings)
    lines += ["", f"  {len(findings) - missed} of {len(findings)} as wanted"]
    return "\n".join(lines)
