"""The sockets: who may connect and hear what, commands in, acknowledgements out.

The right to hear is decided on entering a channel and taken away before a seat change is acknowledged.
The right to act is read anew from the newest state for every command.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, Final, Protocol

import structlog
from flask_socketio import ConnectionRefusedError as Refuse
from flask_socketio import SocketIO
from werkzeug.http import parse_cookie

from simulator.app.condition import Meter
from simulator.app.desk import Desk, Identity
from simulator.app.ports import StoreFailed
from simulator.app.service import Simulator
from simulator.core.envelope import (
    FACILITATOR,
    OBSERVER,
    OVERVIEW,
    REMOTE,
    ROOM,
    SCREEN,
    Audience,
    seat_audience,
)
from simulator.core.events import seminar as ev
from simulator.core.events.lobby import PresenceMarked, SeminarFollowed
from simulator.core.ids import ExerciseId, PersonId, SeatId, SeminarId
from simulator.core.seminar_change import MemberOut, SeatGiven, SeatHeld, SeatLeft
from simulator.core.state.exercise import Exercise
from simulator.core.state.seminar import Seminar
from simulator.core.views.parts import GUESTS

from .presence import Presence
from .protocol import APART, AWAY, MOVED, channel
from .publisher import Publisher
from .watching import Watching

log = structlog.get_logger()

EVENT_POLICIES: Final[Mapping[str, str]] = {"connect": "checked", "disconnect": "linked", "hello": "linked",
                                            "act": "linked", "time": "linked"}  # fmt: skip
"""Every socket event and who may send it. checked: the handler decides; linked: only a socket that connect accepted."""
MOST_ETAGS = 2000
UNANSWERED = 60
"""Seconds for which a handler keeps still while its process ends, which takes far less."""
STEERING: Final = ("facilitator", "remote")
LEAVING: Final = (SeatHeld, SeatLeft, SeatGiven, MemberOut)
"""Changes after which somebody may no longer sit where they sat."""
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
    others: tuple[ExerciseId, ...] = ()
    """The other rooms of the seminar, whose cards the page of all rooms hears too."""
    token: str = ""
    beside: bool = False
    """Whether it only says that somebody of the seat is here, and hears nothing."""

    @property
    def rooms(self) -> tuple[ExerciseId, ...]:
        """Every room that this connection hears of."""
        return (self.exercise, *self.others)


class Gateway:
    """Registers the handlers and keeps who is linked."""

    def __init__(
        self, socketio: SocketIO, simulator: Simulator, desk: Desk, publisher: Publisher, presence: Presence,
        door: Door, meter: Meter, watching: Watching,
    ) -> None:  # fmt: skip
        self._socketio, self._simulator, self._desk = socketio, simulator, desk
        self._publisher, self._presence, self._door = publisher, presence, door
        self._meter, self._watching = meter, watching
        self._ending = False
        self._links: dict[str, Link] = {}
        self._lock = threading.RLock()
        # on the server itself: a Flask request context for each event would cost more than deciding it
        socketio.server.on("connect", self._connect)
        socketio.server.on("disconnect", self._disconnect)
        socketio.server.on("hello", self._guarded(self._hello))
        socketio.server.on("act", self._guarded(self._act))
        socketio.server.on("time", self._guarded(self._time))
        meter.connections(self.connections)
        simulator.before_seat_ack(self.leave_before_ack)
        simulator.after_archiving(self.tell_away)
        # before the publisher: nothing that a seat's new people may know goes to a page of its former ones
        simulator.listen(self, first=True)

    # --- connecting ------------------------------------------------------------------------------------

    def _audience(self, identity: Identity, exercise: Exercise, page: str, token: str) -> Audience | None:
        if page in {"seat", "beside"}:
            place = self._desk.seat_of(identity, exercise.id)
            return seat_audience(place.seat) if place else None
        if page == "steer":
            return FACILITATOR if self._desk.steers(identity, exercise.seminar) else None
        if page == "rooms":
            return OVERVIEW if self._desk.steers(identity, exercise.seminar) else None
        if page == "remote":
            return REMOTE if self._desk.steers_by_phone(identity, exercise) else None
        if page == "wall":
            return SCREEN if self._door.wall(token) == exercise.id else None
        return self._watching.audience(identity, exercise, token) if page == "watch" else None

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
        every = self._simulator.seminar(state.seminar).rooms if audience == OVERVIEW else ()
        link = Link(
            identity, state.id, audience, tuple(r for r in every if r != state.id), token, page == "beside"
        )
        # read before the links are locked: whoever changes a room looks at the links while it holds that room
        rooms = [self._simulator.exercise(room) for room in link.rooms]
        if audience.kind == "seat":
            # only now: a page that is counted and then fails to connect would never be seen to go
            self._presence.came(state.id, audience.seat)
        with self._lock:
            self._links[sid] = link
            for where in self._channels(link):
                self._socketio.server.enter_room(sid, where, namespace="/")
            # nothing is drawn for a page that hears nothing
            for room in () if link.beside else rooms:
                self._publisher.watch(room, audience)
        if audience.kind in GUESTS:
            self._watching.came(sid, state.id, identity, audience)
        if self._audience(identity, state, page, token) != audience:
            # the seat was lost while this page connected: whoever took it away did not see this socket yet
            self._unlink(sid)
            raise Refuse("seat.none")

    @staticmethod
    def _channels(link: Link) -> tuple[str, ...]:
        if link.beside:
            return ()
        own = tuple(channel(room, link.audience) for room in link.rooms)
        if link.audience.kind == "press":
            return (*own, channel(link.exercise, OBSERVER))
        return own if link.audience.kind in APART else (*own, channel(link.exercise, ROOM))

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
        for room in () if link.beside else link.rooms:
            self._publisher.unwatch(room, link.audience)
        if link.audience.kind == "seat":
            self._presence.left(link.exercise, link.audience.seat)
        if link.audience.kind in GUESTS:
            self._watching.left(sid, link.exercise)
        return link

    def leave_before_ack(self, _seminar: SeminarId, state: Seminar, events: tuple[Any, ...]) -> None:
        """Take the channels of a seat from those who left it, before anybody hears that they did."""
        for event in events:
            if isinstance(event, ev.SeatFreed | ev.MemberLeft):
                self._publisher.forget(event.room, event.seat)
                for sid in self._sockets_of(event.person, event.room):
                    self._send_away(sid)
            elif isinstance(event, ev.SeatClaimed):
                self._presence.expect(event.room, event.seat)
            elif isinstance(event, ev.PhraseRenewed):
                # the words stand on the open pages of that seat: dead ones must not be copied down from there
                words = {"phrase": self._simulator.phrase(state, event.room, event.seat)}
                self._publisher.tell_seat(event.room, event.seat, "phrase", words)

    def seminar_changed(self, *_: object) -> None:
        """`leave_before_ack` heard it."""

    def exercise_changed(self, exercise: ExerciseId, state: Exercise, events: tuple[Any, ...]) -> None:
        """What another process did to a seat may come to this one by the room's log first."""
        for event in events:
            if isinstance(event, PresenceMarked) and not event.present:
                self._presence.marked_away(exercise, event.seat)
            elif isinstance(event, SeminarFollowed) and isinstance(event.change, LEAVING):
                self._put_out_strangers(exercise, state, event.change.seat)

    def _put_out_strangers(self, exercise: ExerciseId, state: Exercise, seat: SeatId) -> None:
        with self._lock:
            strangers = [
                sid for sid, link in self._links.items()
                if link.exercise == exercise and link.audience == seat_audience(seat)
                and link.identity.person not in state.seats[seat].people
            ]  # fmt: skip
        if strangers:
            self._publisher.forget(exercise, seat)
        for sid in strangers:
            self._send_away(sid)

    def _send_away(self, sid: str) -> None:
        """This page is no longer theirs: it hears nothing more, is told so, and is closed."""
        self._unlink(sid)
        self._socketio.emit(MOVED, {}, to=sid)
        self._socketio.start_background_task(self._close, sid)

    def put_out(self, facilitator: PersonId, seminar: SeminarId) -> None:
        """Somebody no longer steers a seminar: their pages, and phones that they lent to it, hear nothing more."""
        with self._lock:
            theirs = [
                sid for sid, link in self._links.items()
                if link.audience.kind in STEERING and facilitator in (link.identity.facilitator, link.identity.phone_of)
            ]  # fmt: skip
        for sid in theirs:
            with self._lock:
                link = self._links.get(sid)
            state = self._simulator.exercise(link.exercise) if link else None
            if link is None or state is None or state.seminar != seminar or self._still_steers(link, state):
                continue
            self._send_away(sid)

    def end_watching(self, seminar: SeminarId) -> None:
        """A link for guests of this seminar is closed: the pages that were opened with it end."""
        with self._lock:
            guests = [(sid, link) for sid, link in self._links.items() if link.audience.kind in GUESTS]
        for sid, link in guests:
            state = self._simulator.exercise(link.exercise)
            if state.seminar == seminar and not self._audience(link.identity, state, "watch", link.token):
                self._send_away(sid)

    def tell_away(self, seminar: SeminarId) -> None:
        """A seminar was put away, or taken out again: open pages say so."""
        with self._lock:
            links = list(self._links.items())
        word = {"away": self._simulator.archived(seminar)}
        for sid, link in links:
            if self._simulator.exercise(link.exercise).seminar == seminar:
                self._socketio.emit(AWAY, word, to=sid)

    def _still_steers(self, link: Link, state: Exercise) -> bool:
        page = "steer" if link.audience == FACILITATOR else "remote"
        return self._audience(link.identity, state, page, "") is not None

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
                answer = handler(link, data)
            except StoreFailed:
                answer = self._desk.refuse("store.failed")
            except Exception as error:
                return self.report(error)
            if self._ending and answer.get("code") == "store.failed":
                self._socketio.sleep(UNANSWERED)
            return answer

        return handle

    def fall_silent(self) -> None:
        """The process ends, and its store is closed before it: what comes in between is not answered. The page sends it
        again, to whoever serves then, and nobody reads that something could not be stored."""
        self._ending = True

    @staticmethod
    def _who(link: Link) -> str:
        """Whose limits count: never the address, which a whole seminar shares and from which it reconnects at once."""
        facilitator = link.identity.facilitator or link.identity.phone_of
        people = {
            "seat": link.identity.person,
            "facilitator": facilitator,
            "remote": facilitator,
            "overview": facilitator,
        }
        return people.get(link.audience.kind, link.exercise)

    def _hello(self, link: Link, data: object) -> Answer:
        if not self._door.allow("hello", self._who(link)):
            return self._desk.refuse("limit.reached")
        etags = data.get("etags") if isinstance(data, dict) else None
        known = (
            {str(k): str(v) for k, v in list(etags.items())[:MOST_ETAGS]} if isinstance(etags, dict) else {}
        )
        if link.audience == FACILITATOR:
            self._watching.tell(link.exercise)
        frames = []
        for room in link.rooms:
            # each room answers for its own cards alone
            mine = {k: v for k, v in known.items() if k.endswith(f"-{room}")} if link.others else known
            frames += self._publisher.resync(self._simulator.exercise(room), link.audience, mine)
        return {"ok": True, "frames": frames}

    def _time(self, link: Link, _data: object) -> Answer:
        if not self._door.allow("time", self._who(link)):
            return self._desk.refuse("limit.reached")
        return {"ok": True, "now": self._simulator.clock()}

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
        began = time.monotonic()
        answer = do(link.identity, link.exercise, op, kind, fields)
        self._meter.answered("ok" if answer["ok"] else answer["code"], time.monotonic() - began)
        return answer

    def connections(self) -> Mapping[str, int]:
        """How many sockets of each kind of page are open."""
        with self._lock:
            return Counter(link.audience.kind for link in self._links.values())

    def report(self, error: BaseException) -> Answer:
        """What is neither a refusal nor a conflict is a bug: logged with a reference, which is all that people see."""
        reference = secrets.token_hex(4)
        log.error("socket bug", reference=reference, exc_info=error)
        return self._desk.refuse("bug", {"reference": reference})
