"""Rooms of seats in one server: the product and the bare reference, measured in turns on the same processors."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from simulator.core.rulebook import Rulebook
from simulator.scenario.load import load_folder

from .crowd import fill, fill_echo, quiet
from .joining import House, seat_everybody
from .load import at_rate, percentile, saturated
from .processes import ROOT, Server, start_echo, start_product
from .report import Say, saturated_line
from .sides import Side, compare, furnish, record
from .workload import busiest_step, messages, places_of, stances

SCENARIO = "alder-basin"


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured. ``seconds`` per measurement; ``rates`` in actions a second over all rooms."""

    rooms: int
    seats: int
    seconds: float
    repeats: int
    rates: tuple[float, ...] = (20.0, 100.0)
    under_way: tuple[int, ...] = (2, 4, 8)
    scenario: str = SCENARIO


@contextmanager
def start_house(plan: Plan, root: Path) -> Iterator[tuple[Server, House, Rulebook, str]]:
    """The product with everybody seated in a running step: (server, people, rulebook, step)."""
    book = load_folder(ROOT / "scenarios" / plan.scenario)
    cast = book.cast(plan.seats)
    if cast is None:
        raise SystemExit(f"{plan.scenario} has no cast of {plan.seats}")
    step = busiest_step(book)
    with (
        tempfile.TemporaryDirectory(prefix="bench-data-") as data,
        start_product(Path(data), plan.scenario, root) as server,
    ):
        key = server.found(r"/steer/enter\?key=([\w-]+)")
        house = seat_everybody(server.port, key, plan.scenario, list(cast.seats), plan.rooms, step)
        try:
            yield server, house, book, step
        finally:
            house.steering.close()


async def _plenary(side: Side, plan: Plan, say: Say) -> None:
    talk = Side(side.name, side.server, side.rooms, [messages(plan.seats, i) for i in range(len(side.rooms))])
    say("messages to the plenary (each is drawn once and appended)")
    result = await saturated(talk.server, talk.rooms, talk.deeds, 1, plan.seconds / 2)
    say(saturated_line("product", 1, result))
    result = await at_rate(talk.server, talk.rooms, talk.deeds, 5, plan.seconds)
    say(f"   at 5/s: last seat p50 {percentile(result.last_ms, 0.5):.1f} ms, p99 {percentile(result.last_ms, 0.99):.1f}"
        f" ms; server {result.server_cpu:.0f} %; {result.bytes_per_action_and_seat:,.0f} bytes per action and seat;"
        f" lost {result.lost}, refused {result.refused}")  # fmt: skip


async def measure(plan: Plan, say: Say, root: Path = ROOT) -> None:
    """One comparison, printed."""
    say(f"\n== {plan.rooms} room{'s' * (plan.rooms > 1)} of {plan.seats} seats ==")
    with (
        tempfile.TemporaryDirectory(prefix="bench-frames-") as folder,
        start_house(plan, root) as (server, house, book, step),
    ):
        joined = server.usage()
        claims, pages = house.claim_ms, house.page_ms
        for name, times in (("claiming a seat", claims), ("opening its page", pages)):
            say(f"{name}: p50 {percentile(times, 0.5):.0f}, p99 {percentile(times, 0.99):.0f} ms")
        say(f"the page has {house.page_bytes:,} bytes; step “{step}”")
        rooms = [await fill(server.port, people) for people in house.rooms]
        await quiet(rooms)
        connected = server.usage()
        sockets = plan.rooms * plan.seats
        say(f"memory: {joined.rss / 2**20:.0f} MiB before, {(connected.rss - joined.rss) / sockets / 1024:.0f} KiB a "
            f"connection; connecting, hello and confirming: {1000 * (connected.cpu - joined.cpu) / sockets:.1f} ms of "
            "processor a seat")  # fmt: skip
        deeds = [stances(book, step, plan.seats, i) for i in range(plan.rooms)]
        product = Side("product", server, rooms, deeds)
        await furnish(product, len(places_of(book, step, plan.seats)), min(2.0, plan.seconds))
        frames, sizes = await record(product, Path(folder), plan.seconds / 2)
        say(
            f"recorded {len(sizes)} frames of the room for the reference: median {sizes[len(sizes) // 2]:,} bytes"
        )
        with start_echo(frames) as bare:
            copies = [await fill_echo(bare.port, r.name, plan.seats) for r in rooms]
            deeds = [stances(book, step, plan.seats, i) for i in range(plan.rooms)]
            echo = Side("echo", bare, copies, deeds)
            await saturated(bare, copies, deeds, 1, 0.5)
            await compare([product, echo], plan, say)
            await _plenary(product, plan, say)
            grown = server.usage()
            say(f"memory after all: {grown.rss / 2**20:.0f} MiB")
            for room in (*rooms, *copies):
                room.close()
