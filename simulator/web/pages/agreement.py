"""The agreement: the page, and the files to take home, for everybody in the room and for its wall."""

from __future__ import annotations

import re
from typing import Final

from flask import Blueprint, Response, abort, make_response, request

from simulator.core.ids import ExerciseId
from simulator.core.state.exercise import Exercise

from ..agreement import agreement_page
from ..identity import WALL
from ..security import policy
from ..services import Services

TYPES: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
}


def file_name(state: Exercise, kind: str) -> str:
    """What the file is called on the disk of whoever saves it: "agreement-room-a.docx"."""
    room = re.sub(r"[^a-z0-9]+", "-", state.room.lower()).strip("-")
    return f"agreement-{room or 'room'}.{kind}"


def make_agreement_pages(services: Services) -> Blueprint:
    """The agreement as a page, as a Word file and as JSON."""
    pages = Blueprint("agreement", __name__)

    def may_read(state: Exercise) -> bool:
        token = services.identities.read_link(WALL, request.args.get("t", ""))
        identity, by_wall = services.identity(), token is not None and token[0] == state.id
        seat = by_wall or services.desk.seat_of(identity, state.id)
        return bool(seat or went_home(state) or services.desk.steers(identity, state.seminar))

    def went_home(state: Exercise) -> bool:
        """Whether this person sat in the room: what they agreed stays theirs to read."""
        identity = services.identity()
        if not identity.person or identity.seminar != state.seminar:
            return False
        where = services.simulator.seminar(state.seminar).left.get(identity.person)
        return where is not None and where[0] == state.id

    def room(exercise: str) -> Exercise:
        if not services.simulator.knows_exercise(exercise):
            abort(404)
        return services.simulator.exercise(ExerciseId(exercise))

    def paper(exercise: str, kind: str) -> Response:
        state = room(exercise)
        if not may_read(state):
            return services.say_back("/", "seat.none")
        if services.limited("paper", services.identity().person):
            return services.say_back(f"/x/{state.id}/agreement", "limit.reached")
        response = make_response(services.papers.get(state, kind, services.simulator.clock()))
        response.headers["Content-Type"] = TYPES[kind]
        response.headers["Content-Disposition"] = f'attachment; filename="{file_name(state, kind)}"'
        return response

    @pages.get("/x/<exercise>/agreement")
    @policy("participant")
    def agreement(exercise: str) -> Response:
        state = room(exercise)
        if not may_read(state):
            return services.say_back("/", "seat.none")
        return services.render(
            "pages/agreement.html",
            wall_token=request.args.get("t", ""),
            **agreement_page(state),
            beside=state.id if services.desk.seat_of(services.identity(), state.id) else "",
        )

    @pages.get("/x/<exercise>/agreement.docx")
    @policy("participant")
    def word(exercise: str) -> Response:
        return paper(exercise, "docx")

    @pages.get("/x/<exercise>/agreement.json")
    @policy("participant")
    def data(exercise: str) -> Response:
        return paper(exercise, "json")

    return pages
