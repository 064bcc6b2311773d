"""Signs and words turned into the integers of the core. Checks and compiler read the same numbers from here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from simulator.core.ids import ClauseId, OptionRef
from simulator.core.scoring import percentile_value, weights_in_play
from simulator.scenario.schema import AlternativePart, ClausePart, OrganizationFile, ScenarioFile
from simulator.scenario.values import STRENGTHS

UNNAMED_WEIGHT = 40
"""The share of a clause that an organization's ``weights`` do not name, before normalising."""
NEUTRAL = "0"


def number_of(score: int | str, scale: Mapping[str, int]) -> int:
    """A sign by the scenario's scale; a number is itself."""
    return score if isinstance(score, int) else scale[score]


def scale_of(scenario: ScenarioFile) -> dict[str, int]:
    """What each sign is worth in this scenario."""
    return scenario.scale.by_sign()


def find_scores(
    organization: OrganizationFile, clauses: Iterable[ClausePart], scale: Mapping[str, int]
) -> dict[OptionRef, int]:
    """The score of every option: the organization's own, else what its sector likes, else neutral."""
    own = organization.confidential.scores
    scores: dict[OptionRef, int] = {}
    for clause in clauses:
        for option in clause.options:
            ref = OptionRef(f"{clause.id}.{option.id}")
            scores[ref] = number_of(own.get(ref, option.liked.get(organization.sector, NEUTRAL)), scale)
    return scores


def find_weights(organization: OrganizationFile, clauses: Iterable[ClausePart]) -> dict[ClauseId, int]:
    """Shares of 1000 over all clauses of the agreement."""
    named = organization.confidential.weights
    raw = {ClauseId(c.id): named.get(c.id, UNNAMED_WEIGHT) for c in clauses}
    return weights_in_play(raw, tuple(raw))


def find_alternative(
    part: AlternativePart,
    weights: Mapping[ClauseId, int],
    scores: Mapping[OptionRef, int],
    choices: Mapping[ClauseId, tuple[OptionRef, ...]],
) -> int:
    """What no agreement is worth, in millipoints. ``choices`` are the options of the default clauses."""
    if part.points is not None:
        return part.points
    percentile = part.percentile if part.percentile is not None else STRENGTHS[part.strength or "medium"]
    return percentile_value(weights, scores, choices, percentile)
