"""The facilitator's page of the running order: minutes, steps left out, when it ends; and another seminar like this."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, request

from simulator.app.opening import Openings, first_room
from simulator.core.agenda import scale
from simulator.core.clockwork import Clock
from simulator.core.commands.agenda import PutOrderBack, SetAgenda
from simulator.core.ids import PersonId, StepId
from simulator.core.rulebook import Step
from simulator.core.state.exercise import Exercise
from simulator.core.views.steered import helm
from simulator.core.views.undo import Happened, happened

from ..archived import afterwards
from ..kit import minutes_of
from ..security import policy
from ..services import Services
from ..words.counts import time_words
from ..words.undo import happened_words

MINUTE = 60_000


@dataclass(frozen=True, slots=True)
class Row:
    """A step in the table. ``state``: done, now, next, or out."""

    step: Step
    state: str
    minutes: int
    begins: str
    ends: str

    @property
    def changed(self) -> str:
        """What is different from the scenario."""
        more = self.minutes - self.step.minutes
        if self.state == "out":
            return "left out"
        return f"{'+' if more > 0 else '–'}{abs(more)} min" if more else ""


def at_time(near: int, minutes: int) -> int:
    """The instant at this time of day, on the day of ``near``, by the clock of the room."""
    day = datetime.fromtimestamp(near / 1000, tz=UTC).astimezone()
    return int(
        day.replace(hour=minutes // 60, minute=minutes % 60, second=0, microsecond=0).timestamp() * 1000
    )


def ends_now(clock: Clock, now: int) -> int:
    """When the step that runs is over; one that is over its time ends now."""
    ends = clock.ends_at if clock.running else now + (clock.remaining or 0)
    return max(now, ends or 0)


def rest_begins(state: Exercise, now: int, planned: str) -> int:
    """When the steps begin that have not begun yet."""
    if state.clock != Clock():
        return ends_now(state.clock, now)
    begins = minutes_of(planned, -1)
    return now if begins < 0 else at_time(now, begins)


def rows_of(state: Exercise, began_at: int, now: int, planned: str) -> tuple[list[Row], int]:
    """The table, and when the last step is over."""
    begun, at = state.clock != Clock(), rest_begins(state, now, planned)
    ids = [s.id for s in state.rulebook.steps]
    here = ids.index(state.step) if begun and state.step in ids else -1
    rows = []
    for place, step in enumerate(state.rulebook.steps):
        minutes = state.minutes_of(step.id)
        if step.id in state.agenda.out:
            rows.append(Row(step, "out", minutes, "", ""))
        elif place < here:
            rows.append(Row(step, "done", minutes, "", ""))
        elif place == here:
            rows.append(Row(step, "now", minutes, time_words(began_at), time_words(at)))
        else:
            rows.append(Row(step, "next", minutes, time_words(at), time_words(at + minutes * MINUTE)))
            at += minutes * MINUTE
    return rows, at


def make_agenda_pages(services: Services) -> Blueprint:
    """Look at the running order, change it, open another seminar like this one."""
    pages = Blueprint("agenda", __name__, url_prefix="/steer/<exercise>")
    simulator = services.simulator
    openings = Openings(simulator, services.after.retention)

    @pages.get("/agenda")
    @policy("facilitator")
    def look(exercise: str) -> Response:
        state = services.steered(exercise)
        seminar, now, day = simulator.seminar(state.seminar), simulator.clock(), openings.day(state.seminar)
        rows, ends = rows_of(state, seminar.step_began, now, day.begins)
        total = sum(r.minutes for r in rows if r.state != "out")
        return services.render(
            "pages/agenda.html", seminar=services.entry_of(state), room=state.room, here=f"/steer/{state.id}",
            rows=rows, ends=time_words(ends), begins=time_words(rest_begins(state, now, day.begins)),
            begun=state.clock != Clock(), total=total, own=state.rulebook.minutes, day=day,
            left=sum(r.state == "next" for r in rows), differs=bool(state.agenda.lengths or state.agenda.out),
            rooms=len(seminar.rooms), seen=helm(state).seen["agenda"], last=last_change(state),
        )  # fmt: skip

    def last_change(state: Exercise) -> dict[str, object] | None:
        """The newest change that is not taken back, in words, with who made it."""
        changes = (act for act in happened(state) if isinstance(act, Happened) and act.order)
        newest = next((act for act in changes if not act.undone), None)
        if newest is None:
            return None
        return {"words": happened_words(newest), "by": services.desk.name_of(newest.by), "act": newest.order}

    def fitted(state: Exercise, form: dict[str, list[str]]) -> dict[str, list[str]] | str:
        """The minutes with which the rest ends at the time that was asked for, or why it cannot."""
        target = minutes_of(request.form.get("finish", ""), -1)
        if target < 0:
            return "That is no time of day. Write hours and minutes, for example 16:30."
        now, day = simulator.clock(), openings.day(state.seminar)
        begins = rest_begins(state, now, day.begins)
        rows, _ = rows_of(state, now, now, day.begins)
        rest = [r.step for r in rows if r.state == "next"]
        # it is over within the minute that was asked for, as the clock shows it
        lengths, misses = scale(rest, max(0, -((begins - at_time(begins, target)) // MINUTE)))
        if misses:
            when = time_words(begins + sum(lengths.values()) * MINUTE)
            if misses > 0:
                return f"The steps that are left end at {when} at the earliest. Choose that, or leave a step out."
            return f"The steps that are left end at {when} at the latest. Choose an earlier time."
        return {"out": form["out"], **{f"length:{s}": [str(m)] for s, m in lengths.items()}}

    @pages.post("/agenda")
    @policy("facilitator")
    def change(exercise: str) -> Response:
        state, identity = services.steered(exercise), services.identity()
        address = f"/steer/{state.id}/agenda"
        if services.limited("steer", identity.facilitator):
            return services.say_back(address, "limit.reached")
        if undo := request.form.get("undo"):
            return sent(state, PutOrderBack.KIND, {"act": [undo]})
        out = list(state.agenda.out)
        if skip := request.form.get("skip"):
            out.append(StepId(skip))
        elif back := request.form.get("back"):
            out = [s for s in out if s != back]
        given: dict[str, Any] = {k: v for k, v in services.fields().items() if k.startswith("length:")}
        given["out"] = out
        if request.form.get("do") == "scenario":
            later = [
                r.step for r in rows_of(state, 0, simulator.clock(), "")[0] if r.state in ("next", "out")
            ]
            fresh = {f"length:{s.id}": [str(s.minutes)] for s in later}
            given = {"out": [], **fresh}
        elif request.form.get("do") == "finish":
            found = fitted(state, given)
            if isinstance(found, str):
                return services.back(address, refused={"message": found})
            given = found
        seen = request.form.get("seen")
        return sent(state, SetAgenda.KIND, given if seen is None else {**given, "seen": [seen]})

    def sent(state: Exercise, kind: str, fields: dict[str, Any]) -> Response:
        """Steer, and back to the page with what there is to say: also of what another facilitator did meanwhile."""
        ack = services.desk.steer(services.identity(), state.id, services.op(), kind, fields)
        return services.back(f"/steer/{state.id}/agenda", refused=None if ack["ok"] else ack)

    @pages.post("/again")
    @policy("facilitator")
    @afterwards
    def again(exercise: str) -> Response:
        """Open another one like this, to play or to rehearse with."""
        state = services.steered(exercise)
        if services.limited("steer", services.identity().facilitator):
            return services.say_back("/steer/", "limit.reached")
        rehearsal = request.form.get("rehearsal") == "1"
        entry = openings.again(state.seminar, PersonId(services.facilitator()), rehearsal=rehearsal)
        return services.back(f"/steer/{first_room(simulator, entry)}")

    @pages.post("/away")
    @policy("facilitator")
    def away(exercise: str) -> Response:
        """Take a rehearsal off the list."""
        state = services.steered(exercise)
        if openings.day(state.seminar).rehearsal:
            simulator.archive(state.seminar, away=True)
        return services.back("/steer/")

    return pages
