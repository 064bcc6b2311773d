"""The door of a seminar: who somebody is, and how they get into a delegation that sits already."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from flask import Blueprint, Response, abort, jsonify, request

from simulator.app.ports import Person, SeminarEntry, Taken
from simulator.core.commands import seminar as scmd
from simulator.core.envelope import Actor
from simulator.core.ids import ExerciseId, PersonId, SeatId, SeminarId
from simulator.core.state.seminar import Seminar

from ..security import LIMITED, policy
from ..services import Services

NAME_LENGTH = 60


def clean_name(text: str) -> str:
    """A display name as it is kept: one line, no control characters, not too long."""
    return " ".join("".join(c for c in text if c.isprintable()).split())[:NAME_LENGTH]


def asked_seat(seminar: Seminar, person: PersonId) -> dict[str, str] | None:
    """Whose delegation this person would like to join: the room and its name, the seat and its name."""
    book = seminar.rulebook
    for room in seminar.rooms.values():
        for seat, asking in room.asking.items():
            if book and person and person in asking:
                name = book.organization_of[seat].name
                return {"room": room.id, "room_name": room.name, "seat": seat, "name": name}
    return None


class Door:
    """What the pages of joining share."""

    def __init__(self, services: Services) -> None:
        self._services, self._simulator = services, services.simulator

    def known(self, code: str) -> tuple[SeminarEntry, Seminar]:
        """The seminar of a code; the request ends here where there is none, or where they come too fast."""
        if self._services.limited("lobby"):
            abort(429, LIMITED)  # not back to the lobby: that would be the next one too many
        entry = self._services.entry(code)
        if entry is None:
            abort(404)
        return entry, self._simulator.seminar(SeminarId(entry.seminar_id))

    def person_here(self, entry: SeminarEntry) -> PersonId:
        """Who this browser is in this seminar."""
        identity = self._services.identity()
        return identity.person if identity.seminar == entry.seminar_id else PersonId("")

    def enter(self, entry: SeminarEntry, name: str, known_as: str = "") -> PersonId:
        """Somebody new; ``known_as`` where the id follows from what they were called elsewhere: then a second tap, and
        one after a crash, make nobody else."""
        person = PersonId(known_as or secrets.token_hex(8))
        try:
            self._services.stores.people.add(Person(person, entry.seminar_id, name, self._simulator.clock()))
        except Taken:
            if not known_as:
                raise
        actor = Actor("delegate", person)
        self._simulator.steer(SeminarId(entry.seminar_id), scmd.JoinPerson(person), actor, f"join-{person}")
        return person

    def let_back(self, entry: SeminarEntry, person: PersonId) -> None:
        """Somebody whom the facilitator took out comes in again by themselves: that is no ban."""
        seminar = SeminarId(entry.seminar_id)
        if person in self._simulator.seminar(seminar).removed:
            command, actor = scmd.JoinPerson(person), Actor("delegate", person)
            self._simulator.steer(seminar, command, actor, f"again-{secrets.token_hex(6)}")

    def who_returns(
        self, entry: SeminarEntry, seminar: Seminar, members: Sequence[PersonId], name: str
    ) -> PersonId:
        """Which of a delegation comes back with its phrase: this browser's own, the one of this name, or the only one
        where no name was typed and nobody else is here. Nobody: somebody new."""
        me = self.person_here(entry)
        if me in members:
            return me
        newcomer = me in seminar.people and me not in seminar.place
        if newcomer and not name:
            found = self._services.stores.people.find(me)
            name = found.display_name if found else ""
        if name:
            known = {p: self._services.stores.people.find(p) for p in members}
            same = (
                p for p, found in known.items() if found and found.display_name.casefold() == name.casefold()
            )
            return next(same, PersonId(""))
        return members[0] if len(members) == 1 and not newcomer else PersonId("")

    def with_phrase(self, entry: SeminarEntry, person: PersonId, room: ExerciseId, seat: SeatId) -> Response:
        """The phrase of a seat opens its delegation."""

        def do() -> int:
            command = scmd.LetIn(person, room, seat)
            return self._simulator.steer(SeminarId(entry.seminar_id), command, Actor("system"), op).version

        op = self._services.op()
        ack = self._services.desk.answer(op, do)
        return (
            self._services.back(f"/x/{room}")
            if ack["ok"]
            else self._services.back(f"/s/{entry.join_code}", refused=ack)
        )


def make_door_pages(services: Services) -> Blueprint:
    """Ask to join a delegation, wait at its door, think better of it."""
    pages = Blueprint("door", __name__)
    simulator, door = services.simulator, Door(services)

    def ask_or_not(
        entry: SeminarEntry, person: PersonId, command: scmd.AskToJoin | scmd.TurnAway
    ) -> Response:
        def do() -> int:
            actor = Actor("delegate", person)
            return simulator.steer(SeminarId(entry.seminar_id), command, actor, op).version

        op = services.op()
        ack = services.desk.answer(op, do)
        address = f"/s/{entry.join_code}"
        return services.back(address, refused=None if ack["ok"] else ack)

    @pages.post("/s/<code>/ask")
    @policy("public")
    def ask(code: str) -> Response:
        entry, _ = door.known(code)
        address = f"/s/{entry.join_code}"
        if services.limited("join"):
            return services.say_back(address, "limit.reached")
        person, name = door.person_here(entry), clean_name(request.form.get("name", ""))
        door.let_back(entry, person)
        if not person and not name:
            return services.say_back(address, "join.name_missing")
        newcomer = not person
        if newcomer:
            person = door.enter(entry, name)
        room, seat = ExerciseId(request.form.get("room", "")), SeatId(request.form.get("seat", ""))
        response = ask_or_not(entry, person, scmd.AskToJoin(person, room, seat))
        if newcomer:
            services.identities.remember_person(request, response, person, entry.seminar_id)
        return response

    @pages.post("/s/<code>/unask")
    @policy("public")
    def unask(code: str) -> Response:
        entry, seminar = door.known(code)
        person = door.person_here(entry)
        asked = asked_seat(seminar, person)
        if asked is None:
            return services.back(f"/s/{entry.join_code}")
        room, seat = ExerciseId(asked["room"]), SeatId(asked["seat"])
        return ask_or_not(entry, person, scmd.TurnAway(person, room, seat))

    @pages.get("/s/<code>/waiting")
    @policy("public")
    def waiting(code: str) -> Response:
        """For the page that waits at a door: where to go, or nothing yet."""
        entry, seminar = door.known(code)
        person = door.person_here(entry)
        place = seminar.place.get(person)
        if person in seminar.removed and not request.args.get("out"):
            return jsonify({"go": f"/s/{entry.join_code}"})
        # who waits for the facilitator's plan looks for a seat alone; who asked at a door hears that it stays closed
        waits = (
            bool(request.args.get("plan") or person in seminar.removed)
            or asked_seat(seminar, person) is not None
        )
        if place or waits:
            return jsonify({"go": f"/x/{place[0]}" if place else ""})
        return services.tell(jsonify({"go": f"/s/{entry.join_code}"}), "join.not_now")

    return pages
