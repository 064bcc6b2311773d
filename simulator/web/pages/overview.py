"""All rooms of a seminar on one page. Each room sends two small parts of its own; no room's desk is loaded for it."""

from __future__ import annotations

from flask import Blueprint, Response

from simulator.core.envelope import OVERVIEW

from ..identity import WALL
from ..parts import PageParts
from ..security import policy
from ..services import Services


def make_overview_pages(services: Services) -> Blueprint:
    """The cards of all rooms, and the way to each one's wall."""
    pages = Blueprint("overview", __name__)
    simulator = services.simulator

    @pages.get("/steer/<exercise>/rooms")
    @policy("facilitator")
    def rooms(exercise: str) -> Response:
        state = services.steered(exercise)
        states = [simulator.exercise(room) for room in simulator.seminar(state.seminar).rooms]
        every = [services.pages.page(room, OVERVIEW) for room in states]
        found = (state.rulebook.clause_of[c] for c in state.clauses)
        return services.render(
            "pages/rooms.html", parts=PageParts({k: r for parts in every for k, r in parts.items()}),
            seminar=services.entry_of(state), state_id=state.id, clauses=[(c.code, c.title) for c in found],
        )  # fmt: skip

    @pages.get("/steer/<exercise>/wall")
    @policy("facilitator")
    def wall(exercise: str) -> Response:
        """The wall has a signed address of its own, which a part that all facilitators share does not hold."""
        state = services.steered(exercise)
        return services.back(f"/wall/{services.identities.link(WALL, state.id)}")

    return pages
