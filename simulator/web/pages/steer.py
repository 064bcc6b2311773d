"""The facilitator's pages: first-run link, a room's control page, table signs."""

from __future__ import annotations

import hashlib

import structlog
from flask import Blueprint, Response, abort, request

from simulator.core.envelope import FACILITATOR
from simulator.core.flagging import seems_here
from simulator.core.state.seminar import Seminar
from simulator.core.views.steered import helm
from simulator.core.views.tables import table_signs

from ..identity import WALL
from ..organizations import facts_of_all
from ..qr import qr_markup
from ..security import LIMITED, policy
from ..services import Services, came_from


def key_hash(key: str) -> str:
    """How a facilitator's link is kept: the secret itself is stored nowhere."""
    return hashlib.sha256(f"facilitator|{key}".encode()).hexdigest()


def whole(text: str, otherwise: int) -> int:
    """The small whole number that a form sent, or ``otherwise``."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else otherwise


log = structlog.get_logger()


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
            log.warning("facilitator not let in", by="link", address=request.remote_addr)
            abort(403)
        response = services.back("/steer/")
        services.identities.remember_facilitator(request, response, found.facilitator_id)
        log.info(
            "facilitator came in", by="link", facilitator=found.facilitator_id, address=request.remote_addr
        )
        return response

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
            planned=state.rulebook.plan is not None, tested=bool(state.rulebook.shocks),
            talk=state.talk, letters=state.letters,
            here=sum(seems_here(state, s.id) for s in state.seats.values() if s.person),
            notice_seen=helm(state).seen["notice"],
            away=sum(not seems_here(state, s.id) for s in state.seats.values() if s.person),
            watching=services.observers.count((state.id,)),
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
        return services.answered(came_from(f"/steer/{state.id}"), ack)

    @pages.get("/<exercise>/tables")
    @policy("facilitator")
    def tables(exercise: str) -> Response:
        """Signs for the tables of a step, one sheet each, and one list for the door."""
        state = services.steered(exercise)
        steps = [s for s in state.steps if s.groups in ("caucus", "mixed")]
        now = next((i for i, s in enumerate(state.steps) if s.id == state.step), 0)
        # the step that was asked for, or the next one in which people move
        step = next((s for s in steps if s.id == request.args.get("step")), None)
        step = step or next((s for s in steps if state.steps.index(s) >= now), steps[0] if steps else None)
        return services.render(
            "pages/tables.html", seminar=services.entry_of(state), room=state.room, steps=steps, step=step,
            tables=table_signs(state, step) if step else (), here=f"/steer/{state.id}",
        )  # fmt: skip

    return pages
