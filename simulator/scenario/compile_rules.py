"""Rules of a checked draft, and what else an option binds the room to."""

from __future__ import annotations

from simulator.core.ids import SeatId
from simulator.core.rulebook import Binds, Rule
from simulator.scenario.schema_rules import BindsPart, RulePart


def compile_rule(part: RulePart | None) -> Rule | None:
    """The rule of an option; None where it has none."""
    return rule_of(part) if part else None


def rule_of(part: RulePart) -> Rule:
    """A rule as it is written."""
    return Rule(
        kind=part.kind,
        spoken=part.spoken,
        of=part.of,
        share=part.share,
        caucus_share=part.caucus_share,
        weight_share=part.weight_share,
        quorum=part.quorum,
        blocks=part.blocks,
        per_caucus=part.per_caucus or 0,
        fallback=compile_rule(part.fallback),
        proxies=part.proxies,
        review=compile_rule(part.review),
    )


def compile_binds(part: BindsPart | None) -> Binds | None:
    """What an option binds the room to; None where it does not."""
    if part is None:
        return None
    convener = None if part.convener is None else tuple(SeatId(s) for s in part.convener)
    return Binds(convener, part.pace or 0, part.reporting or "", compile_rule(part.reopening))
