"""From the code on the wall to a seat. A GET never claims anything: previews and crawlers burn no seats."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Response, abort, request

from simulator.app.guestlist import alike
from simulator.app.ports import SeminarEntry
from simulator.core.commands import seminar as scmd
from simulator.core.envelope import Actor
from simulator.core.ids import ExerciseId, PersonId, SeatId, SeminarId
from simulator.core.state.seminar import Room, Seminar

from ..identity import CARD
from ..organizations import public_facts
from ..security import policy
from ..services import Services
from .door import Door, asked_seat, clean_name


def free_seats(seminar: Seminar, room: Room) -> list[dict[str, object]]:
    """The seats of a room by sector, with who may still be taken."""
    book = seminar.rulebook
    if book is None:
        return []
    groups: list[dict[str, object]] = []
    for sector in book.sectors:
        seats = [s for s in room.seats if book.organization_of[s].sector == sector.code]
        if seats:
            groups.append({
                "code": sector.code, "name": sector.name, "index": sector.hue,
                "seats": [public_facts(book, s) | {"taken": len(room.members.get(s, ()))} for s in seats],
            })  # fmt: skip
    return groups


def make_join_pages(services: Services) -> Blueprint:
    """Home, join, choose a seat, come back."""
    pages = Blueprint("join", __name__)
    simulator, identities = services.simulator, services.identities

    door = Door(services)
    known, person_here, enter = door.known, door.person_here, door.enter

    @pages.get("/")
    @policy("public")
    def home() -> Response:
        code = request.args.get("code", "")[:12]
        # whoever follows the link or the picture on the wall sees whose seminar it is
        entry = services.entry(code) if code and not services.limited("lobby") else None
        branding = services.branding(entry.seminar_id) if entry else None
        return services.render("pages/home.html", code=code, seminar=entry, branding=branding)

    @pages.post("/join")
    @policy("public")
    def join() -> Response:
        if services.limited("join"):
            return services.say_back("/", "limit.reached")
        code = request.form.get("code", "")[:20]
        entry = services.entry(code)
        if entry is None:
            return services.say_back(f"/?{urlencode({'code': code})}", "join.code_unknown")
        return services.back(f"/s/{entry.join_code}")

    @pages.get("/s/<code>")
    @policy("public")
    def lobby(code: str) -> Response:
        entry, seminar = known(code)
        person = person_here(entry)
        place = seminar.place.get(person)
        if person in seminar.removed and not simulator.archived(seminar.id):
            return gone(entry, seminar, person)
        rooms = [
            {"id": r.id, "name": r.name, "groups": free_seats(seminar, r), "of": len(r.seats),
             "free": len(r.seats) - len(r.holder)}
            for r in seminar.rooms.values()
        ]  # fmt: skip
        found = services.stores.people.find(person) if person else None
        book = services.guests.of(seminar.id)
        me = next((g for g in book.guests if g.person and g.person == person), None)
        mine = alike(found.display_name, book.unmatched()) if found and not me else []
        return services.render(
            "pages/lobby.html", seminar=entry, branding=services.branding(entry.seminar_id), rooms=rooms,
            name=found.display_name if found else "",
            joined=bool(found and person in seminar.people), place=place, chosen=request.args.get("place", ""),
            asked=asked_seat(seminar, person),
            listed=bool(book.guests) or services.seating.draft(seminar.id).made, named=bool(book.guests),
            me=me.name if me else "", archived=simulator.archived(seminar.id),
            form_open=person in seminar.people and services.after.evaluation.form(seminar.id).is_open(seminar),
            alike=[{"id": g, "name": book.by_id[g].name, "home": book.by_id[g].home} for g in mine],
        )  # fmt: skip

    def gone(entry: SeminarEntry, seminar: Seminar, person: PersonId) -> Response:
        """The page of somebody whom the facilitator took out: a friendly sentence, and the way back."""
        found, seat = services.stores.people.find(person), seminar.removed[person].seat
        return services.render(
            "pages/removed.html", seminar=entry, name=found.display_name if found else "",
            seat=seat_name(seminar, seat) if seat else "",
        )  # fmt: skip

    @pages.post("/s/<code>/enter")
    @policy("public")
    def come_in(code: str) -> Response:
        entry, _ = known(code)
        address = f"/s/{entry.join_code}"
        if services.limited("join"):
            return services.say_back(address, "limit.reached")
        name = clean_name(request.form.get("name", ""))
        if not name:
            return services.say_back(address, "join.name_missing")
        person = person_here(entry)
        door.let_back(entry, person)
        if person and services.stores.people.find(person):
            services.stores.people.rename(person, name)
            return services.back(address)
        response = services.back(address)
        identities.remember_person(request, response, enter(entry, name), entry.seminar_id)
        return response

    @pages.post("/s/<code>/me")
    @policy("public")
    def that_is_me(code: str) -> Response:
        """Somebody is on the guest list, or (without a name of it) is not who they said."""
        entry, seminar = known(code)
        address, person = f"/s/{entry.join_code}", person_here(entry)
        if services.limited("join"):
            return services.say_back(address, "limit.reached")
        if person not in seminar.people:
            return services.say_back(address, "join.name_missing")
        guest = request.form.get("guest", "")[:20]
        if not guest:
            services.guests.step_back(seminar.id, person)
            return services.back(address)
        if not services.seating.arrive(seminar.id, guest, person):
            return services.say_back(address, "seat.name_gone")
        services.stores.people.rename(person, services.guests.of(seminar.id).by_id[guest].name)
        place = simulator.place_of(seminar.id, person)
        return services.back(f"/x/{place.exercise}" if place else address)

    def claim_for(entry: SeminarEntry, person: PersonId, room: str, seat: str) -> Response:
        op = services.op()

        def do() -> int:
            command = scmd.ClaimSeat(person, ExerciseId(room), SeatId(seat))
            actor = Actor("delegate", person)
            return simulator.steer(SeminarId(entry.seminar_id), command, actor, op).version

        ack = services.desk.answer(op, do)
        return (
            services.back(f"/x/{room}") if ack["ok"] else services.back(f"/s/{entry.join_code}", refused=ack)
        )

    @pages.post("/s/<code>/claim")
    @policy("public")
    def claim(code: str) -> Response:
        entry, _ = known(code)
        address = f"/s/{entry.join_code}"
        if services.limited("join"):
            return services.say_back(address, "limit.reached")
        person = person_here(entry)
        door.let_back(entry, person)
        name = clean_name(request.form.get("name", ""))
        if not person and not name:
            return services.say_back(address, "join.name_missing")
        newcomer = not person
        if newcomer:
            person = enter(entry, name)
        response = claim_for(entry, person, request.form.get("room", ""), request.form.get("seat", ""))
        if newcomer:
            # even where the seat was just taken: the next try comes from somebody we know
            identities.remember_person(request, response, person, entry.seminar_id)
        return response

    @pages.post("/s/<code>/resume")
    @policy("public")
    def resume(code: str) -> Response:
        entry, seminar = known(code)
        address, here = f"/s/{entry.join_code}", request.remote_addr or "?"
        name, _, chosen = request.form.get("place", "")[:120].partition("/")
        room, seat = seminar.rooms.get(ExerciseId(name)), SeatId(chosen)
        if room is None or seat not in room.seats:
            return services.say_back(f"{address}#resume", "join.seat_missing")
        which = f"{room.id}/{seat}"
        # whoever mistyped goes on where they were: at the form, with their organization chosen
        address = f"{address}?{urlencode({'place': which})}#resume"
        if services.limiter.spent("phrase-seat", which) or services.limiter.spent("phrase", here):
            return services.say_back(address, "limit.reached")
        if not simulator.opens(seminar, room.id, seat, request.form.get("phrase", "")[:60]):
            services.limiter.allow("phrase-seat", which)
            services.limiter.allow("phrase", here)
            return services.say_back(address, "join.phrase_unknown")
        door.let_back(entry, person_here(entry))
        name = clean_name(request.form.get("name", ""))
        if seat not in room.holder:
            # the phrase of an empty seat is a role card: it opens the seat for whoever holds the card
            person = person_here(entry) or enter(entry, name or seat_name(seminar, seat))
            response = claim_for(entry, person, room.id, seat)
        elif person := door.who_returns(entry, seminar, room.members[seat], name):
            response = services.back(f"/x/{room.id}")
        elif name or person_here(entry):
            person = person_here(entry) or enter(entry, name)
            response = door.with_phrase(entry, person, room.id, seat)
        else:
            return services.say_back(address, "join.name_which")
        identities.remember_person(request, response, person, entry.seminar_id)
        return response

    def seat_name(seminar: Seminar, seat: SeatId) -> str:
        return seminar.rulebook.organization_of[seat].short if seminar.rulebook else seat

    @pages.get("/c/<token>")
    @policy("token")
    def card(token: str) -> Response:
        found = identities.read_link(CARD, token)
        if found is None or not simulator.knows_exercise(found[0]):
            abort(404)
        exercise = simulator.exercise(found[0])
        entry = services.stores.seminars.find(exercise.seminar)
        if entry is None or found[1] not in exercise.seats:
            abort(404)
        organization = exercise.organization(found[1])
        return services.render(
            "pages/card.html", seminar=entry, room=exercise.room, exercise=exercise.id, organization=organization.name,
            seat=found[1], taken=bool(exercise.seats[found[1]].person), profile=organization.profile,
        )  # fmt: skip

    return pages
