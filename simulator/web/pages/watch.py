"""Guests look in: those who only watch, and those who play the press. Their link is in the address; it opens nothing
else, and the one form that it takes is a story for the front page."""

from __future__ import annotations

import secrets
from typing import Any

from flask import Blueprint, Response, abort, request

from simulator.app.observers import Pass
from simulator.core.envelope import OBSERVER, Audience, reporter_audience
from simulator.core.ids import ExerciseId, PersonId
from simulator.core.refusals import RefusalCode
from simulator.core.state.exercise import Exercise
from simulator.core.state.seminar import Seminar

from ..organizations import facts_of_all
from ..security import LIMITED, policy
from ..services import Services
from .door import clean_name

GONE = 410


def make_watch_pages(services: Services) -> Blueprint:
    """The page of guests, and its two forms."""
    pages = Blueprint("watch", __name__)
    simulator, observers, identities = services.simulator, services.observers, services.identities

    def opened(token: str) -> Pass | Response:
        """What the link says, or the page that says that it is closed; 404 for what is none of ours."""
        found = identities.read_watch_link(token)
        if found is None:
            abort(404)
        if services.limited("watch"):
            abort(429, LIMITED)
        if observers.admits(found):
            return found
        response = services.render("pages/watch_closed.html", press=found.kind == "press")
        response.status_code = GONE
        return response

    def guest_of(found: Pass) -> PersonId:
        """Who this browser is among the guests of the seminar; somebody new where it was never here."""
        identity = services.identity()
        known = identity.guest if identity.guest_of == found.seminar else ""
        return PersonId(known or f"g-{secrets.token_hex(8)}")

    def remembered(response: Response, found: Pass, guest: PersonId) -> Response:
        if services.identity().guest != guest:
            identities.remember_guest(request, response, guest, found.seminar)
        return response

    def room_of(found: Pass, exercise: str) -> Exercise:
        state = services.room(exercise)
        if state.seminar != found.seminar:
            abort(404)
        return state

    def room_links(seminar: Seminar) -> list[dict[str, Any]]:
        rooms = [simulator.exercise(room) for room in seminar.rooms]
        return [
            {"id": r.id, "name": r.room, "step": r.current_step.title if r.current_step else "",
             "adopted": len(r.agreement), "total": len(r.clauses)}
            for r in rooms
        ]  # fmt: skip

    def show(token: str, found: Pass, state: Exercise, **typed: str) -> Response:
        """The page; ``typed`` is what a refused story said, and why it was refused."""
        guest, writes = guest_of(found), found.kind == "press"
        audience: Audience = reporter_audience(guest) if writes else OBSERVER
        entry = services.entry_of(state)
        response = services.exercise_page(
            "pages/watch.html", state, audience, token=token, writes=writes, seminar=entry,
            rooms=room_links(simulator.seminar(state.seminar)), organizations=facts_of_all(state),
            clauses=[state.rulebook.clause_of[c] for c in state.clauses], planned=state.rulebook.plan is not None,
            tested=bool(state.rulebook.shocks), talk=state.talk, name=observers.name_of(guest),
            typed={"headline": "", "text": "", "problem": "", **typed}, op=secrets.token_urlsafe(16),
        )  # fmt: skip
        return remembered(response, found, guest)

    @pages.get("/watch/<token>")
    @policy("token")
    def door(token: str) -> Response:
        found = opened(token)
        if isinstance(found, Response):
            return found
        seminar = simulator.seminar(found.seminar)
        if len(seminar.rooms) == 1:
            return services.back(f"/watch/{token}/{next(iter(seminar.rooms))}")
        rooms = room_links(seminar)
        entry = services.entry_of(simulator.exercise(ExerciseId(rooms[0]["id"])))
        return services.render(
            "pages/watch_rooms.html", token=token, rooms=rooms, seminar=entry, writes=found.kind == "press"
        )

    @pages.get("/watch/<token>/<exercise>")
    @policy("token")
    def look(token: str, exercise: str) -> Response:
        found = opened(token)
        return found if isinstance(found, Response) else show(token, found, room_of(found, exercise))

    @pages.post("/watch/<token>/<exercise>/name")
    @policy("token")
    def name(token: str, exercise: str) -> Response:
        """A guest says who they are, or takes it back."""
        found = opened(token)
        if isinstance(found, Response):
            return found
        state, guest = room_of(found, exercise), guest_of(found)
        observers.rename(found.seminar, guest, clean_name(request.form.get("name", "")))
        return remembered(services.back(f"/watch/{token}/{state.id}"), found, guest)

    @pages.post("/watch/<token>/<exercise>/story")
    @policy("token")
    def story(token: str, exercise: str) -> Response:
        """A reporter hands in a story. What is refused stands in the form again, with the reason."""
        found = opened(token)
        if isinstance(found, Response):
            return found
        state, guest = room_of(found, exercise), guest_of(found)
        back = f"/watch/{token}/{state.id}"
        if found.kind != "press":
            return services.say_back(back, RefusalCode.NOT_ALLOWED)
        # browsers end lines with two characters and count one
        typed = {k: request.form.get(k, "")[:4000].replace("\r\n", "\n") for k in ("headline", "text")}
        ack = (
            services.desk.refuse(LIMITED)
            if services.limited("press", guest)
            else services.desk.hand_in(guest, state.id, services.op(), **typed)
        )
        if not ack["ok"]:
            response = show(token, found, state, problem=ack["message"], **typed)
            response.status_code = 422
            return response
        response = services.back(f"{back}#press-desk")
        said = "Handed in. The facilitator reads it first; what becomes of it stands below."
        identities.leave_flash(request, response, "ok", said)
        return remembered(response, found, guest)

    return pages
