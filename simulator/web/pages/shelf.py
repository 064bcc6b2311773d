"""Older proposals, a page at a time: for a seat with all that it may do with them, for facilitators with theirs."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Response, abort, request

from simulator.core.commands import exercise as cmd
from simulator.core.envelope import Actor
from simulator.core.ids import NO_SEAT, ExerciseId, SeatId
from simulator.core.permissions import may
from simulator.core.refusals import RefusalCode
from simulator.core.state.exercise import Exercise
from simulator.core.views.proposals import shelf

from ..parts import Addresses
from ..security import policy
from ..services import Services


def make_shelf_pages(services: Services) -> Blueprint:
    """What is no longer on the live pages."""
    pages = Blueprint("shelf", __name__)
    simulator, desk = services.simulator, services.desk

    def exercise_of(exercise: str) -> Exercise:
        if not simulator.knows_exercise(exercise):
            abort(404)
        return simulator.exercise(ExerciseId(exercise))

    def show(state: Exercise, seat: SeatId, base: str, home: str) -> Response:
        at = request.args.get("at", "")[:80]
        return services.render(
            "pages/proposals.html", shelf=shelf(state, seat, at), x=Addresses(state.id).back_to(at), base=base,
            here=f"{base}?{urlencode({'at': at})}" if at else base, home=home, steers=not seat, room=state.room,
            can_open=not seat and may(state, Actor("facilitator"), cmd.OpenDecision, NO_SEAT),
            scenario=state.rulebook.title,
        )  # fmt: skip

    @pages.get("/x/<exercise>/proposals")
    @policy("participant")
    def proposals(exercise: str) -> Response:
        state = exercise_of(exercise)
        found = desk.seat_of(services.identity(), state.id)
        if found is None:
            return services.say_back("/", "seat.none")
        if not state.seats[found.seat].read:
            return services.say_back(f"/x/{state.id}", RefusalCode.BRIEF_UNREAD)
        return show(state, found.seat, f"/x/{state.id}/proposals", f"/x/{state.id}#panel-proposals")

    @pages.get("/steer/<exercise>/proposals")
    @policy("facilitator")
    def motions(exercise: str) -> Response:
        state = exercise_of(exercise)
        if not desk.steers(services.identity(), state.seminar):
            abort(403)
        return show(state, NO_SEAT, f"/steer/{state.id}/proposals", f"/steer/{state.id}#sheet-deciding")

    return pages
