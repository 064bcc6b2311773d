"""Older proposals and earlier messages, a page at a time, for a seat and for those who steer. They need no script."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Response, request

from simulator.core.commands import exercise as cmd
from simulator.core.envelope import Actor
from simulator.core.ids import NO_SEAT, SeatId
from simulator.core.permissions import may
from simulator.core.refusals import RefusalCode
from simulator.core.state.exercise import Exercise
from simulator.core.views.proposals import shelf
from simulator.core.views.transcript import transcript

from ..parts import Addresses
from ..security import policy
from ..services import Services


def make_shelf_pages(services: Services) -> Blueprint:
    """What is no longer on the live pages."""
    pages = Blueprint("shelf", __name__)
    simulator, desk = services.simulator, services.desk

    def show(state: Exercise, seat: SeatId, base: str, home: str) -> Response:
        at = request.args.get("at", "")[:80]
        return services.render(
            "pages/proposals.html", shelf=shelf(state, seat, at), x=Addresses(state.id).back_to(at), base=base,
            here=f"{base}?{urlencode({'at': at})}" if at else base, home=home, steers=not seat, room=state.room,
            can_open=not seat and may(state, Actor("facilitator"), cmd.OpenDecision, NO_SEAT),
            scenario=state.rulebook.title, beside=seat and state.id,
        )  # fmt: skip

    def seated(exercise: str) -> tuple[Exercise, SeatId] | Response:
        state = services.room(exercise)
        found = desk.seat_of(services.identity(), state.id)
        if found is None:
            return services.say_back("/", "seat.none")
        if not state.seats[found.seat].read:
            return services.say_back(f"/x/{state.id}", RefusalCode.BRIEF_UNREAD)
        return state, found.seat

    def talk(state: Exercise, seat: SeatId, base: str, home: str) -> Response:
        upto = request.args.get("upto", "")
        number = int(upto) if upto.isascii() and upto.isdigit() and len(upto) <= 6 else 0
        page = transcript(
            state, simulator.messages(state.id), seat, request.args.get("talk", "")[:2000], number
        )
        return services.render(
            "pages/messages.html", v=page, base=base, home=home, steers=not seat, room=state.room,
            scenario=state.rulebook.title, beside=seat and state.id,
        )  # fmt: skip

    @pages.get("/x/<exercise>/proposals")
    @policy("participant")
    def proposals(exercise: str) -> Response:
        found = seated(exercise)
        if isinstance(found, Response):
            return found
        x = Addresses(found[0].id)
        return show(*found, x.proposals, f"{x.seat}#panel-proposals")

    @pages.get("/steer/<exercise>/proposals")
    @policy("facilitator")
    def motions(exercise: str) -> Response:
        state = services.steered(exercise)
        return show(state, NO_SEAT, f"/steer/{state.id}/proposals", f"/steer/{state.id}#sheet-deciding")

    @pages.get("/x/<exercise>/messages")
    @policy("participant")
    def messages(exercise: str) -> Response:
        found = seated(exercise)
        if isinstance(found, Response):
            return found
        x = Addresses(found[0].id)
        return talk(*found, x.messages, f"{x.seat}#panel-talk")

    @pages.get("/steer/<exercise>/messages")
    @policy("facilitator")
    def letters(exercise: str) -> Response:
        state = services.steered(exercise)
        return talk(state, NO_SEAT, f"/steer/{state.id}/messages", f"/steer/{state.id}")

    return pages
