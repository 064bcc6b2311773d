"""What an agreement is worth to a party. The only definition of a score; integers throughout.

A value is in millipoints: the sum of weight (shares of 1000) x score (0..100), so 0..100 000, plus the deltas
of interactions, minus the cost of pledges.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import accumulate

from .ids import ClauseId, OptionId, OptionRef, SeatId, option_ref
from .rulebook import Interaction, Organization, Rulebook

WEIGHT_SUM = 1000
_LANE = 64  # bits per value in the packed distribution; 6 options to the 24 clauses still fit

Package = Mapping[ClauseId, OptionId]
Funding = Mapping[OptionRef, tuple[int, int]]
"""What is pledged of what an option needs, as (pledged, needed); options left out are fully funded."""


def weights_in_play(weights: Mapping[ClauseId, int], clauses: Collection[ClauseId]) -> dict[ClauseId, int]:
    """Renormalise ``weights`` to the clauses in play so that they sum to 1000 (largest remainder).

    Clauses without a weight count 0; where all are 0, the clauses count the same.
    """
    raw = {c: weights.get(c, 0) for c in clauses}
    total = sum(raw.values())
    if not total:
        raw, total = dict.fromkeys(raw, 1), len(raw)
    whole = {c: w * WEIGHT_SUM // total for c, w in raw.items()} if total else {}
    # ties go to the earlier clause: sorted() is stable, so the result never depends on hashing
    by_remainder = sorted(raw, key=lambda c: -(raw[c] * WEIGHT_SUM % total))
    for clause in by_remainder[: WEIGHT_SUM - sum(whole.values())]:
        whole[clause] += 1
    return whole


def option_score(organization: Organization, ref: OptionRef, if_open: int, funding: Funding) -> int:
    """The score of an adopted option, 0..100; only partly funded it lies between ``if_open`` and its score."""
    score = organization.scores.get(ref, 50)
    pledged, needed = funding.get(ref, (1, 1))
    if needed <= 0 or pledged >= needed:
        return score
    return if_open + (score - if_open) * max(pledged, 0) // needed


def interaction_delta(interactions: Iterable[Interaction], seat: SeatId, package: Package) -> int:
    """The sum of the deltas of all interactions whose options are all in the package, in millipoints."""
    chosen = {option_ref(c, o) for c, o in package.items()}
    return sum(i.delta.get(seat, 0) for i in interactions if chosen.issuperset(i.options))


def value(
    rulebook: Rulebook,
    seat: SeatId,
    package: Package,
    clauses: Collection[ClauseId] | None = None,
    *,
    funding: Funding | None = None,
    cost: int = 0,
) -> int:
    """What ``package`` is worth to ``seat`` in millipoints.

    ``clauses`` are those in play (the default running order when left out); a clause of them that the package
    does not settle scores its ``if_open``. ``cost`` (millipoints) is what the party's own pledges cost it.
    """
    organization = rulebook.organization_of[seat]
    in_play = rulebook.default_clauses if clauses is None else clauses
    total = -cost + interaction_delta(rulebook.interactions, seat, package)
    for clause_id, weight in weights_in_play(organization.weights, in_play).items():
        clause = rulebook.clause_of[clause_id]
        option = package.get(clause_id)
        if option is None:
            total += weight * clause.if_open
        else:
            ref = option_ref(clause_id, option)
            total += weight * option_score(organization, ref, clause.if_open, funding or {})
    return total


def percentile_value(
    weights: Mapping[ClauseId, int], scores: Mapping[OptionRef, int], choices: Mapping[ClauseId, tuple[OptionRef, ...]],
    percentile: int,
) -> int:  # fmt: skip
    """The value that ``percentile`` per cent of all complete packages do not exceed, in millipoints.

    Exact: the distribution of the sum is the product of one polynomial per clause, kept as one big integer with a
    64-bit lane per value. Interactions are left out: they belong to pairs, not to a party's own wishes.
    """
    packed, highest = 1, 0
    for clause, weight in weights_in_play(weights, tuple(choices)).items():
        shifts = [weight * scores.get(ref, 50) for ref in choices[clause]]
        packed = sum(packed << (_LANE * shift) for shift in shifts)
        highest += max(shifts)
    lanes = memoryview(packed.to_bytes((highest + 1) * _LANE // 8, "little")).cast("Q")
    total = 1
    for refs in choices.values():
        total *= len(refs)
    return next(worth for worth, count in enumerate(accumulate(lanes)) if count * 100 >= percentile * total)
