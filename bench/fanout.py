"""Rooms of seats in one server: the product and the bare reference, measured in turns on the same processors."""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from simulator.core.rulebook import Rulebook
from simulator.scenario.load import load_folder

from .crowd import Deeds, Room, fill, fill_echo, quiet
from .joining import House, seat_everybody
from .load import Result, at_rate, percentile, saturated
from .processes import ROOT, Server, start_echo, start_product
from .report import Say, rate_lines, saturated_line
from .workload import busiest_step, messages, places_of, stances, without_numbers

SCENARIO = "alder-basin"
MOST_RECORDED = 60


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


@dataclass(slots=True)
class Side:
    """One of the two servers with its rooms."""

    name: str
    server: Server
    rooms: list[Room]
    deeds: list[Deeds]


@contextmanager
def start_house(plan: Plan, root: Path) -> Iterator[tuple[Server, House, Rulebook, str]]:
    """The product with everybody seated in a running step: (server, people, rulebook, step)."""
    book = load_folder(ROOT / "scenarios" / plan.scenario)
    cast = book.cast(plan.seats)
    if cast is None:
        raise SystemExit(f"{plan.scenario} has no cast of {plan.seats}")
    step = busiest_step(book)
    with tempfile.TemporaryDirectory(prefix="bench-data-") as data, start_product(Path(data), root) as server:
        key = server.found(r"/steer/enter\?key=([\w-]+)")
        house = seat_everybody(server.port, key, plan.scenario, list(cast.seats), plan.rooms, step)
        try:
            yield server, house, book, step
        finally:
            house.steering.close()


async def _furnish(side: Side, places: int, stretch: float, most: float = 90.0) -> None:
    """Let every place have its say once: a frame is as large as its room is full."""
    end = time.monotonic() + most
    while min(room.count for room in side.rooms) < places and time.monotonic() < end:
        await saturated(side.server, side.rooms, side.deeds, 4, stretch)


async def _record(side: Side, folder: Path, seconds: float) -> tuple[Path, list[int]]:
    """Take real frames of the room from the product, for the reference to send again."""
    for room in side.rooms:
        room.recording = True
    await saturated(side.server, side.rooms, side.deeds, 1, seconds)
    frames: list[list[list[str]]] = []
    for room in side.rooms:
        room.recording = False
        shared = [t for t in room.recorded if b'"objections-' in t][-MOST_RECORDED:]
        frames += [json.loads(without_numbers(t.decode())[2:])[1]["p"] for t in shared]
    if not frames:
        raise RuntimeError("no frame of the room was seen while recording")
    path = folder / "frames.json"
    path.write_text(json.dumps(frames))
    return path, sorted(len(json.dumps(f)) for f in frames)


def _median(results: list[Result]) -> Result:
    return sorted(results, key=lambda r: r.deliveries)[len(results) // 2]


async def _saturate(sides: list[Side], plan: Plan, each: int, say: Say) -> dict[str, list[Result]]:
    found: dict[str, list[Result]] = {side.name: [] for side in sides}
    for _ in range(plan.repeats):
        for side in sides:
            found[side.name].append(
                await saturated(side.server, side.rooms, side.deeds, each, plan.seconds / 2)
            )
    for name, results in found.items():
        say(saturated_line(name, each, _median(results)))
    return found


async def _compare(sides: list[Side], plan: Plan, say: Say) -> None:
    for rate in plan.rates:
        product, echo = [await at_rate(s.server, s.rooms, s.deeds, rate, plan.seconds) for s in sides]
        for line in rate_lines(rate, product, echo):
            say(line)
    best: dict[str, float] = {side.name: 0.0 for side in sides}
    for each in (1, *plan.under_way):
        found = await _saturate(sides, plan, each, say)
        medians = {name: statistics.median(r.deliveries for r in results) for name, results in found.items()}
        best = {name: max(best[name], medians[name]) for name in best}
        if each == 1:
            pairs = zip(found["product"], found["echo"], strict=True)
            ratios = [f"{a.deliveries / b.deliveries:.2f}" for a, b in pairs]
            say(f"  RATIO saturated, 1 action under way in each room: {medians['product'] / medians['echo']:.2f}"
                f"  (each pair: {' '.join(ratios)})")  # fmt: skip
            cost = {n: statistics.median(r.deliveries_per_cpu_second for r in x) for n, x in found.items()}
            say(f"  RATIO of deliveries to a processor second: {cost['product'] / cost['echo']:.2f}")
    say(f"  RATIO saturated, peak of each: {best['product'] / best['echo']:.2f}"
        f"  ({best['product']:,.0f} against {best['echo']:,.0f} deliveries/s)")  # fmt: skip


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
        await _furnish(product, len(places_of(book, step, plan.seats)), min(2.0, plan.seconds))
        frames, sizes = await _record(product, Path(folder), plan.seconds / 2)
        say(
            f"recorded {len(sizes)} frames of the room for the reference: median {sizes[len(sizes) // 2]:,} bytes"
        )
        with start_echo(frames) as bare:
            copies = [await fill_echo(bare.port, r.name, plan.seats) for r in rooms]
            deeds = [stances(book, step, plan.seats, i) for i in range(plan.rooms)]
            echo = Side("echo", bare, copies, deeds)
            await saturated(bare, copies, deeds, 1, 0.5)
            await _compare([product, echo], plan, say)
            await _plenary(product, plan, say)
            grown = server.usage()
            say(f"memory after all: {grown.rss / 2**20:.0f} MiB")
            for room in (*rooms, *copies):
                room.close()
