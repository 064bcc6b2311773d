"""The seat and the wall: what a participant sees, and the plain form that does what the socket does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, abort, jsonify, request

from simulator.core.envelope import Audience, seat_audience
from simulator.core.ids import SeatId
from simulator.core.state.exercise import Exercise
from simulator.core.views.parts import project_part

from ..identity import WALL
from ..organizations import facts_of_all
from ..qr import qr_markup
from ..security import policy
from ..services import Services, came_from
from ..words.people import why_moved
from .sheets import sheets_of


def around_parts(state: Exercise, seat: SeatId) -> dict[str, Any]:
    """What the page of a seat shows around its parts."""
    shown = project_part(state, seat_audience(seat), "panels")
    return {
        "background": state.rulebook.background, "glossary": state.rulebook.glossary, "tools": state.rulebook.tools,
        "organizations": facts_of_all(state), "clauses": [state.rulebook.clause_of[c] for c in state.clauses],
        "panels": shown.panels, "clauses_now": shown.clauses, "planned": state.rulebook.plan is not None,
        "talk": state.talk, "letters": project_part(state, seat_audience(seat), "letters"),
        "full": state.depth == "full", "mine": project_part(state, seat_audience(seat), "myproposal"),
    }  # fmt: skip


def make_play_pages(services: Services) -> Blueprint:
    """The seat page, its forms, and the wall."""
    pages = Blueprint("play", __name__)
    simulator, desk = services.simulator, services.desk

    def seat_page(exercise: str, refused: Mapping[str, Any] | None = None) -> Response:
        """The page of a seat; with what was just ``refused`` and both texts, where no script could put them in."""
        state, identity = services.room(exercise), services.identity()
        place = desk.seat_of(identity, state.id)
        entry = services.stores.seminars.find(state.seminar)
        seminar = simulator.seminar(state.seminar)
        if place is None:
            elsewhere = seminar.place.get(identity.person) if identity.seminar == state.seminar else None
            if elsewhere:
                return services.back(f"/x/{elsewhere[0]}")
            if entry and identity.person in seminar.removed:
                return services.back(f"/s/{entry.join_code}")
            if identity.person and seminar.left.get(identity.person, ("",))[0] == state.id:
                return services.back(f"/x/{state.id}/left")
            if entry and identity.person and identity.seminar != state.seminar:
                return services.say_back(f"/s/{entry.join_code}#resume", "seat.elsewhere")
            if entry and identity.person in seminar.people:
                return services.tell(services.back(f"/s/{entry.join_code}"), "seat.freed")
            return services.say_back(f"/s/{entry.join_code}" if entry else "/", "seat.none")
        if services.arrivals.owes_story(state, place.seat, identity.person):
            return services.back(f"/x/{state.id}/story")
        note = services.stores.notes.find(state.id, place.seat, person_id=identity.person)
        return services.exercise_page(
            "pages/seat.html", state, seat_audience(place.seat), seat=place.seat, me=identity.person,
            code=entry.shown_code if entry else "", join_code=entry.join_code if entry else "",
            phrase=simulator.phrase(seminar, state.id, place.seat),
            moved=why_moved(seminar.moved[identity.person], seminar) if identity.person in seminar.moved else "",
            note=note.text if note else "", sheets=sheets_of(services, state, place.seat), refused=refused,
            **around_parts(state, place.seat),
        )  # fmt: skip

    @pages.get("/x/<exercise>")
    @policy("participant")
    def seat(exercise: str) -> Response:
        return seat_page(exercise)

    @pages.post("/x/<exercise>/act")
    @policy("participant")
    def act(exercise: str) -> Response:
        state, identity = services.room(exercise), services.identity()
        if services.limited("act", identity.person):
            return services.say_back(came_from(f"/x/{state.id}"), "limit.reached")
        ack = desk.act_in_seat(
            identity, state.id, services.op(), request.form.get("kind", ""), services.fields()
        )
        if "both" in ack:
            shown = seat_page(exercise, ack)
            shown.status_code = 409 if shown.status_code == 200 else shown.status_code
            return shown
        return services.back(came_from(f"/x/{state.id}"), refused=None if ack["ok"] else ack)

    @pages.post("/x/<exercise>/note")
    @policy("participant")
    def note(exercise: str) -> Response | tuple[Response, int]:
        state, identity = services.room(exercise), services.identity()
        place, by_script = (
            desk.seat_of(identity, state.id),
            request.accept_mimetypes.best == "application/json",
        )
        if place is None:
            # a script follows a redirect and would take the lobby for a "saved"
            return (
                (jsonify(desk.refuse("seat.none")), 403) if by_script else services.say_back("/", "seat.none")
            )
        if services.limited("act", identity.person):
            refused = desk.refuse("limit.reached")
            return (jsonify(refused), 429) if by_script else services.back(f"/x/{state.id}", refused=refused)
        # a person's own: whoever takes the seat later does not read it
        text = request.form.get("text", "")[:8000].replace("\0", "")
        services.stores.notes.write(
            state.id, place.seat, text, at=simulator.clock(), person_id=identity.person
        )
        return jsonify({"ok": True}) if by_script else services.back(f"/x/{state.id}")

    @pages.get("/wall/<token>")
    @policy("token")
    def wall(token: str) -> Response:
        found = services.identities.read_link(WALL, token)
        if found is None:
            abort(404)
        state = services.room(found[0])
        entry = services.stores.seminars.find(state.seminar)
        code = entry.shown_code if entry else ""
        return services.exercise_page(
            "pages/wall.html", state, Audience("screen"), token=token, code=code, address=services.address,
            title=entry.title if entry else "", branding=services.branding(state.seminar),
            seminar_id=state.seminar, join_link=f"{services.address}/?code={code}", seats=facts_of_all(state),
            join_qr=qr_markup(f"{services.address}/?code={code}"),
            first=project_part(state, Audience("screen"), "scene"),
            clauses=[state.rulebook.clause_of[c] for c in state.clauses],
        )  # fmt: skip

    return pages
