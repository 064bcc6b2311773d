"""The replay of a room, the bookmarks that a facilitator sets on the way, and a moment of it on the wall. It works
without a script: as links."""

from __future__ import annotations

import secrets
from urllib.parse import quote

from flask import Blueprint, Response, abort, jsonify, request

from simulator.core.replaying import LETTERS, LEVELS, PUBLIC, debrief_begun, shows
from simulator.core.state.exercise import Exercise
from simulator.core.views.replay import frame, wall_moment

from ..identity import WALL
from ..organizations import facts_of_all
from ..security import policy
from ..services import Services
from ..words.counts import time_words


def make_replay_pages(services: Services) -> Blueprint:
    """Playing a room back."""
    pages = Blueprint("replay", __name__)
    desk, replays, bookmarks = services.desk, services.replays, services.bookmarks

    def viewer(exercise: str) -> tuple[Exercise, bool]:
        """The room, and whether a facilitator of it looks. Its people may look too, once the debrief has begun."""
        state, identity = services.room(exercise), services.identity()
        if desk.steers(identity, state.seminar):
            return state, True
        if desk.seat_of(identity, state.id) is None or not debrief_begun(state):
            abort(403)
        return state, False

    def place_kept() -> str:
        """Where the slider stood, to lead back there; nothing else gets into an address."""
        text = request.form.get("at", "")[:7]
        return text if text.isascii() and text.isdigit() else ""

    def moment_asked(last: int) -> int:
        text = request.args.get("at", "")
        number = int(text) if text.isascii() and text.isdigit() and len(text) <= 7 else last
        return max(1, min(number, last))

    @pages.get("/replay/<exercise>")
    @policy("participant")
    def replay(exercise: str) -> Response:
        state, steers = viewer(exercise)
        level = state.replay if steers else PUBLIC
        film = replays.film(state.id)
        moments = film.moments
        last = len(moments)
        at, clause = moment_asked(last), request.args.get("clause", "")
        then = replays.state_at(state.id, film, at)
        clause = clause if clause in then.clauses else ""
        letters = replays.letters_until(film, at) if shows(level, LETTERS) else ()
        stones = [(n, m.milestone) for n, m in enumerate(moments, 1) if m.milestone]
        # a room's people see the history; a facilitator's words about it are the facilitator's
        marks = bookmarks.of(state) if steers else ()
        begun = moments[0].at
        return services.render(
            "pages/replay_frame.html" if request.args.get("part") else "pages/replay.html",
            f=frame(state, then, level, film.counted, clause, letters), at=at, last=last, room=state.room,
            since=moments[at - 1].at - begun,
            clock_time=time_words(moments[at - 1].at), op=secrets.token_urlsafe(9),
            ends=moments[-1].at - begun, clause=clause, level=level, levels=LEVELS,
            steers=steers, stones=stones, marks=marks, base=f"/replay/{state.id}", debrief=debrief_begun(state),
            before=max((n for n, _ in stones if n < at), default=1),
            after=min((n for n, _ in stones if n > at), default=last),
            latest=next((m for n, m in reversed(stones) if n <= at), None),
            times=[(m.at - begun) // 1000 for m in moments], organizations=facts_of_all(then),
            home=f"/steer/{state.id}" if steers else f"/x/{state.id}",
            began={n: moments[n - 1].at - begun for n, _ in stones}, looking_back=state.moment is not None,
            on_wall=state.moment is not None and (state.moment.number, state.moment.clause) == (at, clause),
        )  # fmt: skip

    @pages.post("/replay/<exercise>/level")
    @policy("facilitator")
    def level(exercise: str) -> Response:
        state = services.steered(exercise)
        here = f"/replay/{state.id}?at={place_kept()}"
        if services.limited("steer", services.identity().facilitator):
            return services.say_back(here, "limit.reached")
        fields = {"level": request.form.get("level", "")}
        ack = desk.steer(services.identity(), state.id, services.op(), "replay.open", fields)
        return services.back(here, refused=None if ack["ok"] else ack)

    @pages.post("/replay/<exercise>/show")
    @policy("facilitator")
    def show(exercise: str) -> Response:
        """Put this moment on the wall of the room, or take it off."""
        state, asked = services.steered(exercise), request.form
        here = f"/replay/{state.id}?at={place_kept()}&clause={quote(asked.get('clause', '')[:64])}"
        if services.limited("steer", services.identity().facilitator):
            return services.say_back(here, "limit.reached")
        fields = {
            "amount": "0" if asked.get("off") else asked.get("at", ""),
            "clause": asked.get("clause", ""),
        }
        ack = desk.steer(services.identity(), state.id, services.op(), "replay.show", fields)
        return services.back(here, refused=None if ack["ok"] else ack)

    @pages.get("/wall/<token>/moment")
    @policy("token")
    def on_wall(token: str) -> Response:
        """The moment that the wall shows now: whoever has the wall's address cannot ask for another one."""
        link = services.identities.read_link(WALL, token)
        if link is None:
            abort(404)
        state = services.room(link[0])
        if state.moment is None:
            return services.render("pages/wall_moment.html", f=None)
        film = replays.film(state.id)
        at = min(state.moment.number, len(film.moments))
        then = replays.state_at(state.id, film, at)
        return services.render(
            "pages/wall_moment.html", f=wall_moment(then, state.moment.clause), organizations=facts_of_all(then),
            since=film.moments[at - 1].at - film.moments[0].at,
            latest=next((m.milestone for m in reversed(film.moments[:at]) if m.milestone), None), notice=state.notice,
        )  # fmt: skip

    @pages.post("/replay/<exercise>/bookmark")
    @policy("facilitator")
    def bookmark(exercise: str) -> Response:
        """Mark this moment, from the control page or from the phone; or take a bookmark away."""
        state, identity = services.room(exercise), services.identity()
        if desk.steers_by_phone(identity, state) is None:
            abort(403)
        by_script = request.accept_mimetypes.best == "application/json"
        back = f"/steer/{state.id}" if desk.steers(identity, state.seminar) else f"/steer/{state.id}/remote"
        back = (
            f"{back}/remote" if request.form.get("from") == "phone" and not back.endswith("remote") else back
        )
        if services.limited("steer", identity.facilitator or identity.phone_of):
            refused = desk.refuse("limit.reached")
            return jsonify(refused) if by_script else services.back(back, refused=refused)
        gone = request.form.get("remove", "")
        if gone and desk.steers(identity, state.seminar):
            bookmarks.remove(state, gone[:64])
            return services.back(f"/replay/{state.id}?at={place_kept()}")
        bookmarks.add(state, request.form.get("word", ""), request.form.get("op", ""))
        return jsonify({"ok": True}) if by_script else services.back(back)

    return pages
