"""The private letters of a room, once they are open: for everybody who sits there and those who steer."""

from __future__ import annotations

from flask import Blueprint, Response

from simulator.app.transcript import Transcripts
from simulator.core.envelope import ROOM
from simulator.core.views.letters import opened_talks

from ..parts import Addresses
from ..security import policy
from ..services import Services


def make_letter_pages(services: Services) -> Blueprint:
    """The page with the letters by who wrote to whom."""
    pages, transcripts = Blueprint("letters", __name__), Transcripts(services.simulator)

    @pages.get("/x/<exercise>/letters")
    @policy("participant")
    def letters(exercise: str) -> Response:
        state, identity = services.room(exercise), services.identity()
        steers = services.desk.steers(identity, state.seminar)
        if not steers and services.desk.seat_of(identity, state.id) is None:
            return services.say_back("/", "seat.none")
        here = f"/steer/{state.id}" if steers else f"/x/{state.id}"
        if not state.letters_open:
            return services.say_back(here, "letters.early" if state.letters == "after" else "letters.closed")
        if services.limited("act", identity.person or identity.facilitator):
            return services.say_back(here, "limit.reached")
        talks = opened_talks(state, transcripts.messages(state.id, ROOM))
        return services.render(
            "pages/letters.html", talks=talks, room=state.room, scenario=state.rulebook.title, here=here,
            x=Addresses(state.id), beside="" if steers else state.id,
        )  # fmt: skip

    return pages
