"""The printed kit: one page to choose from, and one page for each kind of sheet."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request

from simulator.app.ports import SeminarEntry
from simulator.core.state.exercise import Exercise

from .. import kit
from ..identity import CARD
from ..qr import qr_markup
from ..security import policy
from ..services import Services

SHEETS = ("tents", "door", "ballots", "stances", "form", "tally", "script")


def make_kit_pages(services: Services) -> Blueprint:
    """Everything that a facilitator prints."""
    pages = Blueprint("kit", __name__, url_prefix="/steer")
    simulator = services.simulator

    def steered(exercise: str) -> tuple[Exercise, SeminarEntry]:
        state = services.steered(exercise)
        return state, services.entry_of(state)

    def choices(state: Exercise) -> dict[str, object]:
        """What the facilitator chose: large print, one caucus, everybody or those who sit here, the start."""
        asked = request.args
        taken = any(seat.person for seat in state.seats.values())
        caucus = asked.get("caucus", "")
        return {
            "large": asked.get("large") == "1", "caucus": caucus if caucus in state.rulebook.sector_of else "",
            "who": "all" if not taken or asked.get("who") == "all" else "taken", "taken": taken,
            "start": kit.minutes_of(asked.get("start", "")), "branding": services.branding(state.seminar),
            "sectors": [s for s in state.rulebook.sectors if any(p.sector == s.code for p in state.seats.values())],
        }  # fmt: skip

    @pages.get("/<exercise>/kit")
    @policy("facilitator")
    def index(exercise: str) -> Response:
        """What there is to print."""
        state, entry = steered(exercise)
        return services.render(
            "pages/kit.html", seminar=entry, room=state.room, here=f"/steer/{state.id}", seats=len(state.seats),
            **choices(state),
        )  # fmt: skip

    @pages.get("/<exercise>/kit/<sheet>")
    @policy("facilitator")
    def sheets(exercise: str, sheet: str) -> Response:
        """One kind of sheet, ready to print."""
        state, entry = steered(exercise)
        if sheet not in SHEETS:
            abort(404)
        chosen = choices(state)
        room = kit.all_came(state) if chosen["who"] == "all" else state
        caucus = str(chosen["caucus"])
        rule, who, caucuses = kit.counted(room)
        start = chosen["start"] if isinstance(chosen["start"], int) else 0
        return services.render(
            f"pages/kit/{sheet}.html", seminar=entry, room=state.room, here=f"/steer/{state.id}", sheet=sheet,
            parties=kit.seats_of(state, caucus), voters=kit.voters(state, caucus), places=kit.places(room),
            steps=kit.grouped_steps(state), titles=kit.step_names(kit.grouped_steps(state)),
            rule=rule, electors=who, caucuses=caucuses,
            articles=kit.articles(state), weight=who.weight if rule.kind == "weighted" else {},
            lines=kit.timetable(state, start, state.steps), scenario=state.rulebook.title, **chosen,
        )  # fmt: skip

    @pages.get("/<exercise>/cards")
    @policy("facilitator")
    def cards(exercise: str) -> Response:
        """Role cards: five lines, brief, resume phrase, QR code. The only sheets that hold secrets; ``seat`` asks for
        one alone, because somebody may stand behind the facilitator."""
        state, entry = steered(exercise)
        seminar, chosen, printed = simulator.seminar(state.seminar), choices(state), []
        for seat, place in state.seats.items():
            if chosen["caucus"] not in ("", place.sector) or request.args.get("seat", seat) != seat:
                continue
            found = (services.stores.people.find(p) for p in place.people)
            link = f"{services.address}/c/{services.identities.link(CARD, state.id, seat)}"
            printed.append({
                "organization": state.organization(seat), "phrase": simulator.phrase(seminar, state.id, seat),
                "sector": state.rulebook.sector_of[place.sector], "qr": qr_markup(link),
                "people": [p.display_name for p in found if p],
            })  # fmt: skip
        return services.render(
            "pages/cards.html",
            seminar=entry,
            room=state.room,
            cards=printed,
            here=f"/steer/{state.id}",
            **chosen,
        )

    return pages
