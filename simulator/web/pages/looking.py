"""A seat's page as it sees itself, for a facilitator who helps: read-only, logged, and told to the seat."""

from __future__ import annotations

import re

from flask import Blueprint, Response, abort, request
from markupsafe import Markup

from simulator.core.commands.exercise import LookAtSeat
from simulator.core.envelope import seat_audience
from simulator.core.ids import SeatId
from simulator.core.views.looking import may_look_again, shown_to_a_look

from ..parts import Addresses, PageParts
from ..security import policy
from ..services import Services
from .play import around_parts
from .sheets import SHEETS

_FORM = re.compile(r'action="/x/[^"]*"')
"""Where a seat's forms go. What people wrote is escaped and holds no quotation mark."""


BLANK = {name: {"text": "", "version": 0} for name in SHEETS}
"""What a delegation writes together is not shown."""


class LookedParts(PageParts):
    """The parts of a page that is only looked at: in place of those left out it says so."""

    left_out: Markup

    def __getitem__(self, key: str) -> Markup:
        if key in self:
            return super().__getitem__(key)
        return Markup() if key == "delegation" else self.left_out


def make_looking_pages(services: Services) -> Blueprint:
    """One page, and the answer to its forms."""
    pages = Blueprint("looking", __name__)
    simulator, desk = services.simulator, services.desk

    @pages.get("/steer/<exercise>/look/<seat>")
    @policy("facilitator")
    def look(exercise: str, seat: str) -> Response:
        state, who = services.steered(exercise), services.identity().facilitator
        place = state.seats.get(SeatId(seat))
        if place is None or not place.person:
            abort(404)
        name = state.organization(place.id).short
        given = {
            "seat": place.id,
            "name": name,
            "room": state.room,
            "here": f"/steer/{state.id}/look/{place.id}",
        }
        if not may_look_again(state, place.id, who, simulator.clock()):
            return services.render("pages/look.html", x=Addresses(state.id), **given)
        every = services.pages.page(state, seat_audience(place.id))
        parts = LookedParts({k: r for k, r in every.items() if shown_to_a_look(state, place.id, k)}, place.id)
        parts.left_out = Markup(services.environment.get_template("pages/_left_out.html").render())  # noqa: S704
        response = services.render(
            "pages/looked.html", parts=parts, x=Addresses(state.id), state_id=state.id, me="", code="", join_code="",
            phrase="",
            note="", sheets=BLANK, moved="", at=state.looks[place.id].at, **given, **around_parts(state, place.id),
        )  # fmt: skip
        # also where a browser sends what is switched off: no form of this page leads anywhere but here
        response.set_data(_FORM.sub(f'action="{given["here"]}"', response.get_data(as_text=True)))
        return response

    @pages.post("/steer/<exercise>/look/<seat>")
    @policy("facilitator")
    def act(exercise: str, seat: str) -> Response:
        state, identity = services.steered(exercise), services.identity()
        here = f"/steer/{state.id}/look/{seat}"
        if SeatId(seat) not in state.seats:
            abort(404)
        if request.form.get("kind") != LookAtSeat.KIND:
            return services.say_back(here, "seat.only_looked_at")
        if services.limited("steer", identity.facilitator):
            return services.say_back(f"/steer/{state.id}", "limit.reached")
        ack = desk.steer(identity, state.id, services.op(), LookAtSeat.KIND, {"to": seat})
        return services.back(here if ack["ok"] else f"/steer/{state.id}", refused=None if ack["ok"] else ack)

    return pages
