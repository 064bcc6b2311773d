"""Sends what changed, in parts. A part is rendered and encoded once per audience; unchanged ones are not sent.

A change flushes at once; where others of the room are about to be stored, a few go out together.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import structlog

from simulator.app.rendered import Rendered
from simulator.core.envelope import OBSERVER, ROOM, SCREEN, Audience, AudienceKind, seat_audience
from simulator.core.ids import ExerciseId, SeatId
from simulator.core.state.exercise import Exercise
from simulator.core.views.dirty import dirty_parts
from simulator.core.views.parts import (
    ALONE,
    GUESTS,
    OBSERVED,
    OWN_PARTS,
    keys_of,
    project_part,
    shared_parts,
    split_key,
)

from .protocol import APART, PARTS, Frame, channel

log = structlog.get_logger()
FULL, GLANCES, STEP = 4, 8, 0.001
"""A change goes out at once, unless others of its room are on their way to the log: then up to `FULL` share a frame,
for which we look around `GLANCES` times, `STEP` seconds apart; on a loaded server each look takes longer, and so more
come together. Who acts alone waits for nobody; a busy room gets fewer, fuller frames."""

STALE = Rendered("", "", "", "")
"""Stands for a part that is on pages while what has become of it is still to be made."""
FOR_ALL, FOR_GUESTS_TOO = (ROOM, SCREEN), (ROOM, SCREEN, OBSERVER)
NAMED = ("seat", "facilitator", "remote")
"""Audiences whose parts may name people."""


class Renderer(Protocol):
    """Turns a view into markup. ``look`` names the page that shows it: room, seat, facilitator or screen."""

    def render(self, look: str, key: str, view: object, exercise: Exercise) -> Rendered: ...

    def has_look(self, look: str, key: str) -> bool:
        """Whether this page draws the public part in a way of its own."""


class Sender(Protocol):
    """The part of Socket.IO's server that publishing needs."""

    def emit(self, event: str, data: Any, to: str) -> None: ...

    def start(self, task: Any, *args: Any) -> None: ...

    def pause(self, seconds: float) -> None:
        """Let everybody else work meanwhile."""


def nobody(_exercise: ExerciseId) -> int:
    """Nothing is ever under way."""
    return 0


@dataclass(slots=True)
class _Room:
    """What is pending and what was rendered for one exercise."""

    state: Exercise
    dirty: dict[tuple[Audience, str], None] = field(default_factory=dict)
    changes: int = 0
    flushing: bool = False
    rendered: dict[tuple[Audience, str, str], Rendered] = field(default_factory=dict)
    views: dict[tuple[Audience, str, str], object] = field(default_factory=dict)
    watchers: dict[Audience, int] = field(default_factory=dict)
    lock: threading.RLock = field(default_factory=threading.RLock)


def version_of(state: Exercise, audience: Audience) -> int:
    """A number that grows with what this audience may know, and with nothing else."""
    if audience.kind == "seat":
        return state.version_for(audience.seat)
    return state.version if audience.kind in ("facilitator", "overview") else state.public_version


def _counted(audience: Audience) -> tuple[Audience, ...]:
    """For whom something is drawn while this audience looks: a reporter hears what is for all guests too."""
    return (audience, OBSERVER) if audience.kind == "press" else (audience,)


class Publisher:
    """Renders parts and sends them to the audiences that look."""

    def __init__(
        self, renderer: Renderer, sender: Sender, under_way: Callable[[ExerciseId], int] = nobody
    ) -> None:
        """``under_way`` tells how many commands of an exercise are being decided and stored."""
        self._renderer, self._sender, self._under_way = renderer, sender, under_way
        self._rooms: dict[ExerciseId, _Room] = {}
        self._guard = threading.Lock()

    def _room(self, state: Exercise) -> _Room:
        with self._guard:
            room = self._rooms.get(state.id)
            if room is None:
                room = self._rooms[state.id] = _Room(state)
            return room

    # --- who looks -------------------------------------------------------------------------------------

    def watch(self, state: Exercise, audience: Audience) -> None:
        """Count a connection more for an audience: what nobody looks at is not rendered."""
        room = self._room(state)
        with room.lock:
            for counted in _counted(audience):
                room.watchers[counted] = room.watchers.get(counted, 0) + 1

    def unwatch(self, exercise: ExerciseId, audience: Audience) -> None:
        """Count a connection less; it was counted before."""
        room = self._rooms[exercise]
        with room.lock:
            for counted in _counted(audience):
                room.watchers[counted] = max(0, room.watchers.get(counted, 0) - 1)

    # --- changes ---------------------------------------------------------------------------------------

    def exercise_changed(self, exercise: ExerciseId, state: Exercise, events: tuple[Any, ...]) -> None:
        """Called after the commit, under the stream's lock, in the order of the log."""
        room = self._room(state)
        with room.lock:
            room.state = state
            room.changes += 1
            for event in events:
                room.dirty.update(dict.fromkeys((d.audience, d.key) for d in dirty_parts(state, event)))
            if room.flushing or not room.dirty:
                return
            room.flushing = True
        self._sender.start(self._flush, exercise)

    def reread(self, state: Exercise) -> None:
        """Words or names were erased: the parts in which they stood are made anew and sent to those who look."""
        room = self._room(state)
        with room.lock:
            room.state = state
            for slot in list(room.rendered):
                viewer, _look, key = slot
                if viewer.kind in NAMED or split_key(key)[0] == "message":
                    # the view may be the same, and the name in its markup gone
                    room.views.pop(slot, None)
                    room.dirty[ROOM if viewer.kind in ("room", "screen", "observer") else viewer, key] = None
            if room.flushing or not room.dirty:
                return
            room.flushing = True
        self._sender.start(self._flush, state.id)

    def seminar_changed(self, *_: object) -> None:
        """Rooms hear of their seminar through their own log."""

    def _gather(self, exercise: ExerciseId, room: _Room) -> None:
        for _ in range(GLANCES):
            if room.changes >= FULL or not self._under_way(exercise):
                return
            self._sender.pause(STEP)

    def _flush(self, exercise: ExerciseId) -> None:
        room = self._rooms[exercise]
        while True:
            self._gather(exercise, room)
            with room.lock:
                dirty, room.dirty, room.changes, state = room.dirty, {}, 0, room.state
                frames = self._frames(room, state, dirty)
            for where, frame in frames:
                try:
                    self._sender.emit(PARTS, frame, to=where)
                except Exception:
                    # one connection's trouble must not silence the room; who missed it resyncs on reconnect
                    log.exception("emit failed", exercise=exercise)
            with room.lock:
                if not room.dirty:
                    room.flushing = False
                    return

    def _frames(
        self, room: _Room, state: Exercise, dirty: Iterable[tuple[Audience, str]]
    ) -> list[tuple[str, Frame]]:
        parts: dict[Audience, list[Rendered]] = {}
        watchers, everybody = room.watchers, self._everybody(room)
        for audience, key in dirty:
            for viewer in self._viewers(audience, key):
                look = self._look(viewer.kind, key) if audience.kind == "room" else viewer.kind
                slot = (viewer, look, key)
                if not (everybody if viewer is ROOM else watchers.get(viewer)):
                    room.rendered.pop(slot, None)
                    continue
                before = room.rendered.get(slot)
                try:
                    after = self._render(room, state, viewer, look, key)
                except Exception:
                    # a part that cannot be drawn is a bug of that part; the others still have to arrive
                    log.exception("part failed", exercise=state.id, part=key)
                    continue
                if before.etag != after.etag if before else after.html:
                    parts.setdefault(viewer, []).append(after)
        return [
            (channel(state.id, viewer), {"v": version_of(state, viewer), "p": [r.wire() for r in rendered]})
            for viewer, rendered in parts.items()
        ]

    @staticmethod
    def _viewers(audience: Audience, key: str) -> tuple[Audience, ...]:
        """A public part is made once for the room, once for the wall and, where it is for them, once for guests."""
        if audience.kind != "room":
            return (audience,)
        return FOR_GUESTS_TOO if split_key(key)[0] in OBSERVED else FOR_ALL

    def _look(self, kind: AudienceKind, key: str) -> str:
        """How a page of this kind draws a public part: in its own way where it has one."""
        return kind if kind != "room" and self._renderer.has_look(kind, key) else "room"

    @staticmethod
    def _everybody(room: _Room) -> bool:
        """Whether somebody looks at what is for the whole room."""
        return any(n for a, n in room.watchers.items() if a.kind not in APART)

    def _render(self, room: _Room, state: Exercise, viewer: Audience, look: str, key: str) -> Rendered:
        view, slot = project_part(state, viewer, key), (viewer, look, key)
        before = room.rendered.get(slot)
        # a view is a value: where it is the same, so is its markup, and comparing costs less than drawing
        if before is not None and slot in room.views and room.views[slot] == view:
            return before
        rendered = self._renderer.render(look, key, view, state)
        if rendered.html:
            room.rendered[slot], room.views[slot] = rendered, view
        else:
            # nothing is left of it: the pages take it away, and it never comes back
            room.rendered.pop(slot, None)
            room.views.pop(slot, None)
        return rendered

    # --- whole pages -----------------------------------------------------------------------------------

    def page(self, state: Exercise, audience: Audience) -> dict[str, Rendered]:
        """Every part of an audience's page by key, from what is rendered already where it is current."""
        room = self._room(state)
        with room.lock:
            # what is rendered belongs to the newest state that was told; an older page would be stale at once
            state = room.state = state if state.version >= room.state.version else room.state
            stale = set(room.dirty)
            found: dict[str, Rendered] = {}
            public = SCREEN if audience == SCREEN else OBSERVER if audience.kind in GUESTS else ROOM
            for key in () if audience.kind in ALONE else keys_of(state, shared_parts(audience.kind)):
                look = self._look(public.kind, key)
                found[key] = self._current(room, state, public, look, key, stale=(ROOM, key) in stale)
            for key in keys_of(state, OWN_PARTS[audience.kind], audience.seat):
                found[key] = self._current(
                    room, state, audience, audience.kind, key, stale=(audience, key) in stale
                )
            return found

    def _current(
        self, room: _Room, state: Exercise, viewer: Audience, look: str, key: str, *, stale: bool
    ) -> Rendered:
        if stale:
            # the pending flush must find something else to compare with, so that everybody gets what comes of it
            room.rendered[viewer, look, key] = STALE
            room.views.pop((viewer, look, key), None)
            return self._renderer.render(look, key, project_part(state, viewer, key), state)
        found = room.rendered.get((viewer, look, key))
        return found if found and found is not STALE else self._render(room, state, viewer, look, key)

    def resync(self, state: Exercise, audience: Audience, etags: Mapping[str, str]) -> list[Frame]:
        """The parts in which a page that comes back differs from the truth: the public ones, then its own and those
        that it has and that are no more, as empty markup.

        Two frames, because the two kinds are counted by two versions: what only this audience may know must not
        move the number that everybody sees.
        """
        with self._room(state).lock:
            parts = self.page(state, audience)
            state = self._room(state).state
        own = OWN_PARTS[audience.kind]
        changed = [(key, r.wire()) for key, r in parts.items() if etags.get(r.id) != r.etag]
        gone = sorted(etags.keys() - {r.id for r in parts.values()})
        return [
            {"v": state.public_version, "p": [wire for key, wire in changed if split_key(key)[0] not in own]},
            {
                "v": version_of(state, audience),
                "p": [wire for key, wire in changed if split_key(key)[0] in own]
                + [Rendered(part, "", "", "").wire() for part in gone],
            },
        ]

    def tell_seat(self, exercise: ExerciseId, seat: SeatId, event: str, data: Mapping[str, object]) -> None:
        """To the pages of one seat alone, what is in no state: what one of its people wrote for all of them."""
        self._sender.emit(event, data, to=channel(exercise, seat_audience(seat)))

    def forget(self, exercise: ExerciseId, seat: SeatId) -> None:
        """Drop what was rendered for a seat whose people changed."""
        room = self._rooms.get(exercise)
        if room:
            with room.lock:
                gone = seat_audience(seat)
                for slot in [s for s in room.rendered if s[0] == gone]:
                    del room.rendered[slot]
