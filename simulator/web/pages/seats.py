"""The facilitator's page of seats: the guest list, the plan to look at and change, and its release."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, abort, request

from simulator.app.guestlist import decoded, read_guests
from simulator.core.state.exercise import Exercise

from ..seating import SeatingView
from ..security import policy
from ..services import Services
from ..words.seating import suits_words
from .steer import whole


def make_seat_pages(services: Services) -> Blueprint:
    """Look at the plan, change it, release it."""
    pages = Blueprint("seats", __name__, url_prefix="/steer/<exercise>/seats")
    guests, seating = services.guests, services.seating

    def done(state: Exercise, change: Callable[[], object], anchor: str = "") -> Response:
        """Change something, and back to the page; what the rules refuse is said there."""
        address = f"/steer/{state.id}/seats{anchor}"
        if services.limited("steer", services.identity().facilitator):
            return services.say_back(address, "limit.reached")
        ack = services.desk.answer(services.op(), lambda: int(bool(change())))
        return services.back(address, refused=None if ack["ok"] else ack)

    @pages.get("")
    @policy("facilitator")
    def look(exercise: str) -> Response:
        state = services.steered(exercise)
        entry = services.stores.seminars.find(state.seminar)
        if entry is None:
            abort(404)
        shown = seating.look(state.seminar)
        names = {p.person_id: p.display_name for p in services.stores.people.of_seminar(state.seminar)}
        view = SeatingView(shown, state.rulebook, names)
        people, rooms, cast = seating.advice(state.seminar)
        here = [(r.cast) for r in shown.seminar.rooms.values()]
        suits = "" if not people or here == [cast] * rooms else suits_words(people, rooms, cast)
        sitting = sum(shown.sits(k) == w for k, w in shown.draft.chairs.items())
        return services.render(
            "pages/seats.html", seminar=entry, room=state.room, here=f"/steer/{state.id}", guests=view.guests(),
            plan_rooms=view.rooms(), newcomers=view.new(), problems=view.problems(), everybody=view.everybody(),
            draft=shown.draft, pending=shown.pending, rules=shown.seminar.settings.bots != "none", bad=shown.book.bad,
            suits=suits, moving=request.args.get("move", ""), sitting=sitting,
            present=len(shown.person_of), waiting=[view.name(k) for k in shown.waiting],
            chosen={k: f"{room}/{seat}" for k, (room, seat) in shown.draft.chairs.items()}, people=people,
            sectors=[s.name for s in state.rulebook.sectors],
        )  # fmt: skip

    @pages.post("/guests")
    @policy("facilitator")
    def invite(exercise: str) -> Response:
        """Take a list: a file, or what was pasted."""
        state = services.steered(exercise)
        file = request.files.get("file")
        text = decoded(file.read()) if file and file.filename else request.form.get("text", "")
        sectors = {str(s.code): s.name for s in state.rulebook.sectors}
        return done(state, lambda: guests.take(state.seminar, *read_guests(text, sectors)), "#guests")

    @pages.post("/forget")
    @policy("facilitator")
    def forget(exercise: str) -> Response:
        """Take a guest from the list, or everybody; or free a name that the wrong person took."""
        state, form = services.steered(exercise), request.form

        def change() -> object:
            guest = form.get("guest", "")
            if form.get("free"):
                guests.unmatch(state.seminar, form["free"])
            elif guest or form.get("all"):
                guests.erase(state.seminar, guest)
            return True

        return done(state, change, "#guests")

    @pages.post("/plan")
    @policy("facilitator")
    def plan(exercise: str) -> Response:
        state, form = services.steered(exercise), request.form
        most, fresh = whole(form.get("most", ""), 0), form.get("how") == "fresh"
        wishes = (form.get("sector", ""), form.get("homes", ""), most, form.get("empty", "rules"))
        return done(state, lambda: seating.make(state.seminar, *wishes, fresh=fresh), "#plan")

    @pages.post("/move")
    @policy("facilitator")
    def move(exercise: str) -> Response:
        state, form = services.steered(exercise), request.form
        room, _, seat = form.get("to", "").partition("/")
        return done(state, lambda: seating.move(state.seminar, form.get("who", ""), room, seat), "#plan")

    @pages.post("/proxy")
    @policy("facilitator")
    def proxy(exercise: str) -> Response:
        """Who speaks for a seat without people."""
        state, form = services.steered(exercise), request.form
        room, _, seat = form.get("seat", "").partition("/")
        return done(
            state, lambda: seating.speak_for(state.seminar, room, seat, form.get("proxy", "")), "#plan"
        )

    @pages.post("/new")
    @policy("facilitator")
    def place_new(exercise: str) -> Response:
        """A chair for a latecomer, or for all of them."""
        state = services.steered(exercise)
        return done(state, lambda: seating.place_new(state.seminar, request.form.get("who", "")), "#plan")

    @pages.post("/release")
    @policy("facilitator")
    def release(exercise: str) -> Response:
        state = services.steered(exercise)
        if not seating.draft(state.seminar).made:
            return services.say_back(f"/steer/{state.id}/seats", "seat.no_plan")
        return done(state, lambda: seating.release(state.seminar), "#plan")

    return pages
