"""A thousand and two thousand connections to one process: what each holds of memory, what a room notices of them.

A seminar has at most twelve rooms, so these are several seminars of one facilitator, as a training house may run them.
The server grows from the first number to the next, so nobody joins twice.
"""

from __future__ import annotations

import asyncio
import math
import tempfile
from dataclasses import dataclass
from pathlib import Path

from simulator.scenario.load import load_folder

from .crowd import Room, fill, fill_echo, quiet
from .fanout import Plan
from .joining import House, seat_everybody
from .load import saturated
from .processes import ROOT, Server, start_echo, start_product
from .report import Say
from .sides import Compared, Side, compare, furnish, record
from .workload import busiest_step, places_of, stances

MOST_ROOMS = 12
"""Of one seminar."""
GIB = 2**30


@dataclass(frozen=True, slots=True)
class Crowd:
    """What was found with so many connections. Bytes: ``each`` is what connecting took for each of those that were new,
    ``whole`` is the process with rooms, pages and everything divided by all."""

    connections: int
    each: float
    whole: float
    echo_each: float
    closed: int
    compared: Compared


def _seat(
    port: int, key: str, plan: Plan, seats: list[str], step: str, first: int, rooms: int
) -> list[House]:
    """So many more rooms full of people, in as few seminars of about the same size as will do."""
    houses, seminars = [], math.ceil(rooms / MOST_ROOMS)
    for number in range(seminars):
        share = rooms // seminars + (number < rooms % seminars)
        houses.append(seat_everybody(port, key, plan.scenario, seats, share, step, first=first))
        first += share
    return houses


async def measure(plan: Plan, say: Say, root: Path = ROOT, counts: tuple[int, ...] = (21, 42)) -> list[Crowd]:
    """Fill ``counts[0]`` rooms and measure, fill up to the next and measure. Prints; answers with what was found."""
    book, found = load_folder(ROOT / "scenarios" / plan.scenario), []
    cast, step = book.cast(plan.seats), busiest_step(book)
    if cast is None:
        raise SystemExit(f"{plan.scenario} has no cast of {plan.seats}")
    with (
        tempfile.TemporaryDirectory(prefix="bench-data-") as data,
        tempfile.TemporaryDirectory(prefix="bench-frames-") as folder,
        start_product(Path(data), plan.scenario, root) as server,
    ):
        key, bare = server.found(r"/steer/enter\?key=([\w-]+)"), None
        product, echo = Side("product", server, [], []), None
        houses: list[House] = []
        try:
            for count in counts:
                had = len(product.rooms)
                # in a thread: whoever is already connected goes on answering pings, for the minute that this takes
                houses += await asyncio.to_thread(
                    _seat, server.port, key, plan, list(cast.seats), step, had + 1, count - had
                )
                people = [room for house in houses for room in house.rooms][had:]
                before = server.usage()
                fresh = [await fill(server.port, room) for room in people]
                await quiet(fresh)
                new, sockets = server.usage(), count * plan.seats
                each = (new.rss - before.rss) / ((count - had) * plan.seats)
                product.rooms += fresh
                product.deeds += [stances(book, step, plan.seats, had + i) for i in range(len(fresh))]
                say(f"\n== {sockets:,} connections: {count} rooms of {plan.seats} seats, one process ==")
                spent = 1000 * (new.cpu - before.cpu) / (count - had) / plan.seats
                say(f"connecting, hello and confirming: {spent:.1f} ms of processor a seat")
                new_side = Side("product", server, fresh, product.deeds[had:])
                await furnish(new_side, len(places_of(book, step, plan.seats)), min(2.0, plan.seconds), 20.0)
                if echo is None:
                    frames, _ = await record(product, Path(folder), plan.seconds / 2)
                    bare = start_echo(frames)
                    echo = Side("echo", bare, [], [])
                echo_each = await _as_many(echo, product, plan.seats)
                echo.deeds = [stances(book, step, plan.seats, i) for i in range(count)]
                _memory(say, server, sockets, each, echo_each)
                await saturated(echo.server, echo.rooms, echo.deeds, 1, min(0.5, plan.seconds))
                compared = await compare([product, echo], plan, say)
                closed = sum(s.closed for room in product.rooms for s in room.sockets)
                say(f"  LOST with {sockets:,} connections: {compared.missing['product']} actions lost or refused, "
                    f"{closed} connections closed (echo: {compared.missing['echo']})")  # fmt: skip
                found.append(Crowd(sockets, each, server.usage().rss / sockets, echo_each, closed, compared))
        finally:
            for room in (*product.rooms, *(echo.rooms if echo else ())):
                room.close()
            for house in houses:
                house.steering.close()
            if bare is not None:
                bare.__exit__()
    return found


async def _as_many(echo: Side, product: Side, size: int) -> float:
    """Connect to the reference whoever it lacks; bytes for each of them."""
    before, had = echo.server.usage().rss, len(echo.rooms)
    for room in product.rooms[had:]:
        copy: Room = await fill_echo(echo.server.port, room.name, size)
        echo.rooms.append(copy)
    return (echo.server.usage().rss - before) / max((len(echo.rooms) - had) * size, 1)


def _memory(say: Say, server: Server, sockets: int, each: float, echo_each: float) -> None:
    whole = server.usage().rss
    for name, bytes_each in (("product", each), ("echo", echo_each)):
        say(
            f"  MEMORY {name}: {bytes_each / 1024:.0f} KiB a connection, {GIB / max(bytes_each, 1):,.0f} to the GiB"
        )
    say(f"  MEMORY of the whole process: {whole / 2**20:.0f} MiB, {whole / sockets / 1024:.0f} KiB each, "
        f"{GIB / whole * sockets:,.0f} to the GiB with rooms, pages and all")  # fmt: skip
