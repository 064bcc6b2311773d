"""Small rulebooks with drawn weights and scores; the draws are seeded."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from simulator.core.ids import ClauseId, OptionId, OptionRef, SeatId, SectorCode, option_ref
from simulator.core.rulebook import (
    Alternative,
    Article,
    Card,
    Cast,
    Clause,
    Interaction,
    Option,
    Organization,
    Rule,
    Rulebook,
    Sector,
    Share,
)
from simulator.core.scoring import percentile_value

RULE = Rule("share", "Three of four.", share=Share(3, 4))


def draw_rulebook(
    sizes: tuple[int, ...] = (2, 3, 2, 4),
    parties: int = 6,
    seed: int = 1,
    percentile: int = 55,
    interactions: int = 2,
    silent: int = 1,
) -> Rulebook:
    """Clauses of ``sizes`` options, parties of three sectors (the last ``silent`` have no vote)."""
    chance = random.Random(seed)
    clauses = tuple(
        Clause(
            ClauseId(f"clause{k}"), f"C{k}", f"Clause {k}", "What?",
            tuple(Option(OptionId(f"option{j}"), f"Option {j}", "Says.", "Text.") for j in range(n)),
        )
        for k, n in enumerate(sizes)
    )  # fmt: skip
    choices = {c.id: tuple(option_ref(c.id, o.id) for o in c.options) for c in clauses}
    refs = [r for of_clause in choices.values() for r in of_clause]
    sectors = tuple(Sector(SectorCode(code), code, 1, "", "", "") for code in ("AA", "BB", "CC"))
    organizations = []
    for i in range(parties):
        weights = {c.id: chance.randint(1, 30) for c in clauses}
        scores: dict[OptionRef, int] = {r: chance.randrange(0, 101, 5) for r in refs}
        organizations.append(
            Organization(
                id=SeatId(f"seat{i}"), number=i + 1, name=f"Seat {i}", short=f"S{i}", sector=sectors[i % 3].code,
                votes=i < parties - silent, profile="", position="", weight=1,
                card=Card("", "", "", "", ""), brief="", facts=(), relations=(), interests=(), pledge_cards=(),
                alternative=Alternative(percentile_value(weights, scores, choices, percentile), ""),
                resources={}, weights=weights, scores=scores,
            )
        )  # fmt: skip
    pairs = tuple(
        Interaction(
            tuple(OptionRef(chance.choice(choices[c.id])) for c in chance.sample(clauses, 2)),
            "These do not go together.",
            {o.id: chance.randint(-4000, 4000) for o in organizations},
        )
        for _ in range(interactions)
    )
    return Rulebook(
        schema_version=1, id="drawn", title="Drawn", summary="", setting="", minutes=60, credits=(), licence="",
        background="", preamble="", sectors=sectors, organizations=tuple(organizations),
        articles=(Article(1, "All", "", tuple(c.id for c in clauses)),), clauses=clauses,
        default_clauses=tuple(c.id for c in clauses), interactions=pairs, default_rule=RULE,
        entry_share=Share(3, 4), steps=(),
        casts=(
            Cast(parties, "All", tuple(o.id for o in organizations)),
            Cast(2, "Two", tuple(o.id for o in organizations[:2])),
        ),
    )  # fmt: skip


@pytest.fixture
def draw() -> Callable[..., Rulebook]:
    """Makes a rulebook; see draw_rulebook."""
    return draw_rulebook
