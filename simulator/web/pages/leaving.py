"""Going home: what it means, who speaks for us, and two questions for oneself."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request

from simulator.core.commands import seminar as cmd
from simulator.core.ids import ExerciseId, PersonId, SeatId
from simulator.core.state.exercise import Exercise

from ..identity import Identity
from ..security import policy
from ..services import Services

REFLECTIONS = ("learned", "tomorrow")
"""The sheets of the two questions: kept with the person alone, outside the log."""
LONGEST = 2000


def make_leaving_pages(services: Services) -> Blueprint:
    """Before and after leaving a seat."""
    pages = Blueprint("leaving", __name__)
    simulator, desk, notes = services.simulator, services.desk, services.stores.notes

    def room(exercise: str) -> Exercise:
        if not simulator.knows_exercise(exercise):
            abort(404)
        return simulator.exercise(ExerciseId(exercise))

    def lobby_of(state: Exercise) -> str:
        entry = services.stores.seminars.find(state.seminar)
        return f"/s/{entry.join_code}" if entry else "/"

    def left_seat(state: Exercise) -> SeatId | None:
        """The seat of this room that the person went home from."""
        identity = services.identity()
        if not identity.person or identity.seminar != state.seminar:
            return None
        where = simulator.seminar(state.seminar).left.get(identity.person)
        return where[1] if where and where[0] == state.id else None

    def people_at(state: Exercise, identity: Identity) -> tuple[PersonId, ...]:
        """Who sits at the seat of the person who asks."""
        place = desk.seat_of(identity, state.id)
        return state.seats[place.seat].people if place else ()

    @pages.get("/x/<exercise>/leave")
    @policy("participant")
    def before(exercise: str) -> Response:
        state, identity = room(exercise), services.identity()
        place = desk.seat_of(identity, state.id)
        if place is None:
            return services.say_back(lobby_of(state), "seat.none")
        others = [p for p in people_at(state, identity) if p != identity.person]
        here = [state.organization(s.id) for s in state.seats.values() if s.person and s.id != place.seat]
        spoken = [state.organization(s.id).name for s in state.seats.values() if s.proxy == place.seat]
        return services.render(
            "pages/leave.html", exercise=state.id, room=state.room, me=state.organization(place.seat), others=others,
            here=here, bots=state.bots, votes=state.seats[place.seat].votes, spoken=spoken,
            all=request.args.get("all") == "1", beside=state.id,
        )  # fmt: skip

    @pages.post("/x/<exercise>/leave")
    @policy("participant")
    def leave(exercise: str) -> Response:
        state, identity = room(exercise), services.identity()
        if services.limited("act", identity.person):
            return services.say_back(f"/x/{state.id}/leave", "limit.reached")
        fields = services.fields()
        sure = fields.pop("sure", None)
        if fields.get("everybody") == ["1"] and not sure and len(people_at(state, identity)) > 1:
            return services.say_back(f"/x/{state.id}/leave?all=1", "leave.others")
        ack = desk.act_in_seat(identity, state.id, services.op(), cmd.LeaveSeat.KIND, fields)
        if ack["ok"]:
            return services.back(f"/x/{state.id}/left")
        return services.back(f"/x/{state.id}/leave" if desk.seat_of(identity, state.id) else "/", refused=ack)

    @pages.get("/x/<exercise>/left")
    @policy("participant")
    def after(exercise: str) -> Response:
        state, identity = room(exercise), services.identity()
        seat = left_seat(state)
        if seat is None:
            return services.back(f"/x/{state.id}")
        place = state.seats[seat]
        proxy = state.organization(place.proxy).name if place.proxy else ""
        kept = {
            name: notes.find(state.id, seat, person_id=identity.person, sheet=name) for name in REFLECTIONS
        }
        return services.render(
            "pages/left.html", exercise=state.id, room=state.room, me=state.organization(seat), proxy=proxy,
            stayed=bool(place.people), bots=state.bots, lobby=lobby_of(state), thanks=request.args.get("kept"),
            texts={name: note.text if note else "" for name, note in kept.items()},
        )  # fmt: skip

    @pages.post("/x/<exercise>/left")
    @policy("participant")
    def reflect(exercise: str) -> Response:
        state, identity = room(exercise), services.identity()
        seat = left_seat(state)
        if seat is None:
            return services.back(f"/x/{state.id}")
        if services.limited("act", identity.person):
            return services.say_back(f"/x/{state.id}/left", "limit.reached")
        texts = {n: request.form.get(n, "").replace("\0", "").strip()[:LONGEST] for n in REFLECTIONS}
        for name, text in texts.items():
            notes.write(state.id, seat, text, at=simulator.clock(), person_id=identity.person, sheet=name)
        return services.back(f"/x/{state.id}/left?kept={1 if any(texts.values()) else 0}")

    return pages
