"""Another seat for somebody who did not ask: the facilitator moves one person, or has two change places."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request

from simulator.core.commands.seminar import MovePerson, SwapPeople
from simulator.core.deciding.people import MOST_MEMBERS
from simulator.core.ids import PersonId
from simulator.core.state.exercise import Exercise
from simulator.core.state.seminar import Seminar

from ..security import policy
from ..services import Services
from .join import free_seats


def make_people_pages(services: Services) -> Blueprint:
    """One page for each person."""
    pages = Blueprint("people", __name__, url_prefix="/steer/<exercise>/people/<person>")
    simulator, desk = services.simulator, services.desk

    def found(exercise: str, person: str) -> tuple[Exercise, Seminar, PersonId]:
        state = services.steered(exercise)
        seminar = simulator.seminar(state.seminar)
        if person not in seminar.people:
            abort(404)
        return state, seminar, PersonId(person)

    def name_of(person: str) -> str:
        known = services.stores.people.find(person)
        return known.display_name if known else "Somebody"

    def seat_name(seminar: Seminar, person: PersonId) -> str:
        """Where somebody sits, in words; with the room where there are several."""
        place, book = seminar.place.get(person), seminar.rulebook
        if place is None or book is None:
            return ""
        short = book.organization_of[place[1]].short
        return f"{short}, {seminar.rooms[place[0]].name}" if len(seminar.rooms) > 1 else short

    @pages.get("")
    @policy("facilitator")
    def look(exercise: str, person: str) -> Response:
        state, seminar, who = found(exercise, person)
        place, rooms = seminar.place.get(who), []
        for room in seminar.rooms.values():
            groups = free_seats(seminar, room)
            for group in groups:
                for seat in group["seats"]:  # type: ignore[attr-defined]
                    members = room.members.get(seat["id"], ())
                    seat |= {
                        "value": f"{room.id}/{seat['id']}", "here": (room.id, seat["id"]) == place,
                        "full": len(members) >= MOST_MEMBERS, "who": [name_of(p) for p in members],
                    }  # fmt: skip
            rooms.append({"name": room.name, "groups": groups})
        others = [
            {"value": f"{p}@{'/'.join(where)}", "name": name_of(p), "seat": seat_name(seminar, p)}
            for p, where in seminar.place.items() if where != place
        ]  # fmt: skip
        return services.render(
            "pages/move.html", seminar=services.entry_of(state), here=f"/steer/{state.id}", person=who,
            name=name_of(who),
            seat=seat_name(seminar, who), was="/".join(place) if place else "", rooms=rooms,
            others=sorted(others, key=lambda one: (one["name"].casefold(), one["seat"])),
        )  # fmt: skip

    @pages.post("")
    @policy("facilitator")
    def change(exercise: str, person: str) -> Response:
        state, _, who = found(exercise, person)
        form, identity, back = request.form, services.identity(), f"/steer/{state.id}/people/{person}"
        if services.limited("steer", identity.facilitator):
            return services.say_back(back, "limit.reached")
        fields = {"person": str(who), "was": form.get("was", "")}
        if form.get("do") == "swap":
            kind = SwapPeople.KIND
            fields["other"], _, fields["other_was"] = form.get("with", "").partition("@")
        else:
            kind = MovePerson.KIND
            fields["room"], _, fields["seat"] = form.get("to", "").partition("/")
        ack = desk.steer(identity, state.id, services.op(), kind, fields)
        if not ack["ok"]:
            return services.back(back, refused=ack)
        after = simulator.seminar(state.seminar)
        told = [f"{name_of(p)}: {seat_name(after, PersonId(p))}" for p in (who, fields.get("other", "")) if p]
        response = services.back(f"/steer/{state.id}#sheet-people")
        words = f"{'. '.join(told)}. Their pages say why."
        services.identities.leave_flash(request, response, "ok", words)
        return response

    return pages
