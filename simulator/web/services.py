"""What every page may use, as one value: no globals, nothing read from Flask's configuration."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlencode

from flask import Response, abort, make_response, redirect, request
from jinja2 import Environment

from simulator.app.arrivals import Arrivals
from simulator.app.bookmarks import Bookmarks
from simulator.app.branching import Branches
from simulator.app.branding import Branding, Brandings
from simulator.app.condition import Condition, Meter
from simulator.app.desk import Desk, Identity
from simulator.app.guests import Guests
from simulator.app.logins import SignIn
from simulator.app.observers import Observers
from simulator.app.ports import SeminarEntry, Stores
from simulator.app.rendered import Rendered
from simulator.app.replay import Replays
from simulator.app.seating import SeatingPlans
from simulator.app.service import Simulator
from simulator.app.together import Together
from simulator.core.envelope import Audience
from simulator.core.ids import ExerciseId, SeatId, SeminarId
from simulator.core.rulebook import Rulebook
from simulator.core.state.exercise import Exercise
from simulator.scenario.catalog import Entry

from .afterwards import Afterwards
from .devices import Devices
from .documents.papers import Papers
from .identity import Identities
from .limits import Limiter
from .parts import Addresses, PageParts


def came_from(page: str) -> str:
    """Where a form leads back to: the live page, or the page of older proposals below it that the form stands on."""
    at = request.args.get("at")
    return page if at is None else f"{page}/proposals?{urlencode({'at': at[:80]})}"


class Pages(Protocol):
    """The publisher as pages see it."""

    def page(self, state: Exercise, audience: Audience) -> dict[str, Rendered]: ...

    def tell_seat(
        self, exercise: ExerciseId, seat: SeatId, event: str, data: Mapping[str, object]
    ) -> None: ...


@dataclass(frozen=True, slots=True)
class Services:
    """Everything a view needs."""

    simulator: Simulator
    desk: Desk
    stores: Stores
    pages: Pages
    identities: Identities
    limiter: Limiter
    environment: Environment
    address: str
    words: Callable[[str, Mapping[str, object]], str]
    scenarios: Callable[[], tuple[Entry, ...]]
    load_scenario: Callable[[str], Rulebook]
    papers: Papers
    guests: Guests
    seating: SeatingPlans
    devices: Devices
    after: Afterwards
    together: Together
    replays: Replays
    bookmarks: Bookmarks
    branches: Branches
    condition: Condition
    meter: Meter
    metrics_token: str
    sign_in: SignIn
    observers: Observers
    arrivals: Arrivals

    def identity(self) -> Identity:
        """Who asks, from the cookies of this request."""
        return self.identities.read(request.cookies)

    def room(self, exercise: str) -> Exercise:
        """The room of an address; 404 where there is none."""
        if not self.simulator.knows_exercise(exercise):
            abort(404)
        return self.simulator.exercise(ExerciseId(exercise))

    def steered(self, exercise: str) -> Exercise:
        """The room of an address for those who steer it: the one gate of the facilitators' pages. 403 for others."""
        state = self.room(exercise)
        if not self.desk.steers(self.identity(), state.seminar):
            abort(403)
        return state

    def facilitator(self) -> str:
        """Who asks, if they are a facilitator of anything; 403 for others."""
        identity = self.identity()
        if not identity.facilitator or self.stores.facilitators.find(identity.facilitator) is None:
            abort(403)
        return identity.facilitator

    def entry_of(self, state: Exercise) -> SeminarEntry:
        """The seminar of a room as it is listed; 404 where it is gone."""
        entry = self.stores.seminars.find(state.seminar)
        if entry is None:
            abort(404)
        return entry

    def branding(self, seminar: str) -> Branding:
        """The logo and the line of credits of a seminar."""
        return Brandings(self.stores.notes, self.simulator.clock).of(SeminarId(seminar))

    def render(self, template: str, **context: Any) -> Response:
        """A page. The sentence left by the last form is shown once."""
        flash = self.identities.read_flash(request.cookies)
        text = self.environment.get_template(template).render(flash=flash, **context)
        response = make_response(text)
        if flash:
            response.delete_cookie("ps_flash", path="/")
        return response

    def exercise_page(self, template: str, state: Exercise, audience: Audience, **context: Any) -> Response:
        """A live page: its parts, made as the publisher makes them."""
        parts = PageParts(self.pages.page(state, audience), audience.seat)
        return self.render(template, parts=parts, x=Addresses(state.id), state_id=state.id,
                           archived=self.simulator.archived(state.seminar), **context)  # fmt: skip

    def answered(self, address: str, ack: Mapping[str, Any]) -> Response:
        """See other, after an action: with what there is to say of it, if anything."""
        response = self.back(address, refused=None if ack["ok"] else ack)
        if ack["ok"] and ack.get("said"):
            self.identities.leave_flash(request, response, "ok", str(ack["said"]))
        return response

    def back(self, address: str, *, refused: Mapping[str, Any] | None = None) -> Response:
        """See other, after a form; a refusal leaves its sentence for the next page."""
        response = make_response(redirect(address, 303))
        if refused is not None:
            self.identities.leave_flash(request, response, "error", str(refused["message"]))
        return response

    def say_back(self, address: str, code: str, **facts: object) -> Response:
        """See other, with the sentence of a code."""
        return self.back(address, refused=self.desk.refuse(code, facts))

    def tell(self, response: Response, code: str) -> Response:
        """Leave the sentence of a code for the next page: news, and no refusal."""
        self.identities.leave_flash(request, response, "info", str(self.desk.refuse(code)["message"]))
        return response

    def limited(self, name: str, who: str = "") -> bool:
        """Count one try for this address (or ``who``); true when there were too many."""
        return not self.limiter.allow(name, who or (request.remote_addr or "?"))

    def entry(self, code: str) -> SeminarEntry | None:
        """The seminar that a join code opens."""
        return self.stores.seminars.find_by_code(code)

    @staticmethod
    def fields() -> dict[str, list[str]]:
        """The fields of a form, each with all its values, without those that only steer the form."""
        return {k: v for k, v in request.form.lists() if k not in ("kind", "op")}

    @staticmethod
    def op() -> str:
        """The operation id of a form; one is made where a page without a script sent none."""
        return request.form.get("op") or secrets.token_urlsafe(16)
