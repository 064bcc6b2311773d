"""The server is killed and started again: how long until every laptop has its parts, and what it takes.

The laptops are those of `bench.chaos`: pages that notice the loss, wait and try again as static/js/live.js does.
They come back in two ways: each after pauses of its own, as pages do, and all in the same instant, which is the worst.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import secrets
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from simulator.core.ids import StepId
from simulator.core.rulebook import Rulebook
from simulator.scenario.load import load_folder

from .chaos.laptop import Desk, Laptop
from .chaos.page import Part, Reader
from .fanout import Plan
from .joining import House, Participant, seat_everybody
from .load import percentile
from .processes import ROOT, Server, free_port, start_echo, start_product
from .report import Say
from .workload import busiest_step, fields_of, places_of, stances

SETTLE = 120.0
"""At most so many seconds until all are back."""
MARKS = 60
"""Of each room, before the server is killed: a page that is full of reasons."""
PAUSING, AT_ONCE = "with the pauses of a page", "all in the same instant"
REST = 1.0
"""Seconds between two kills."""
TOGETHER = 24
"""So many open their pages at the same time before the first kill."""
Start = Callable[[], Server]


@dataclass(frozen=True, slots=True)
class Return:
    """One return of everybody. Seconds: ``starting`` until the server answered, ``back`` from then until each laptop
    had its parts; processor seconds of the server: ``cpu_start`` to start, ``cpu`` for those who came."""

    starting: float
    back: list[float]
    missing: int
    cpu_start: float
    cpu: float


def _laptop(person: Participant, port: int, reader: Reader) -> Laptop:
    desk = Desk(person.seat, "seat", person.exercise, person.cookie, person.source)
    laptop = Laptop(desk, port, reader, 1, lambda _laptop, _tokens: None)
    # what the page was delivered with, so that hello fetches no more than for a page in a browser
    laptop.page.parts = {ident: Part(ident, etag, 0, True, "") for ident, etag in person.etags.items()}
    return laptop


def _laptops(rooms: list[list[Participant]], port: int) -> list[Laptop]:
    found = []
    for people in rooms:
        reader = Reader()  # what goes to a room is read once for all of it
        found += [_laptop(person, port, reader) for person in people]
    return found


async def _return(
    server: Server, start: Start, laptops: list[Laptop], at_once: bool
) -> tuple[Server, Return]:
    """Kill it, start it, wait for everybody."""
    loop = asyncio.get_running_loop()
    server.kill()
    await _until(lambda: not any(x.linked.is_set() for x in laptops))
    if at_once:  # only now: a laptop that sleeps would not notice the loss
        for laptop in laptops:
            laptop.awake.clear()
    begun = time.perf_counter()
    fresh = await asyncio.to_thread(start)
    ready, used = time.perf_counter(), fresh.usage()
    back: list[float] = []

    async def wait(laptop: Laptop) -> None:
        await laptop.linked.wait()
        back.append(time.perf_counter() - ready)

    waiting = [loop.create_task(wait(laptop)) for laptop in laptops]
    for laptop in laptops:
        laptop.awake.set()
    _, late = await asyncio.wait(waiting, timeout=SETTLE)
    for task in late:
        task.cancel()
    after = fresh.usage()
    return fresh, Return(ready - begun, back, len(late), used.cpu, after.cpu - used.cpu)


async def _until(holds: Callable[[], bool], most: float = 60.0) -> None:
    end = time.perf_counter() + most
    while not holds() and time.perf_counter() < end:
        await asyncio.sleep(0.02)


async def _fill_pages(laptops: list[Laptop], house: House, book: Rulebook, step: StepId, size: int) -> None:
    """Everybody has read the brief, and the rooms have said some things."""
    by_room = {name: laptops[i * size : (i + 1) * size] for i, name in enumerate(house.exercises)}
    marks = min(MARKS, len(places_of(book, step, size)))
    for seed, people in enumerate(by_room.values()):
        for laptop in people:
            laptop.act(secrets.token_hex(12), "brief.confirm", {}, "")
        for number, (deed, place) in enumerate(itertools.islice(stances(book, step, size, seed), marks)):
            people[deed.seat].act(secrets.token_hex(12), deed.kind, fields_of(deed, place, number), "")
    await _until(lambda: not any(x.outbox for x in laptops), SETTLE)
    refused = [a.answer for x in laptops for a in x.acts if not a.ok]
    if refused:
        raise RuntimeError(f"{len(refused)} acts were not stored, the first of them: {refused[0]}")


@contextlib.asynccontextmanager
async def _everybody(laptops: list[Laptop]) -> AsyncIterator[None]:
    """All pages are open and in step."""
    try:
        for at in range(0, len(laptops), TOGETHER):
            some = laptops[at : at + TOGETHER]
            for laptop in some:
                laptop.open()
            await asyncio.wait_for(asyncio.gather(*(x.linked.wait() for x in some)), SETTLE)
        yield
    finally:
        await asyncio.gather(*(x.close() for x in laptops))


async def _each_way(
    name: str, server: Server, start: Start, laptops: list[Laptop], ways: tuple[str, ...], say: Say
) -> dict[str, Return]:
    """Killed once for each way, and everybody back. The server that is left is stopped."""
    found: dict[str, Return] = {}
    try:
        for way in ways:
            server, found[way] = await _return(server, start, laptops, way == AT_ONCE)
            r = found[way]
            p50, p99, last = (percentile(r.back, share) for share in (0.5, 0.99, 1.0))
            say(
                f"  {name:8} {way:27} answers after {r.starting:.1f} s ({r.cpu_start:.1f} s of processor); "
                f"then p50 {p50:.2f} p99 {p99:.2f} last {last:.2f} s, {r.cpu:.1f} s of processor "
                f"({1000 * r.cpu / len(laptops):.1f} ms each), {r.missing} not back"
            )
            await asyncio.sleep(REST)
    finally:
        server.stop()
    return found


async def measure(
    plan: Plan, say: Say, root: Path = ROOT, ways: tuple[str, ...] = (PAUSING, AT_ONCE)
) -> dict[str, dict[str, Return]]:
    """Kill the product, then the reference, under a full house. Prints; answers with what was found by side and way."""
    book = load_folder(ROOT / "scenarios" / plan.scenario)
    cast, step = book.cast(plan.seats), busiest_step(book)
    if cast is None:
        raise SystemExit(f"{plan.scenario} has no cast of {plan.seats}")
    laptops_in_all = plan.rooms * plan.seats
    say(
        f"\n== {laptops_in_all} laptops come back after kill -9 and a start: {plan.rooms} rooms of {plan.seats} =="
    )
    found: dict[str, dict[str, Return]] = {}
    with tempfile.TemporaryDirectory(prefix="bench-data-") as data:
        port = free_port()

        def start() -> Server:
            return start_product(Path(data), plan.scenario, root, port)

        server = start()
        try:
            key = server.found(r"/steer/enter\?key=([\w-]+)")
            house = seat_everybody(port, key, plan.scenario, list(cast.seats), plan.rooms, step)
            house.steering.close()
        except BaseException:
            server.stop()
            raise
        laptops = _laptops(house.rooms, port)
        async with _everybody(laptops):
            await _fill_pages(laptops, house, book, step, plan.seats)
            found["product"] = await _each_way("product", server, start, laptops, ways, say)
        wrong = [w for x in laptops for w in x.page.wrong]
        say(f"  {len(wrong)} pages went back in time on the way{': ' + wrong[0] if wrong else ''}")
        frames, elsewhere = Path(data) / "frames.json", free_port()
        frames.write_text("[[]]")
        bare = start_echo(frames, elsewhere)
        copies = _laptops(house.rooms, elsewhere)
        async with _everybody(copies):
            again = partial(start_echo, frames, elsewhere)
            found["echo"] = await _each_way("echo", bare, again, copies, ways, say)
    for way, ours in found["product"].items():
        theirs = found["echo"][way]
        later = percentile(ours.back, 1.0) - percentile(theirs.back, 1.0)
        cost = f"{ours.cpu / max(theirs.cpu, 0.01):.1f} times its processor time"
        say(f"  RETURN {way}: the last is there {later:+.2f} s after the echo's, for {cost}")
    return found
