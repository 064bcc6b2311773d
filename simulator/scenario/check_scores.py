"""Checks that what a party says it wants is what its numbers say."""

from __future__ import annotations

from typing import Any

from simulator.scenario.documents import Document, Report, where
from simulator.scenario.draft import Draft
from simulator.scenario.numbers import NEUTRAL, UNNAMED_WEIGHT, number_of, scale_of
from simulator.scenario.problems import suggest
from simulator.scenario.schema import OptionPart, OrganizationFile
from simulator.scenario.values import SIGNS
from simulator.scenario.yaml_tree import Loc

AGREES: dict[str, tuple[int, int]] = {"++": (70, 100), "+": (55, 100), "-": (0, 45), "--": (0, 30)}
"""The scores that agree with the sign of an interest: at least, at most."""
SMALL_WEIGHTS = 200


def check_interests_agree(draft: Draft, report: Report) -> None:
    """The sign of an interest and the score of its option point the same way."""
    if draft.scenario is None or draft.agreement is None:
        return
    scale = scale_of(draft.scenario)
    options = {ref: (loc, option) for loc, ref, option in draft.options()}
    for document, organization in draft.organizations():
        if organization.sector not in (draft.names.sectors or (organization.sector,)):
            continue  # the unknown sector is named already; what it likes is anybody's guess
        for i, interest in enumerate(organization.confidential.interests):
            if interest.option not in options:
                continue
            loc, option = options[interest.option]
            given, source = _score_source(draft, document, organization, interest.option, loc, option)
            score = number_of(given, scale)
            low, high = AGREES[interest.sign]
            if not low <= score <= high:
                wanted = f"at least {low}" if high == 100 else f"at most {high}"
                report.add(
                    document,
                    ("confidential", "interests", i, "sign"),
                    f'the interest says "{interest.sign}", but `{interest.option}` scores {score} ({source})',
                    f"change the sign, or write a score of {wanted} in `scores`",
                )


def _score_source(
    draft: Draft, document: Document, organization: OrganizationFile, ref: str, loc: Loc, option: OptionPart
) -> tuple[int | str, str]:
    """The score as written, and where it comes from."""
    own = organization.confidential.scores
    if ref in own:
        return own[ref], f"its own, {where(document, ('confidential', 'scores', ref))}"
    agreement, sector = draft.documents["agreement.yaml"], organization.sector
    if sector in option.liked:
        return option.liked[sector], f"what {sector} likes, {where(agreement, (*loc, 'liked', sector))}"
    return NEUTRAL, f"{sector} is not named in `liked`, {where(agreement, loc)}"


def check_signs_and_numbers(draft: Draft, report: Report) -> None:
    """A bare 0 among signs is nought points, where the sign "0" is neutral: worth a word."""
    for loc, _, option in draft.options():
        _note_bare_zero(report, draft.documents["agreement.yaml"], (*loc, "liked"), option.liked)
    for document, organization in draft.organizations():
        _note_bare_zero(report, document, ("confidential", "scores"), organization.confidential.scores)


def _note_bare_zero(report: Report, document: Document, loc: Loc, scores: dict[str, Any]) -> None:
    if not any(value in SIGNS for value in scores.values() if isinstance(value, str)):
        return
    for key, value in scores.items():
        if value == 0 and not isinstance(value, str):
            report.add(
                document,
                (*loc, key),
                "0 without quotes is nought points",
                'write "0" for indifferent, "--" for nought points among signs',
                severity="note",
            )


def check_weights(draft: Draft, report: Report) -> None:
    """Clauses without a weight count 40 shares each: tiny numbers beside them would count next to nothing."""
    for document, organization in draft.organizations():
        named = organization.confidential.weights
        unnamed = len(set(draft.names.clauses or ()) - named.keys())
        if unnamed and sum(named.values()) < SMALL_WEIGHTS:
            report.add(
                document,
                ("confidential", "weights"),
                f"the weights sum to {sum(named.values())}, and each clause left out ({unnamed}) "
                f"counts {UNNAMED_WEIGHT}",
                "write shares that sum to about 1000, or name every clause",
                at="key",
                severity="note",
            )


def check_budget_lines(draft: Draft, report: Report) -> None:
    """A pledge card offers to a line that some option needs."""
    if draft.agreement is None:
        return
    lines = {need.line for _, _, option in draft.options() for need in option.needs}
    for document, organization in draft.organizations():
        for i, card in enumerate(organization.confidential.pledge_cards):
            if card.line not in lines:
                report.add(
                    document,
                    ("confidential", "pledge_cards", i, "line"),
                    f"no option needs the line `{card.line}`",
                    suggest(card.line, sorted(lines)),
                    severity="note",
                )
