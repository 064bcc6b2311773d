"""Five hundred people type the code in the same instant, all behind one router: until each has the page, and is live.

The reference sends pages of as many letters from a bare Flask view and knows nothing of codes, seats and people.
"""

from __future__ import annotations

import asyncio
import math
import re
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

from simulator.scenario.load import load_folder

from .client import Refused, Socket, connect
from .fanout import Plan
from .joining import etags_of, open_seminar
from .load import percentile
from .processes import ROOT, Server, start_echo, start_product
from .report import Say

SOURCE = "127.0.2.1"
PATIENCE = 120.0
FAULTS = (Refused, OSError, asyncio.TimeoutError, asyncio.IncompleteReadError, ValueError)


@dataclass(slots=True)
class Crowd:
    """What became of them: seconds until the page was there and until it was live; faults; processor seconds."""

    page: list[float] = field(default_factory=list)
    live: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    cpu: float = 0.0
    page_bytes: int = 0


class Visitor:
    """Asks for pages, one connection each, and keeps cookies."""

    def __init__(self, port: int) -> None:
        self._port, self._jar = port, {}

    @property
    def cookie(self) -> str:
        """The cookies as a header."""
        return "; ".join(f"{k}={v}" for k, v in self._jar.items())

    async def ask(self, method: str, address: str, fields: dict[str, str] | None = None) -> tuple[str, str]:
        """(where it leads, text). Raises ValueError for an error page."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port, local_addr=(SOURCE, 0))
        body = urlencode(fields or {}).encode()
        here = f"127.0.0.1:{self._port}"
        head = (
            f"{method} {address} HTTP/1.1\r\nHost: {here}\r\nOrigin: http://{here}\r\nConnection: close\r\n"
            f"Cookie: {self.cookie}\r\nContent-Length: {len(body)}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
        )
        try:
            writer.write(head.encode() + body)
            answer = await asyncio.wait_for(reader.read(), PATIENCE)
        finally:
            writer.close()
        top, _, text = answer.partition(b"\r\n\r\n")
        status, *lines = top.decode().split("\r\n")
        if not re.match(r"HTTP/1\.[01] [23]\d\d", status):
            raise ValueError(f"{method} {address}: {status or 'no answer'}")
        place = ""
        for line in lines:
            name, _, value = line.partition(": ")
            if name.lower() == "set-cookie":
                self._jar.update({k: m.value for k, m in SimpleCookie(value).items()})
            elif name.lower() == "location":
                place = value
        return place, text.decode()


Way = Callable[[Visitor, int], Awaitable[tuple[str, dict[str, str]]]]


async def _crowd(server: Server, people: int, way: Way) -> Crowd:
    """All of them at once. ``way`` leads a visitor to a page: (exercise, versions on the page)."""
    crowd, sockets = Crowd(), []
    used, begun = server.usage().cpu, time.perf_counter()

    async def join(number: int) -> None:
        visitor = Visitor(server.port)
        try:
            exercise, etags = await way(visitor, number)
            crowd.page.append(time.perf_counter() - begun)
            auth = {"page": "seat", "exercise": exercise}
            socket: Socket = await connect(server.port, SOURCE, visitor.cookie, auth, lambda _s, _t: None)
            sockets.append(socket)
            hello = await socket.ask("hello", {"etags": etags})
            if not hello.get("ok"):
                raise ValueError(f"hello: {hello}")
            crowd.live.append(time.perf_counter() - begun)
        except FAULTS as fault:
            crowd.faults.append(f"{type(fault).__name__} {fault}")

    await asyncio.gather(*(join(number) for number in range(people)))
    crowd.cpu = server.usage().cpu - used
    for socket in sockets:
        socket.close()
    return crowd


def _show(name: str, crowd: Crowd, people: int, say: Say) -> None:
    for what, times in (("the page is there", crowd.page), ("it is live", crowd.live)):
        say(f"  {name:8} {what:18} p50 {percentile(times, 0.5):6.2f}  p99 {percentile(times, 0.99):6.2f}  last "
            f"{max(times, default=float('nan')):6.2f} s  ({len(times)})")  # fmt: skip
    first = f": {crowd.faults[0]}" if crowd.faults else ""
    say(f"  {name:8} {crowd.cpu:.1f} s of the server's processor, {1000 * crowd.cpu / people:.0f} ms each; "
        f"{len(crowd.faults)} failed{first}")  # fmt: skip


async def measure(plan: Plan, say: Say, people: int = 500, root: Path = ROOT) -> dict[str, Crowd]:
    """Everybody joins by code at once, at the product and at the reference. Prints, and answers with what was found."""
    book = load_folder(ROOT / "scenarios" / plan.scenario)
    cast = book.cast(plan.seats)
    if cast is None:
        raise SystemExit(f"{plan.scenario} has no cast of {plan.seats}")
    seats, rooms = list(cast.seats), math.ceil(people / plan.seats)
    say(
        f"\n== {people} people join by the code in the same instant, one address: {rooms} rooms of {plan.seats} =="
    )
    found: dict[str, Crowd] = {}
    with tempfile.TemporaryDirectory(prefix="bench-data-") as data:
        with start_product(Path(data), plan.scenario, root) as server:
            key = server.found(r"/steer/enter\?key=([\w-]+)")
            steering, exercises, code = open_seminar(server.port, key, plan.scenario, rooms, plan.seats)
            steering.close()
            sizes: list[int] = []

            async def join(visitor: Visitor, number: int) -> tuple[str, dict[str, str]]:
                exercise, seat = exercises[number % rooms], seats[number // rooms]
                lobby, _ = await visitor.ask("POST", "/join", {"code": code})
                await visitor.ask("GET", lobby)
                fields = {"name": f"Delegate {number}", "room": exercise, "seat": seat}
                place, _ = await visitor.ask("POST", f"/s/{code}/claim", fields)
                if place != f"/x/{exercise}":
                    raise ValueError(f"claiming {seat} led to {place}")
                _, page = await visitor.ask("GET", place)
                sizes.append(len(page.encode()))
                return exercise, etags_of(page)

            found["product"] = await _crowd(server, people, join)
            found["product"].page_bytes = max(sizes, default=0)
            _show("product", found["product"], people, say)
        frames = Path(data) / "frames.json"
        frames.write_text("[[]]")
        with start_echo(frames) as bare:

            async def look(visitor: Visitor, number: int) -> tuple[str, dict[str, str]]:
                for size in (100, 20_000, 100, found["product"].page_bytes):
                    await visitor.ask("GET", f"/page/{size}")
                return f"room-{number % rooms}", {}

            found["echo"] = await _crowd(bare, people, look)
            _show("echo", found["echo"], people, say)
    ours, theirs = found["product"], found["echo"]
    if ours.live and theirs.live:
        last, bare_last = max(ours.live), max(theirs.live)
        say(f"  JOINS the last of {people} is live after {last:.1f} s (bare pages: {bare_last:.1f} s), "
            f"{people / last:.0f} a second")  # fmt: skip
    return found
