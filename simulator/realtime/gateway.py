"""The sockets: who may connect and hear what, commands in, acknowledgements out.

The right to hear is decided on entering a channel and taken away before a seat change is acknowledged.
The right to act is read anew from the newest state for every command.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, Final, Protocol

import structlog
from flask_socketio import ConnectionRefusedError as Refuse
from flask_socketio import SocketIO
from werkzeug.http import parse_cookie

from simulator.app.desk import Desk, Identity
from simulator.app.service import Simulator
from simulator.core.envelope import FACILITATOR, REMOTE, ROOM, SCREEN, Audience, seat_audience
from simulator.core.events import seminar as ev
from simulator.core.ids import ExerciseId, PersonId, SeminarId
from simulator.core.state.exercise import Exercise
from simulator.core.state.seminar import Seminar

from .presence import Presence
from .protocol import APART, MOVED, channel
from .publisher import Publisher

log = structlog.get_logger()

EVENT_POLICIES: Final[Mapping[str, str]] = {"connect": "checked", "disconnect": "linked", "hello": "linked",
                                            "act": "linked"}  # fmt: skip
"""Every socket event and who may send it. checked: the handler decides; linked: only a socket that connect accepted."""
MOST_ETAGS = 2000
Answer = dict[str, Any]


class Door(Protocol):
    """What the gateway asks of the web: who somebody is, and limits."""

    def identify(self, cookies: Mapping[str, str]) -> Identity: ...

    def wall(self, token: str) -> ExerciseId | None: ...

    def allow(self, name: str, who: str) -> bool: ...


@dataclass(frozen=True, slots=True)
class Link:
    """A connection that was accepted: whose, and what it hears."""

    identity: Identity
    exercise: ExerciseId
    audience: Audience


class Gateway:
    """Registers the handlers and keeps who is linked."""

    def __init__(
        self, socketio: SocketIO, simulator: Simulator, desk: Desk, publisher: Publisher, presence: Presence,
        door: Door,
    ) -> None:  # fmt: skip
        self._socketio, self._simulator, self._desk = socketio, simulator, desk
        self._publisher, self._presence, self._door = publisher, presence, door
        self._links: dict[str, Link] = {}
        self._lock = threading.RLock()
        # on the server itself: a Flask request context for each event would cost more than deciding it
        socketio.server.on("connect", self._connect)
        socketio.server.on("disconnect", self._disconnect)
        socketio.server.on("hello", self._guarded(self._hello))
        socketio.server.on("act", self._guarded(self._act))
        simulator.before_seat_ack(self.leave_before_ack)

    # --- connecting ------------------------------------------------------------------------------------

    def _audience(self, identity: Identity, exercise: Exercise, page: str, token: str) -> Audience | None:
        if page == "seat":
            place = self._desk.seat_of(identity, exercise.id)
            return seat_audience(place.seat) if place else None
        if page == "steer":
            return FACILITATOR if self._desk.steers(identity, exercise.seminar) else None
        if page == "remote":
            return REMOTE if self._desk.steers_by_phone(identity, exercise) else None
        if page == "wall":
            return SCREEN if self._door.wall(token) == exercise.id else None
        return None

    def _connect(self, sid: str, environ: dict[str, Any], auth: object = None) -> None:
        try:
            self._link_up(sid, parse_cookie(environ), auth)
        except Refuse:
            raise
        except Exception as error:
            # what an event handler answers after an error would count as "accepted" here
            self._unlink(sid)
            self.report(error)
            raise Refuse("bug") from None

    def _link_up(self, sid: str, cookies: Mapping[str, str], auth: object) -> None:
        asked = auth if isinstance(auth, dict) else {}
        name, page, token = (str(asked.get(k, ""))[:300] for k in ("exercise", "page", "token"))
        if not self._simulator.knows_exercise(name):
            raise Refuse("room.unknown")
        identity = self._door.identify(cookies)
        state = self._simulator.exercise(ExerciseId(name))
        audience = self._audience(identity, state, page, token)
        if audience is None:
            raise Refuse("seat.none")
        link = Link(identity, state.id, audience)
        if audience.kind == "seat":
            self._presence.came(state.id, audience.seat)
        with self._lock:
            self._links[sid] = link
            for where in self._channels(link):
                self._socketio.server.enter_room(sid, where, namespace="/")
            self._publisher.watch(state, audience, +1)
        if self._audience(identity, state, page, token) != audience:
            # the seat was lost while this page connected: whoever took it away did not see this socket yet
            self._unlink(sid)
            raise Refuse("seat.none")

    @staticmethod
    def _channels(link: Link) -> tuple[str, ...]:
        own = channel(link.exercise, link.audience)
        return (own,) if link.audience.kind in APART else (own, channel(link.exercise, ROOM))

    def _disconnect(self, sid: str, *_reason: object) -> None:
        try:
            self._unlink(sid)
        except Exception as error:
            self.report(error)

    def _unlink(self, sid: str) -> Link | None:
        with self._lock:
            link = self._links.pop(sid, None)
            if link is None:
                return None
            for where in self._channels(link):
                self._socketio.server.leave_room(sid, where, namespace="/")
        self._publisher.watch(self._simulator.exercise(link.exercise), link.audience, -1)
        if link.audience.kind == "seat":
            self._presence.left(link.exercise, link.audience.seat)
        return link

    def leave_before_ack(self, _seminar: SeminarId, _state: Seminar, events: tuple[Any, ...]) -> None:
        """Take the channels of a seat from those who left it, before anybody hears that they did."""
        for event in events:
            if isinstance(event, ev.SeatFreed | ev.MemberLeft):
                self._publisher.forget(event.room, event.seat)
                for sid in self._sockets_of(event.person, event.room):
                    self._unlink(sid)
                    self._socketio.emit(MOVED, {}, to=sid)
                    self._socketio.start_background_task(self._close, sid)
            elif isinstance(event, ev.SeatClaimed):
                self._presence.expect(event.room, event.seat)

    def _sockets_of(self, person: PersonId, room: ExerciseId) -> list[str]:
        with self._lock:
            return [
                sid for sid, link in self._links.items()
                if link.audience.kind == "seat" and link.identity.person == person and link.exercise == room
            ]  # fmt: skip

    def _close(self, sid: str) -> None:
        self._socketio.sleep(0.2)  # so that "moved" arrives first
        self._socketio.server.disconnect(sid, namespace="/")

    # --- talking ---------------------------------------------------------------------------------------

    def _guarded(self, handler: Callable[[Link, object], Answer]) -> Callable[..., Answer]:
        """A handler for sockets that connect accepted; whatever fails in it is reported and answered."""

        @wraps(handler)
        def handle(sid: str, data: object = None, *_more: object) -> Answer:
            with self._lock:
                link = self._links.get(sid)
            if link is None:
                return self._desk.refuse("seat.none")
            try:
                return handler(link, data)
            except Exception as error:
                return self.report(error)

        return handle

    @staticmethod
    def _who(link: Link) -> str:
        """Whose limits count: never the address, which a whole seminar shares and from which it reconnects at once."""
        facilitator = link.identity.facilitator or link.identity.phone_of
        people = {"seat": link.identity.person, "facilitator": facilitator, "remote": facilitator}
        return people.get(link.audience.kind, link.exercise)

    def _hello(self, link: Link, data: object) -> Answer:
        if not self._door.allow("hello", self._who(link)):
            return self._desk.refuse("limit.reached")
        etags = data.get("etags") if isinstance(data, dict) else None
        known = (
            {str(k): str(v) for k, v in list(etags.items())[:MOST_ETAGS]} if isinstance(etags, dict) else {}
        )
        state = self._simulator.exercise(link.exercise)
        frames = self._publisher.resync(state, link.audience, known)
        return {"ok": True, "now": self._simulator.clock(), "frames": frames}

    def _act(self, link: Link, data: object) -> Answer:
        if not isinstance(data, dict) or not isinstance(data.get("fields", {}), dict):
            return self._desk.refuse("wire.malformed", {"field": "act"})
        op, kind, fields = data.get("op"), str(data.get("kind", ""))[:60], data.get("fields", {})
        kinds: Mapping[str, tuple[str, Callable[..., Answer]]] = {
            "seat": ("act", self._desk.act_in_seat),
            "facilitator": ("steer", self._desk.steer),
            "remote": ("steer", self._desk.steer_by_phone),
        }
        if link.audience.kind not in kinds:
            return self._desk.refuse("actor.not_allowed")
        limit, do = kinds[link.audience.kind]
        if not self._door.allow(limit, self._who(link)):
            return self._desk.refuse("limit.reached")
        return do(link.identity, link.exercise, op, kind, fields)

    def report(self, error: BaseException) -> Answer:
        """What is neither a refusal nor a conflict is a bug: logged with a reference, which is all that people see."""
        reference = secrets.token_hex(4)
        log.error("socket bug", reference=reference, exc_info=error)
        return self._desk.refuse("bug", {"reference": reference})
