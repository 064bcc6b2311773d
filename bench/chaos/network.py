"""A bad network between laptops and server: a TCP proxy that delays, stalls, goes dark and cuts.

TCP loses nothing that it delivers, so a lost packet is a stall of everything behind it. Each laptop has a loopback
address of its own and so a line of its own; what happens on a line is seen by every connection of that laptop.
"""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any, Literal

SEGMENT = 1448
"""Bytes of a packet on an ordinary network."""
BUFFERED = 256 * 1024


@dataclass(frozen=True, slots=True)
class Weather:
    """How bad the network is. Seconds, each way; ``loss`` is the share of packets that have to be sent again."""

    delay: float = 0.2
    jitter: float = 0.08
    loss: float = 0.02
    websockets: Literal["pass", "refused", "swallowed"] = "pass"
    """Many proxies of offices refuse them; some let the request in and never answer."""


CALM = Weather(0.0, 0.0, 0.0)


@dataclass(slots=True)
class Line:
    """The way of one laptop to the network."""

    random: Random
    dark_until: float = 0.0
    ends: set[_End] = field(default_factory=set)

    def arrival(self, weather: Weather, now: float, size: int) -> float:
        """When so many bytes that leave now are on the other side."""
        due = now + weather.delay + self.random.uniform(-weather.jitter, weather.jitter)
        pause = 2 * weather.delay
        for _ in range(1 + size // SEGMENT):
            while self.random.random() < weather.loss:
                # the sender notices after a round trip, waits twice as long when it is lost again
                due += pause + self.random.uniform(0.0, 0.2)
                pause *= 2
        return due


class _Pipe:
    """One direction of a connection: bytes with the instant at which they arrive, in order."""

    def __init__(self, network: Network, line: Line) -> None:
        self._network, self._line = network, line
        self._waiting: deque[tuple[float, bytes]] = deque()
        self._last, self._timer = 0.0, None
        self.to: asyncio.Transport | None = None
        self.lost = False
        self.ended = False

    def put(self, data: bytes) -> None:
        """Bytes leave; empty ones say that no more come."""
        if self.lost:
            return
        now = self._network.loop.time()
        weather = self._network.weather
        self._last = max(self._last, self._line.arrival(weather, now, len(data)))
        self._waiting.append((self._last, data))
        self.arm()

    def arm(self) -> None:
        """See to what is due, when it is."""
        if self._timer is None and self._waiting and self.to is not None:
            due = max(self._waiting[0][0], self._line.dark_until)
            if due <= self._network.loop.time():
                self._deliver()
            else:
                self._timer = self._network.loop.call_at(due, self._fire)

    def _fire(self) -> None:
        self._timer = None
        self._deliver()

    def _deliver(self) -> None:
        now = self._network.loop.time()
        while self._waiting and self.to is not None:
            due = max(self._waiting[0][0], self._line.dark_until)
            if due > now:
                break
            _, data = self._waiting.popleft()
            if data:
                self.to.write(data)
            else:
                self.to.close()
        self.arm()

    def drop(self) -> None:
        """What is under way is gone, and so is what comes."""
        self.lost = True
        self._waiting.clear()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


class _Side(asyncio.Protocol):
    """One end of a connection as asyncio knows it; reads into ``pipe``, and is where ``back`` writes to."""

    def __init__(self, end: _End, pipe: _Pipe, back: _Pipe) -> None:
        self._end, self._pipe, self._back = end, pipe, back

    def connection_made(self, transport: Any) -> None:
        transport.set_write_buffer_limits(high=BUFFERED)
        self._back.to = transport
        self._end.sides.append(transport)
        self._back.arm()

    def data_received(self, data: bytes) -> None:
        self._pipe.put(data)

    def connection_lost(self, exc: Exception | None) -> None:
        self._back.drop()
        self._pipe.put(b"")
        self._end.lost_one()


class _Front(_Side):
    """The end at the laptop: whose line it is shows in the address that it comes from."""

    def __init__(self, network: Network) -> None:
        self._network, self._head = network, b""

    def connection_made(self, transport: Any) -> None:
        host = transport.get_extra_info("peername")[0]
        line = self._network.line(host)
        up, down = _Pipe(self._network, line), _Pipe(self._network, line)
        end = _End(self._network, line, up, down)
        super().__init__(end, up, down)
        super().connection_made(transport)
        end.begin(host)

    def data_received(self, data: bytes) -> None:
        how = self._network.weather.websockets
        if how == "swallowed" and b"upgrade: websocket" in data[:4000].lower():
            self._network.counts["websockets swallowed"] += 1
            return
        if how == "refused" and b"upgrade: websocket" in data[:4000].lower():
            self._end.sides[0].write(
                b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            )
            self._end.sides[0].close()
            self._network.counts["websockets refused"] += 1
            return
        super().data_received(data)


class _End:
    """A connection through the proxy, both of its sides."""

    def __init__(self, network: Network, line: Line, up: _Pipe, down: _Pipe) -> None:
        self._network, self.line, self.up, self.down = network, line, up, down
        self.sides: list[asyncio.Transport] = []
        self._opening: asyncio.Task[None] | None = None
        line.ends.add(self)

    def begin(self, host: str) -> None:
        """Go on to the server, which the first packet reaches when the line lets it."""
        self._opening = self._network.loop.create_task(self._open(host))

    async def _open(self, host: str) -> None:
        loop = self._network.loop
        due = self.line.arrival(self._network.weather, loop.time(), 0)
        while (wait := max(due, self.line.dark_until) - loop.time()) > 0:
            await asyncio.sleep(wait)
        if self.up.lost:
            return
        try:
            await loop.create_connection(
                lambda: _Side(self, self.down, self.up),
                "127.0.0.1",
                self._network.upstream,
                local_addr=(host, 0) if self._network.same_source else None,
            )
        except OSError:
            self._network.counts["connections refused"] += 1
            self.down.put(b"")

    def lost_one(self) -> None:
        """One side has gone; what the other still gets is under way."""
        self.line.ends.discard(self)
        if len(self.sides) == 1 and self._opening is not None:
            # nobody is there to answer any more
            self.up.drop()

    def cut(self) -> None:
        """Both sides hear that the connection is no more."""
        self.up.drop()
        self.down.drop()
        for side in self.sides:
            side.abort()


class Network:
    """The proxy: a port of its own, and what becomes of each laptop's line."""

    def __init__(self, upstream: int, weather: Weather, seed: int, *, same_source: bool = True) -> None:
        """``same_source``: the server sees each laptop's own address, as it would without a proxy."""
        self.upstream, self.weather, self.same_source = upstream, weather, same_source
        self.counts: Counter[str] = Counter()
        self.loop = asyncio.get_running_loop()
        self.port = 0
        self.went_dark: Callable[[str, float, float], None] = lambda host, begin, end: None
        self._seed = seed
        self._lines: dict[str, Line] = {}
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self, port: int = 0) -> Network:
        """Listen."""
        self._server = await self.loop.create_server(lambda: _Front(self), "0.0.0.0", port, backlog=1000)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    def line(self, host: str) -> Line:
        """The line of a laptop."""
        if host not in self._lines:
            self._lines[host] = Line(Random(f"{self._seed} line {host}"))
        return self._lines[host]

    def black_out(self, host: str, seconds: float, *, cut: bool = False) -> None:
        """Nothing gets through for so long. Then all of it does, as TCP sends it again; or, where the laptop came back
        with another address (``cut``), what was under way is lost and its connections are."""
        line, now = self.line(host), self.loop.time()
        line.dark_until = max(line.dark_until, now + seconds)
        self.counts["black-outs"] += 1
        self.went_dark(host, now, line.dark_until)
        if cut:
            self.counts["black-outs that cut"] += 1
            doomed = list(line.ends)
            for end in doomed:
                end.up.drop()
                end.down.drop()
            self.loop.call_later(seconds, lambda: [end.cut() for end in doomed])

    def cut_all(self) -> None:
        """Every connection is lost at once, as when the address of the server changed."""
        for line in self._lines.values():
            for end in list(line.ends):
                end.cut()

    async def stop(self) -> None:
        """Let go of everything."""
        if self._server is not None:
            self._server.close()
        self.cut_all()
        await asyncio.sleep(0)
