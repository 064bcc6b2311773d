"""Rooms full of connected seats, and the bookkeeping of which action has reached whom."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from .client import Socket, connect
from .joining import Participant
from .workload import NUMBER, Deed, fields_of

MOST_COUNTED = 4
"""So many actions of one frame count as deliveries: putting more together is no merit of the server."""
Deeds = Iterator[tuple[Deed, str]]


@dataclass(slots=True)
class Action:
    """One action on its way. Instants are seconds of the event loop's clock; ``due`` is when it should have gone."""

    number: int
    due: float
    reached: int = 0
    last: float = 0.0
    acked: float = 0.0
    refusal: str = ""


@dataclass(slots=True)
class Tally:
    """What was counted during one measurement."""

    deliveries: int = 0
    frames: int = 0
    payload: int = 0
    done: list[Action] = field(default_factory=list)


class Room:
    """One room: its seats' sockets and its actions under way."""

    def __init__(self, name: str, size: int) -> None:
        self.name, self.size = name, size
        self.sockets: list[Socket] = []
        self.open: dict[int, Action] = {}
        self.tally = Tally()
        self.recorded: list[bytes] = []
        self.recording = False
        self.finished: Callable[[Room, Action], None] = lambda room, action: None
        self.count = 0
        self._seen: dict[Socket, set[int]] = {}
        self._text, self._numbers = b"", ()

    def hear(self, socket: Socket, text: bytes) -> None:
        """A frame of parts arrived at a seat."""
        now = time.perf_counter()
        self.tally.frames += 1
        self.tally.payload += len(text)
        if text != self._text:
            # most frames arrive at all seats as the same bytes, so they are searched once
            self._text = text
            self._numbers = tuple({int(n) for n in NUMBER.findall(text)} & self.open.keys())
            if self.recording and self._numbers:
                self.recorded.append(text)
        if not self._numbers:
            return
        seen = self._seen.setdefault(socket, set())
        fresh = [n for n in self._numbers if n not in seen]
        seen.update(fresh)
        self.tally.deliveries += min(len(fresh), MOST_COUNTED)
        for number in fresh:
            action = self.open.get(number)
            if action is not None:
                action.reached += 1
                action.last = now
                self._settle(action)

    def _settle(self, action: Action) -> None:
        if action.acked and (action.reached == self.size or action.refusal):
            del self.open[action.number]
            self.tally.done.append(action)
            self.finished(self, action)

    def send(self, deed: Deed, place: str, due: float) -> Action:
        """One seat acts."""
        self.count += 1
        number = self.count
        action = self.open[number] = Action(number, due)
        data = {"op": secrets.token_hex(12), "kind": deed.kind, "fields": fields_of(deed, place, number)}

        def acked(ack: Any) -> None:
            action.acked = time.perf_counter()
            action.refusal = "" if ack.get("ok") else str(ack.get("code"))
            self._settle(action)

        self.sockets[deed.seat].emit("act", data, acked)
        return action

    def begin(self) -> None:
        """Forget what was counted."""
        self.tally, self.open = Tally(), {}
        for seen in self._seen.values():
            seen.clear()

    def close(self) -> None:
        """Everybody hangs up."""
        for socket in self.sockets:
            socket.close()


async def fill(port: int, people: list[Participant]) -> Room:
    """The people of a room connect, say hello and confirm their brief. Raises RuntimeError where one is refused."""
    room = Room(people[0].exercise, len(people))
    for person in people:
        auth = {"page": "seat", "exercise": person.exercise}
        socket = await connect(port, person.source, person.cookie, auth, room.hear)
        room.sockets.append(socket)
        hello = await socket.ask("hello", {"etags": person.etags})
        if not hello.get("ok"):
            raise RuntimeError(f"hello of {person.seat}: {hello}")
    for socket in room.sockets:
        ack = await socket.ask("act", {"op": secrets.token_hex(12), "kind": "brief.confirm", "fields": {}})
        if not ack.get("ok"):
            raise RuntimeError(f"the brief was not confirmed: {ack}")
    return room


async def fill_echo(port: int, name: str, size: int) -> Room:
    """The same number of sockets in a room of the reference."""
    room = Room(name, size)
    for _ in range(size):
        room.sockets.append(await connect(port, "127.0.0.1", "", {"exercise": name}, room.hear))
    return room


async def quiet(rooms: list[Room], seconds: float = 0.4, most: float = 20.0) -> None:
    """Wait until no frame has come for a while."""
    end, frames = time.perf_counter() + most, -1
    while time.perf_counter() < end:
        now = sum(r.tally.frames for r in rooms)
        if now == frames:
            return
        frames = now
        await asyncio.sleep(seconds)
