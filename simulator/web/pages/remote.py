"""The phone in a facilitator's hand: the link that makes it one, its page, and its forms without a script."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request

from simulator.core.envelope import REMOTE
from simulator.core.state.exercise import Exercise

from ..security import policy
from ..services import Services


def make_remote_pages(services: Services) -> Blueprint:
    """One page, for one hand."""
    pages = Blueprint("remote", __name__)
    simulator, desk, identities = services.simulator, services.desk, services.identities

    def held(exercise: str) -> Exercise:
        """The room that this phone steers."""
        state = services.room(exercise)
        if desk.steers_by_phone(services.identity(), state) is None:
            abort(403)
        return state

    @pages.get("/remote/<token>")
    @policy("token")
    def take(token: str) -> Response:
        """The link of the QR code. It leaves the address at once, so that nobody copies it from there."""
        found = identities.read_phone_link(token)
        if found is None or not simulator.knows_exercise(found[0]):
            abort(404)
        response = services.back(f"/steer/{found[0]}/remote")
        identities.remember_phone(request, response, *found)
        return response

    @pages.get("/steer/<exercise>/remote")
    @policy("facilitator")
    def remote(exercise: str) -> Response:
        state = held(exercise)
        return services.exercise_page("pages/remote.html", state, REMOTE, room=state.room)

    @pages.post("/steer/<exercise>/remote")
    @policy("facilitator")
    def act(exercise: str) -> Response:
        state, identity = held(exercise), services.identity()
        if services.limited("steer", identity.facilitator or identity.phone_of):
            return services.say_back(f"/steer/{state.id}/remote", "limit.reached")
        kind = request.form.get("kind", "")
        ack = desk.steer_by_phone(identity, state.id, services.op(), kind, services.fields())
        return services.answered(f"/steer/{state.id}/remote", ack)

    return pages
