"""The facilitator's pages: first-run link, seminars, a room's control page, table signs."""

from __future__ import annotations

import hashlib
from dataclasses import fields

from flask import Blueprint, Response, abort, request

from simulator.core.envelope import FACILITATOR
from simulator.core.ids import SeminarId
from simulator.core.planning import best_rooms
from simulator.core.refusals import Refused
from simulator.core.state.seminar import Seminar, Settings
from simulator.core.views.tables import table_signs

from ..identity import WALL
from ..organizations import facts_of_all
from ..qr import qr_markup
from ..security import LIMITED, policy
from ..services import Services, came_from

MOST_ROOMS = 12


def key_hash(key: str) -> str:
    """How a facilitator's link is kept: the secret itself is stored nowhere."""
    return hashlib.sha256(f"facilitator|{key}".encode()).hexdigest()


def whole(text: str, otherwise: int) -> int:
    """The small whole number that a form sent, or ``otherwise``."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else otherwise


def make_steering_pages(services: Services) -> Blueprint:
    """Pages for those who steer."""
    pages = Blueprint("steer", __name__, url_prefix="/steer")
    simulator, desk = services.simulator, services.desk

    @pages.get("/enter")
    @policy("public")
    def enter() -> Response:
        if services.limited("key"):
            abort(429, LIMITED)
        found = services.stores.facilitators.find_by_token(key_hash(request.args.get("key", "")[:100]))
        if found is None:
            abort(403)
        response = services.back("/steer/")
        services.identities.remember_facilitator(request, response, found.facilitator_id)
        return response

    @pages.get("/")
    @policy("facilitator")
    def desk_page() -> Response:
        identity = services.identity()
        if not identity.facilitator or services.stores.facilitators.find(identity.facilitator) is None:
            abort(403)
        seminars = []
        for grant in services.stores.facilitators.of_facilitator(identity.facilitator):
            entry = services.stores.seminars.find(grant.seminar_id)
            if entry is not None:
                state = simulator.seminar(SeminarId(entry.seminar_id))
                rooms = [
                    {"id": r.id, "name": r.name, "held": len(r.holder), "of": len(r.seats),
                     "wall": f"/wall/{services.identities.link(WALL, r.id)}"}
                    for r in state.rooms.values()
                ]  # fmt: skip
                title = state.rulebook.title if state.rulebook else ""
                seminars.append({"entry": entry, "rooms": rooms, "scenario": title})
        return services.render("pages/desk.html", seminars=seminars, scenarios=services.scenarios())

    @pages.post("/new")
    @policy("facilitator")
    def new() -> Response:
        identity = services.identity()
        if not identity.facilitator or services.stores.facilitators.find(identity.facilitator) is None:
            abort(403)
        form = request.form
        chosen = next((s for s in services.scenarios() if s.id == form.get("scenario")), None)
        if chosen is None:
            return services.say_back("/steer/", "value.unknown", value="")
        cast = form.get("cast", "")
        count = form.get("rooms", "1")
        number = whole(count, 1)
        size = whole(cast, max(c for c, _ in chosen.casts))
        rulebook, people = services.load_scenario(chosen.id), whole(form.get("people", ""), 0)
        if people:
            fitting = best_rooms(rulebook, people, MOST_ROOMS)
            number, size = len(fitting), fitting[0].cast
        names = [f"Room {chr(ord('A') + i)}" for i in range(max(1, min(number, MOST_ROOMS)))]
        title = " ".join(form.get("title", "").split())[:80] or chosen.title
        try:
            entry = simulator.open_seminar(
                rulebook, title, [(name, size) for name in names],
                settings=Settings(**{f.name: str(form.get(f.name, f.default)) for f in fields(Settings)}),
                facilitator=identity.facilitator,
            )  # fmt: skip
        except Refused as refused:
            return services.say_back("/steer/", refused.code, **refused.facts)
        services.stores.facilitators.allow(entry.seminar_id, identity.facilitator, "owner")
        return services.back(f"/steer/{next(iter(simulator.seminar(SeminarId(entry.seminar_id)).rooms))}")

    @pages.get("/<exercise>")
    @policy("facilitator")
    def control(exercise: str) -> Response:
        state = services.steered(exercise)
        entry, seminar = services.entry_of(state), simulator.seminar(state.seminar)
        code = entry.shown_code
        join_link = f"{services.address}/?code={code}"
        lender = services.identity().facilitator
        phone = f"{services.address}/remote/{services.identities.phone_link(state.id, lender)}"
        return services.exercise_page(
            "pages/steer.html", state, FACILITATOR, seminar=entry, rooms=room_links(seminar), current=state.id,
            wall=f"/wall/{services.identities.link(WALL, state.id)}",
            phone_qr=qr_markup(phone),
            join_link=join_link, address=services.address, join_qr=qr_markup(join_link), injects=state.rulebook.injects,
            seats=facts_of_all(state), bots=seminar.settings.bots, help=seminar.settings.help, room=state.room,
            clauses=[state.rulebook.clause_of[c] for c in state.clauses],
            lines=sorted({need.line for c in state.clauses for o in state.rulebook.clause_of[c].options
                          for need in o.needs}), expected=len(state.seats),
            planned=state.rulebook.plan is not None, talk=state.talk, letters=state.letters,
            here=sum(s.present for s in state.seats.values() if s.person),
            away=sum(not s.present for s in state.seats.values() if s.person),
        )  # fmt: skip

    def room_links(seminar: Seminar) -> list[dict[str, object]]:
        rooms = []
        for room in seminar.rooms.values():
            state = simulator.exercise(room.id)
            rooms.append({
                "id": room.id, "name": room.name, "adopted": len(state.agreement), "total": len(state.clauses),
                "held": len(room.holder), "of": len(room.seats),
            })  # fmt: skip
        return rooms

    @pages.post("/<exercise>/act")
    @policy("facilitator")
    def act(exercise: str) -> Response:
        state, identity = services.steered(exercise), services.identity()
        if services.limited("steer", identity.facilitator):
            return services.say_back(came_from(f"/steer/{state.id}"), "limit.reached")
        kind = request.form.get("kind", "")
        ack = desk.steer(identity, state.id, services.op(), kind, services.fields())
        return services.back(came_from(f"/steer/{state.id}"), refused=None if ack["ok"] else ack)

    @pages.get("/<exercise>/tables")
    @policy("facilitator")
    def tables(exercise: str) -> Response:
        """Signs for the tables of a step, one sheet each, and one list for the door."""
        state = services.steered(exercise)
        steps = [s for s in state.rulebook.steps if s.groups in ("caucus", "mixed")]
        now = next((i for i, s in enumerate(state.rulebook.steps) if s.id == state.step), 0)
        # the step that was asked for, or the next one in which people move
        step = next((s for s in steps if s.id == request.args.get("step")), None)
        step = step or next(
            (s for s in steps if state.rulebook.steps.index(s) >= now), steps[0] if steps else None
        )
        return services.render(
            "pages/tables.html", seminar=services.entry_of(state), room=state.room, steps=steps, step=step,
            tables=table_signs(state, step) if step else (), here=f"/steer/{state.id}",
        )  # fmt: skip

    return pages
