"""The facilitator's page for guests: a link to watch, a link for the press, and who looks now."""

from __future__ import annotations

from flask import Blueprint, Response, request

from simulator.app.observers import KINDS, Pass

from ..qr import qr_markup
from ..security import policy
from ..services import Services


def make_observer_pages(services: Services) -> Blueprint:
    """One page, for those who steer a seminar."""
    pages = Blueprint("observers", __name__)
    simulator, observers = services.simulator, services.observers

    @pages.get("/steer/<exercise>/observers")
    @policy("facilitator")
    def look(exercise: str) -> Response:
        state = services.steered(exercise)
        rooms, keys, doors = simulator.seminar(state.seminar).rooms, observers.keys(state.seminar), []
        for kind in KINDS:
            key = keys.get(kind, "")
            token = services.identities.watch_link(Pass(state.seminar, kind, key))
            link = f"{services.address}/watch/{token}"
            doors.append({"kind": kind, "key": key, "link": link, "qr": qr_markup(link) if key else ""})
        onlookers = [
            {"name": one.name, "writes": one.writes, "rooms": [rooms[r].name for r in one.rooms]}
            for one in observers.here(tuple(rooms))
        ]
        return services.render(
            "pages/observers.html", doors=doors, onlookers=onlookers, several=len(rooms) > 1, room=state.room,
            seminar=services.entry_of(state), here=f"/steer/{state.id}",
        )  # fmt: skip

    @pages.post("/steer/<exercise>/observers")
    @policy("facilitator")
    def change(exercise: str) -> Response:
        state, form = services.steered(exercise), request.form
        back, wish = f"/steer/{state.id}/observers", form.get("do", "")
        if services.limited("steer", services.identity().facilitator):
            return services.say_back(back, "limit.reached")
        kind = next((k for k in KINDS if k == form.get("door")), None)
        if kind is None or wish not in ("open", "renew", "close"):
            return services.say_back(back, "value.unknown")
        done = True
        if wish == "open":
            observers.open(state.seminar, kind)
        elif wish == "renew":
            done = observers.renew(state.seminar, kind, form.get("seen", ""))
        else:
            done = observers.close(state.seminar, kind, form.get("seen", ""))
        return services.back(back) if done else services.say_back(back, "actor.link_changed")

    return pages
