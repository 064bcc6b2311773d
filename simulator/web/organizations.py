"""What pages say of an organization: its public profile, as one dictionary for every template."""

from __future__ import annotations

from simulator.core.ids import SeatId
from simulator.core.rulebook import Rulebook
from simulator.core.state.exercise import Exercise


def public_facts(rulebook: Rulebook, seat: SeatId) -> dict[str, object]:
    """Number, names, caucus (``code``, its name, and ``index``, its hue from 1 to 8), vote, profile and position."""
    me = rulebook.organization_of[seat]
    sector = rulebook.sector_of[me.sector]
    return {
        "id": me.id, "number": me.number, "name": me.name, "short": me.short, "code": me.sector, "index": sector.hue,
        "caucus": sector.name, "votes": me.votes, "profile": me.profile, "position": me.position,
    }  # fmt: skip


def facts_of_all(exercise: Exercise) -> list[dict[str, object]]:
    """Of every seat of a room, in its order."""
    return [public_facts(exercise.rulebook, seat) for seat in exercise.seats]
