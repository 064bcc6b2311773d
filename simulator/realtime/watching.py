"""Sockets of guests: what they may hear, how many there are, and their end when their link is closed."""

from __future__ import annotations

from typing import Protocol

from flask_socketio import SocketIO

from simulator.app.desk import Identity
from simulator.app.observers import Observers, Pass
from simulator.core.envelope import FACILITATOR, OBSERVER, Audience, reporter_audience
from simulator.core.ids import ExerciseId
from simulator.core.state.exercise import Exercise

from .protocol import WATCHING, channel


class Passes(Protocol):
    """Reads the links of guests."""

    def watcher(self, token: str) -> Pass | None:
        """What a link says, where it is one of ours and open."""


class Watching:
    """What the gateway asks about guests."""

    def __init__(self, socketio: SocketIO, observers: Observers, passes: Passes) -> None:
        self._socketio, self._observers, self._passes = socketio, observers, passes

    def audience(self, identity: Identity, exercise: Exercise, token: str) -> Audience | None:
        """What a guest with this link hears of this room; a reporter, also what became of their own stories."""
        found = self._passes.watcher(token)
        if found is None or found.seminar != exercise.seminar:
            return None
        known = identity.guest and identity.guest_of == exercise.seminar
        return reporter_audience(identity.guest) if found.kind == "press" and known else OBSERVER

    def came(self, sid: str, room: ExerciseId, identity: Identity, audience: Audience) -> None:
        """A guest looks."""
        self._observers.came(sid, room, identity.guest, writes=audience.kind == "press")
        self.tell(room)

    def left(self, sid: str, room: ExerciseId) -> None:
        """And no more."""
        self._observers.left(sid)
        self.tell(room)

    def tell(self, room: ExerciseId) -> None:
        """Tell those who steer a room how many look at it now."""
        count = self._observers.count((room,))
        self._socketio.emit(WATCHING, {"n": count}, to=channel(room, FACILITATOR))
