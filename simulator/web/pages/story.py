"""The story so far: one page for whoever comes late, and for everybody of the room from their menu."""

from __future__ import annotations

from flask import Blueprint, Response

from simulator.core.views.milestones import Milestone
from simulator.core.views.story import so_far

from ..parts import Addresses
from ..security import policy
from ..services import Services

TOLD = ("step", "told", "passed", "failed", "undone", "signing", "concluded", "reopened")
"""The milestones of a room that are worth a line; the others stand in their own place on the page."""
MOST_TOLD = 12


def make_story_pages(services: Services) -> Blueprint:
    """One page."""
    pages = Blueprint("story", __name__)
    desk, replays = services.desk, services.replays

    def happened(exercise: str) -> list[tuple[int, Milestone]]:
        """The last milestones of a room, from its log, with the instant of each (ms since 1970 UTC)."""
        state = services.room(exercise)
        moments = replays.film(state.id).moments
        found = [(m.at, m.milestone) for m in moments if m.milestone and m.milestone.kind in TOLD]
        return found[-MOST_TOLD:]

    @pages.get("/x/<exercise>/story")
    @policy("participant")
    def story(exercise: str) -> Response:
        state = services.room(exercise)
        place = desk.seat_of(services.identity(), state.id)
        if place is None:
            return services.say_back("/", "seat.none")
        return services.render(
            "pages/story.html", v=so_far(state, place.seat), happened=happened(state.id), x=Addresses(state.id),
            room=state.room, scenario=state.rulebook.title, read=state.seats[place.seat].read, beside=state.id,
        )  # fmt: skip

    return pages
