"""Returning to a moment: the facilitator starts a room from it, and the people of the old room go there with their
seats. Both are plain forms."""

from __future__ import annotations

import hashlib

from flask import Blueprint, Response, request

from simulator.core.commands import seminar as scmd
from simulator.core.envelope import Actor
from simulator.core.ids import ExerciseId, PersonId, SeatId, SeminarId
from simulator.core.refusals import Refused

from ..security import policy
from ..services import Services
from .door import Door


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 7 else 0


def make_branching_pages(services: Services) -> Blueprint:
    """A room from a moment of another one."""
    pages = Blueprint("branching", __name__)
    simulator, desk, branches, door = services.simulator, services.desk, services.branches, Door(services)

    @pages.post("/replay/<exercise>/return")
    @policy("facilitator")
    def return_here(exercise: str) -> Response:
        """Start a room from the moment ``at`` of the replay, or from before an ``act`` of "What happened"."""
        state = services.steered(exercise)
        act, moment = _number(request.form.get("act", "")), _number(request.form.get("at", ""))
        here = f"/steer/{state.id}" if act else f"/replay/{state.id}?at={moment}"
        if services.limited("steer", services.identity().facilitator):
            return services.say_back(here, "limit.reached")
        try:
            if act:
                upto, op = branches.before_act(state.id, act), f"before-{act}"
            else:
                film = services.replays.film(state.id)
                if not 1 <= moment <= len(film.moments):
                    return services.say_back(here, "target.unknown")
                upto, op = branches.end_of_op(state.id, film.end_of(moment)), services.op()[:64]
            made = branches.begin(state, upto, op)
        except Refused as refused:
            return services.back(here, refused=desk.refuse(refused.code, refused.facts))
        response = services.back(f"/steer/{made.exercise}")
        said = f"This is “{made.room}”. Its clock is stopped: wait until people are in their seats, then tap “Go on”."
        services.identities.leave_flash(request, response, "ok", said)
        return response

    @pages.post("/x/<exercise>/go-on")
    @policy("participant")
    def go_on(exercise: str) -> Response:
        """Somebody who sits here goes to the same seat of the room that goes on."""
        state, identity = services.room(exercise), services.identity()
        place, room = desk.seat_of(identity, state.id), ExerciseId(request.form.get("room", "")[:60])
        if place is None:
            return services.say_back("/", "seat.none")
        if services.limited("join"):
            return services.say_back(f"/x/{state.id}", "limit.reached")
        if room not in {b.exercise for b in state.goes_on}:
            return services.say_back(f"/x/{state.id}", "room.unknown")
        new = simulator.exercise(room)
        entry, people = services.entry_of(new), services.stores.people
        # the same person who taps twice, or on two laptops, is one person there
        person = PersonId(hashlib.sha256(f"{identity.person}/{room}".encode()).hexdigest()[:16])
        known = simulator.seminar(new.seminar)
        if person not in known.people and person not in known.removed:
            found = people.find(identity.person)
            name = found.display_name if found else state.organization(place.seat).short
            person = door.enter(entry, name, person)
        ack = desk.answer(services.op(), lambda: sit(new.seminar, person, room, place.seat))
        if not ack["ok"]:
            response = services.back(f"/s/{entry.join_code}", refused=ack)
        else:
            response = services.back(f"/x/{room}")
        services.identities.remember_person(request, response, person, entry.seminar_id)
        return response

    def sit(seminar: SeminarId, person: PersonId, room: ExerciseId, seat: SeatId) -> int:
        """The first of a delegation takes the seat, the others join. They sat there together: nobody asks again."""
        known = simulator.seminar(seminar)
        if person in known.place:
            return known.version
        held = known.rooms[room].holder.get(seat)
        command = scmd.LetIn(person, room, seat) if held else scmd.ClaimSeat(person, room, seat)
        actor = Actor("system") if held else Actor("delegate", person)
        return simulator.steer(seminar, command, actor, f"go-on-{person}/{known.version}").version

    return pages
