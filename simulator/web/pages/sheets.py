"""What a delegation writes together: its walk-away sentence and its notes. Outside the log, so that they can be erased.

A sheet belongs to those who sit there now: it is kept under the person who took the seat, so that the next people at
this seat begin with an empty one.
"""

from __future__ import annotations

from flask import Blueprint, Response, abort, jsonify, request

from simulator.app.ports import Conflict, Note
from simulator.core.ids import ExerciseId, SeatId
from simulator.core.state.exercise import Exercise

from ..security import policy
from ..services import Services

SHEETS = {"walkaway": 500, "shared": 8000}
"""The sheets by name, with the most characters of each."""


def sheets_of(services: Services, state: Exercise, seat: SeatId) -> dict[str, dict[str, object]]:
    """The sheets of the delegation at this seat: text and version of each."""
    founder, notes = state.seats[seat].founder, services.stores.notes
    found = {name: notes.find(state.id, seat, person_id=founder, sheet=name) for name in SHEETS}
    return {n: {"text": s.text if s else "", "version": s.version if s else 0} for n, s in found.items()}


def make_sheet_pages(services: Services) -> Blueprint:
    """Write a sheet, and read what the others wrote meanwhile."""
    pages = Blueprint("sheets", __name__)
    simulator, desk, notes = services.simulator, services.desk, services.stores.notes

    def by_script() -> bool:
        return request.accept_mimetypes.best == "application/json"

    def keep(state: Exercise, seat: SeatId, sheet: str, text: str, seen: int | None) -> Note:
        founder = state.seats[seat].founder
        return notes.write(
            state.id, seat, text, at=simulator.clock(), person_id=founder, sheet=sheet, seen=seen
        )

    @pages.get("/x/<exercise>/sheets")
    @policy("participant")
    def sheets(exercise: str) -> tuple[Response, int]:
        if not simulator.knows_exercise(exercise):
            abort(404)
        state = simulator.exercise(ExerciseId(exercise))
        place = desk.seat_of(services.identity(), state.id)
        if place is None:
            return jsonify(desk.refuse("seat.none")), 403
        return jsonify(sheets_of(services, state, place.seat)), 200

    @pages.post("/x/<exercise>/sheet")
    @policy("participant")
    def sheet(exercise: str) -> Response | tuple[Response, int]:
        if not simulator.knows_exercise(exercise):
            abort(404)
        state, identity = simulator.exercise(ExerciseId(exercise)), services.identity()
        place, name = desk.seat_of(identity, state.id), request.form.get("sheet", "")

        def refuse(code: str, status: int, **more: object) -> Response | tuple[Response, int]:
            refused = desk.refuse(code)
            if by_script():
                return jsonify({**refused, **more}), status
            return services.back(f"/x/{state.id}" if place else "/", refused=refused)

        if place is None:
            return refuse("seat.none", 403)
        if services.limited("act", identity.person):
            return refuse("limit.reached", 429)
        if name not in SHEETS:
            return refuse("value.unknown", 400)
        text = request.form.get("text", "").replace("\0", "")[: SHEETS[name]]
        typed = request.form.get("seen", "")
        seen = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0
        try:
            kept = keep(state, place.seat, name, text, seen)
        except Conflict:
            found = sheets_of(services, state, place.seat)[name]
            if by_script():
                return refuse("sheet.changed", 200, **found)  # nothing failed: there is something to choose
            # a page without a script cannot show both: nothing is lost, the delegation tidies up
            both = f"{found['text']}\n\n{text}"[: SHEETS[name]]
            kept = keep(state, place.seat, name, both, None)
            tell(state, place.seat, kept, identity.person)
            return refuse("sheet.both", 200)
        tell(state, place.seat, kept, identity.person)
        done = {"ok": True, "version": kept.version}
        return jsonify(done) if by_script() else services.back(f"/x/{state.id}#panel-worksheet")

    def tell(state: Exercise, seat: SeatId, kept: Note, person: str) -> None:
        found = services.stores.people.find(person)
        data = {"sheet": kept.sheet, "text": kept.text, "version": kept.version,
                "who": found.display_name if found else ""}  # fmt: skip
        services.pages.tell_seat(state.id, seat, "sheet", data)

    return pages
