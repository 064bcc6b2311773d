"""Who steers with me: name somebody, hand them a link of their own, take it away."""

from __future__ import annotations

import secrets

from flask import Blueprint, Response, request

from simulator.app.together import CannotName, Helmsman
from simulator.core.ids import PersonId
from simulator.core.refusals import Refused
from simulator.core.state.exercise import Exercise

from ..archived import afterwards
from ..qr import qr_markup
from ..security import policy
from ..services import Services


def make_together_pages(services: Services) -> Blueprint:
    """One page, for those who steer a seminar."""
    pages = Blueprint("together", __name__)
    together = services.together

    def show(state: Exercise, made: Helmsman | None = None, secret: str = "") -> Response:
        me, everybody = services.identity().facilitator, together.of_seminar(state.seminar)
        link = f"{services.address}/steer/enter?key={secret}"
        return services.render(
            "pages/together.html", seminar=services.entry_of(state), room=state.room, here=f"/steer/{state.id}",
            everybody=everybody, me=next(one for one in everybody if one.id == me), made=made,
            away=services.simulator.archived(state.seminar),
            link=link, link_qr=qr_markup(link) if made else "", op=secrets.token_urlsafe(16),
        )  # fmt: skip

    @pages.get("/steer/<exercise>/together")
    @policy("facilitator")
    def look(exercise: str) -> Response:
        return show(services.steered(exercise))

    @pages.post("/steer/<exercise>/together")
    @policy("facilitator")
    @afterwards
    def change(exercise: str) -> Response:
        state, me, form = services.steered(exercise), services.identity().facilitator, request.form
        back, wish, name = f"/steer/{state.id}/together", form.get("do", ""), form.get("name", "")
        if services.limited("steer", me):
            return services.say_back(back, "limit.reached")
        try:
            if wish == "rename":
                together.rename(state.seminar, me, name)
                return services.back(back)
            if not together.owns(state.seminar, me):
                return services.say_back(back, "actor.not_owner")
            if wish == "name" and services.simulator.archived(state.seminar):
                return services.say_back(back, "seminar.archived")
            if wish == "name":
                return show(state, *together.name(state.seminar, name, services.op()))
            known = {one.id: one for one in together.of_seminar(state.seminar) if not one.owner}
            one = known.get(PersonId(form.get("who", "")))
            if one is None:
                return services.say_back(back, "target.unknown")
            if wish == "link":
                return show(state, one, together.renew(state.seminar, one.id))
            together.take_away(state.seminar, one.id)
        except Refused as refused:
            return services.say_back(back, refused.code, **refused.facts)
        except CannotName as unfit:
            return services.say_back(back, unfit.code)
        return services.back(back)

    return pages
