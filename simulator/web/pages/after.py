"""The facilitator's pages for the time after a seminar: put it away, attendance, certificates, export, keeping."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Blueprint, Response, make_response, request

from simulator.app.attendance import Attended
from simulator.app.evaluation import ENOUGH
from simulator.app.exports.files import csv_bytes
from simulator.app.exports.record import attended
from simulator.app.exports.tables import both
from simulator.app.ports import SeminarEntry
from simulator.core.ids import SeminarId
from simulator.core.state.exercise import Exercise

from ..archived import afterwards
from ..security import policy
from ..services import Services
from ..words.after import erased_words

MOST_DAYS = 3650
NOBODY = "Somebody"


def make_after_pages(services: Services) -> Blueprint:
    """Everything from `/steer/<exercise>/after` on, but for the evaluation form."""
    pages = Blueprint("after", __name__, url_prefix="/steer/<exercise>/after")
    simulator, after = services.simulator, services.after
    retention = after.retention

    def here(exercise: str) -> tuple[Exercise, SeminarEntry, str]:
        state = services.steered(exercise)
        return state, services.entry_of(state), f"/steer/{state.id}"

    def done(address: str, text: str) -> Response:
        response = services.back(address)
        services.identities.leave_flash(request, response, "info", text)
        return response

    def names_of(entry: SeminarEntry) -> dict[str, str]:
        return {p.person_id: p.display_name for p in services.stores.people.of_seminar(entry.seminar_id)}

    def roles(person: Attended) -> list[str]:
        """The organizations that somebody played, the longest first; with the room where there are several."""
        rooms = {room: simulator.exercise(room) for room, _ in person.roles}
        return [
            f"{rooms[room].organization(seat).name}, {rooms[room].room}" if len(rooms) > 1 else
            rooms[room].organization(seat).name
            for room, seat in person.roles
        ]  # fmt: skip

    @pages.get("")
    @policy("facilitator")
    def hub(exercise: str) -> Response:
        state, entry, address = here(exercise)
        people = attended(simulator, entry)
        seminar = simulator.seminar(state.seminar)
        return services.render(
            "pages/after/hub.html", seminar=entry, room=state.room, here=address, kept=retention.kept(entry),
            away=simulator.archived(state.seminar), people=len(people), certificates=sum(p.minutes > 0 for p in people),
            answered=after.evaluation.answered(state.seminar), enough=ENOUGH,
            form_open=after.evaluation.form(state.seminar).is_open(seminar), letters=state.letters,
        )  # fmt: skip

    @pages.post("/archive")
    @policy("facilitator")
    @afterwards
    def archive(exercise: str) -> Response:
        state, entry, address = here(exercise)
        away = request.form.get("away") == "1"
        if not away and retention.kept(entry).purged_at:
            return services.say_back(f"{address}/after", "retention.purged")
        if away and not simulator.archived(state.seminar):
            after.call(state.seminar, services.identity().facilitator, services.op(), answer=False)
        simulator.archive(state.seminar, away=away)
        return services.back(f"{address}/after")

    @pages.get("/attendance")
    @policy("facilitator")
    def attendance(exercise: str) -> Response:
        state, entry, address = here(exercise)
        people = [(p, roles(p)) for p in attended(simulator, entry)]
        return services.render(
            "pages/after/attendance.html", seminar=entry, room=state.room, here=address, people=people,
            names=names_of(entry), rooms={r: simulator.exercise(r) for r in simulator.seminar(state.seminar).rooms},
        )  # fmt: skip

    @pages.get("/attendance.csv")
    @policy("facilitator")
    def attendance_csv(exercise: str) -> Response:
        _, entry, _ = here(exercise)
        names = names_of(entry)
        rows = [
            (names.get(p.person, NOBODY), "; ".join(roles(p)), *both(p.came), *both(p.last), p.minutes)
            for p in attended(simulator, entry)
        ]
        head = (
            "name",
            "played",
            "came in (UTC)",
            "came in (local)",
            "last here (UTC)",
            "last here (local)",
            "minutes",
        )
        return as_file(csv_bytes(head, rows), "text/csv; charset=utf-8", "attendance.csv")

    @pages.get("/certificates")
    @policy("facilitator")
    def certificates(exercise: str) -> Response:
        """One for each person who sat somewhere, or the one that was asked for."""
        state, entry, address = here(exercise)
        names, asked = names_of(entry), request.args.get("person", "")
        people = [p for p in attended(simulator, entry) if p.minutes and p.person in names]
        printed = [
            {"name": names[p.person], "minutes": p.minutes, "roles": roles(p), "at": p.came}
            for p in people
            if asked in ("", p.person)
        ]
        title = state.rulebook.title
        return services.render(
            "pages/after/certificates.html", seminar=entry, room=state.room, here=address, printed=printed,
            people=[(p.person, names[p.person]) for p in people], head=after.letterhead(state.seminar), asked=asked,
            branding=services.branding(state.seminar),
            scenario="" if title in entry.title else title,
        )  # fmt: skip

    @pages.post("/certificates")
    @policy("facilitator")
    @afterwards
    def letterhead(exercise: str) -> Response:
        state, _, address = here(exercise)
        form = request.form
        after.write_letterhead(
            state.seminar, form.get("issuer", ""), form.get("place", ""), form.get("signer", "")
        )
        return services.back(f"{address}/after/certificates")

    @pages.get("/export.zip")
    @policy("facilitator")
    def export(exercise: str) -> Response:
        _, entry, address = here(exercise)
        if services.limited("paper", services.identity().facilitator):
            return services.say_back(f"{address}/after", "limit.reached")
        named = request.args.get("people") == "names"
        held = after.export(entry, pseudonyms=not named)
        name = f"seminar-{entry.join_code.lower()}{'-names' if named else ''}.zip"
        return as_file(held, "application/zip", name)

    def as_file(held: bytes, kind: str, name: str) -> Response:
        response = make_response(held)
        response.headers["Content-Type"] = kind
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    @pages.get("/keeping")
    @policy("facilitator")
    def keeping(exercise: str) -> Response:
        """Until when names and texts are kept, and what is kept of whom."""
        state, entry, address = here(exercise)
        name = request.args.get("name", "")[:60]
        return services.render(
            "pages/after/keeping.html", seminar=entry, room=state.room, here=address, kept=retention.kept(entry),
            name=name, found=retention.search(entry, name), asked=bool(name.strip()),
            away=simulator.archived(SeminarId(entry.seminar_id)),
        )  # fmt: skip

    @pages.post("/keeping")
    @policy("facilitator")
    @afterwards
    def change_keeping(exercise: str) -> Response:
        _, entry, address = here(exercise)
        form, page = request.form, f"{address}/after/keeping"
        match form.get("do"):
            case "until":
                until = end_of_day(form.get("until", ""))
                if not simulator.clock() <= until <= entry.created_at + MOST_DAYS * 86_400_000:
                    return services.say_back(page, "retention.date")
                retention.keep_until(entry, until)
                return services.back(page)
            case "purge":
                if form.get("sure") != "1":
                    return services.say_back(page, "retention.unsure")
                return done(page, erased_words(retention.purge(entry)))
            case "erase":
                erased = retention.erase_person(entry, form.get("who", ""))
                if erased is None:
                    return services.say_back(page, "retention.unknown")
                return done(page, erased_words(erased))
            case _:
                return services.say_back(page, "value.unknown")

    return pages


def end_of_day(text: str) -> int:
    """The end of a day that a date field sent, in the server's time zone, as ms since 1970 UTC; 0 for no date."""
    try:
        day = datetime.fromisoformat(text[:10]).astimezone() + timedelta(days=1)
    except (ValueError, OverflowError):
        return 0
    return int(day.timestamp() * 1000) - 1
