"""One laptop: a page that reconnects and an outbox that keeps what was done until the server has answered.

It does what static/js/live.js and outbox.js do, with their times. While it sleeps it neither sends nor reads.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from ..client import Refused, Socket
from .page import Page, Reader, read_frame

WAIT = 8.0
AGAIN = 3.0
HELD = frozenset({"store.busy", "store.failed", "limit.reached", "bug", "seat.none"})
"""Answers after which the outbox sends the same op again, as in outbox.js."""
QUIET = 41.0
"""So long without a ping the client takes the connection for lost: interval and timeout of the server, and a moment."""
LOST = (Refused, OSError, asyncio.TimeoutError, ConnectionError)


@dataclass(slots=True)
class Act:
    """Something that somebody did, and what the server said of it. Instants are seconds of the loop's clock."""

    number: int
    op: str
    kind: str
    fields: dict[str, Any]
    token: str
    made: float
    answer: dict[str, Any] | None = None
    answered: float = 0.0
    sent: int = 0
    seen: dict[str, float] = field(default_factory=dict)
    """When each laptop of the room showed it."""

    @property
    def ok(self) -> bool:
        """Whether the server said that it is stored."""
        return bool(self.answer and self.answer.get("ok"))


class _Wire(Socket):
    """A socket that says when it is gone, when it last heard a ping, and that can be put to sleep."""

    gone: Callable[[], None] = staticmethod(lambda: None)
    pinged = 0.0

    def connection_made(self, transport: Any) -> None:
        self.pinged = asyncio.get_running_loop().time()
        super().connection_made(transport)

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self.gone()

    def _take(self, opcode: int, text: bytes) -> None:
        if text == b"2":
            self.pinged = asyncio.get_running_loop().time()
        if opcode == 1 and text[:2] in (b"41", b"1"):
            self.close()
        super()._take(opcode, text)

    def sleep(self, asleep: bool) -> None:
        """Read nothing, or read on."""
        if self._transport is not None and not self.closed:
            self._transport.pause_reading() if asleep else self._transport.resume_reading()


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a laptop stands: who it is and which page it shows."""

    name: str
    page: str
    exercise: str
    cookie: str
    source: str


class Laptop:
    """A page and an outbox. ``showed(laptop, tokens)`` hears what has just become visible on it."""

    def __init__(
        self, desk: Desk, port: int, reader: Reader, seed: int, showed: Callable[[Laptop, frozenset[str]], None],
        *, makes_up: float = 0.0,
    ) -> None:  # fmt: skip
        """``makes_up``: the share of its actions that this laptop takes for stored without having sent them. A page
        that did this would be the bug that the whole run is after."""
        self.desk, self.port, self.page = desk, port, Page()
        self.acts: list[Act] = []
        self.outbox: list[Act] = []
        self.linked = asyncio.Event()
        self.awake = asyncio.Event()
        self.awake.set()
        self.connects = 0
        self.repeats: list[tuple[Act, dict[str, Any]]] = []
        """What was sent again after it had been answered, and the second answer."""
        self.troubled: list[tuple[float, float]] = []
        """From when until when this laptop could not know what the room did."""
        self._reader, self._showed, self._makes_up = reader, showed, makes_up
        self._random = Random(f"{seed} link {desk.name}")
        self._wire: _Wire | None = None
        self._away_since = asyncio.get_running_loop().time()
        self._tasks: list[asyncio.Task[None]] = []
        self._more = asyncio.Event()
        self._closing = False

    # --- the page ----------------------------------------------------------------------------------------

    def open(self) -> None:
        """Live from now on."""
        self._tasks = [asyncio.create_task(self._stay_linked()), asyncio.create_task(self._empty_outbox())]

    async def _stay_linked(self) -> None:
        tries = 0
        while not self._closing:
            await self.awake.wait()
            with contextlib.suppress(*LOST):
                await self._link()
                tries = 0
                await self._until_lost()
            self._lost()
            pause = min(0.4 * 2**tries, 4.0)
            tries = min(tries + 1, 5)
            await asyncio.sleep(pause * self._random.uniform(0.5, 1.5))

    async def _link(self) -> None:
        desk, loop = self.desk, asyncio.get_running_loop()
        auth = {"page": desk.page, "exercise": desk.exercise, "token": ""}
        wire = _Wire(f"127.0.0.1:{self.port}", desk.cookie, auth, self._hear)
        # lost before anybody asked whether it is ready: that is noticed otherwise
        wire.ready.add_done_callback(lambda ready: ready.cancelled() or ready.exception())
        ended = asyncio.Event()
        wire.gone = ended.set
        self._ended, self._wire = ended, wire
        self.page.connected()
        await loop.create_connection(lambda: wire, "127.0.0.1", self.port, local_addr=(desk.source, 0))
        await asyncio.wait_for(wire.ready, 20)
        greeting: asyncio.Future[Any] = loop.create_future()

        def greeted(answer: Any) -> None:
            # at once: what comes behind it on the wire is newer
            if answer.get("ok"):
                public, own = (read_frame(f, o) for f, o in zip(answer["frames"], (False, True), strict=True))
                self.page.greeted(public, own)
                self._showed(self, public.tokens | own.tokens)
            if not greeting.done():
                greeting.set_result(answer)

        wire.emit("hello", {"etags": self.page.etags()}, greeted)
        gone = asyncio.ensure_future(ended.wait())
        try:
            await asyncio.wait((greeting, gone), timeout=60, return_when=asyncio.FIRST_COMPLETED)
        finally:
            gone.cancel()
        if not greeting.done():
            raise Refused("no answer to hello")
        if not greeting.result().get("ok"):
            raise Refused(f"hello: {greeting.result().get('code')}")
        self.connects += 1
        self.troubled.append((self._away_since, loop.time()))
        self.linked.set()
        self._more.set()

    async def _until_lost(self) -> None:
        wire, loop = self._wire, asyncio.get_running_loop()
        while not self._ended.is_set():
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._ended.wait(), 5)
            await self.awake.wait()
            if wire is not None and loop.time() - wire.pinged > QUIET:
                wire.close()

    def _lost(self) -> None:
        if self.linked.is_set():
            self._away_since = asyncio.get_running_loop().time()
        self.linked.clear()
        if self._wire is not None:
            self._wire.close()

    def _hear(self, _socket: Socket, text: bytes) -> None:
        frame = self._reader.read(text)
        self.page.heard(frame)
        if frame.tokens:
            self._showed(self, frame.tokens)

    @staticmethod
    async def _ask(wire: Socket, event: str, data: Any, patience: float) -> Any:
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        wire.emit(event, data, lambda ack: answer.done() or answer.set_result(ack))
        return await asyncio.wait_for(answer, patience)

    # --- the outbox --------------------------------------------------------------------------------------

    def act(self, op: str, kind: str, fields: dict[str, Any], token: str) -> Act:
        """Somebody taps."""
        act = Act(len(self.acts), op, kind, fields, token, asyncio.get_running_loop().time())
        self.acts.append(act)
        if self._makes_up and self._random.random() < self._makes_up:
            act.answer, act.answered = {"ok": True, "version": 0, "made up": True}, act.made
            return act
        self.outbox.append(act)
        self._more.set()
        return act

    async def _empty_outbox(self) -> None:
        """In order, one at a time: the next may depend on the one before."""
        while True:
            await self._more.wait()
            self._more.clear()
            while self.outbox:
                await self.linked.wait()
                await self.awake.wait()
                act = self.outbox[0]
                answer = await self._send(act)
                if answer is None or (not answer["ok"] and answer.get("code") in HELD):
                    await asyncio.sleep(AGAIN)
                    continue
                self.outbox.pop(0)
                act.answer, act.answered = answer, asyncio.get_running_loop().time()

    async def _send(self, act: Act) -> dict[str, Any] | None:
        wire = self._wire
        if wire is None or wire.closed:
            return None
        act.sent += 1
        body = {"op": act.op, "kind": act.kind, "fields": act.fields}
        try:
            answer: dict[str, Any] = await self._ask(wire, "act", body, WAIT)
        except TimeoutError:
            return None
        return answer

    async def send_again(self, act: Act) -> None:
        """What a restored tab would do: the same op once more, long after it was answered."""
        await self.linked.wait()
        answer = await self._send(act)
        if answer is not None:
            self.repeats.append((act, answer))

    # --- bad luck ----------------------------------------------------------------------------------------

    async def sleep(self, seconds: float) -> None:
        """The lid is closed for so long."""
        begun = asyncio.get_running_loop().time()
        self.awake.clear()
        if self._wire is not None:
            self._wire.sleep(True)
        await asyncio.sleep(seconds)
        if self._wire is not None:
            self._wire.sleep(False)
        self.awake.set()
        self.troubled.append((begun, asyncio.get_running_loop().time()))

    async def close(self) -> None:
        """No more."""
        self._closing = True
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._wire is not None:
            self._wire.close()
