"""A seminar that grows, and what its pages cost at each step: bytes, processor time of the server, opening the room.

Everything is compared with the first steps of the same run, because machines are noisy.
"""

from __future__ import annotations

import asyncio
import re
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from simulator.core.ids import StepId
from simulator.core.rulebook import Rulebook
from simulator.scenario.load import load_folder

from .client import Socket, connect
from .crowd import fill, quiet
from .fanout import Plan
from .growing import WHOLE, Cost, Growing, Watcher
from .grown_page import look
from .joining import etags_of, seat_everybody
from .opening import Opened, open_log
from .processes import ROOT, start_product
from .report import Say

STEPS = (0, 10, 25, 50, 100)
"""Percent of the whole. With the first two a page fills up; from there on it should stay as it is."""
LOADS = 8


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is opened: bytes; ms of the server's processor for it, and for `hello` of one that slept a while."""

    bytes: int
    server_ms: float
    hello_ms: float
    hello_bytes: int


@dataclass(slots=True)
class Step:
    """What was measured at one size of the log."""

    percent: int
    pages: dict[str, Page] = field(default_factory=dict)
    acts: dict[str, Cost] = field(default_factory=dict)
    opened: Opened | None = None
    page: dict[str, float] | None = None
    memory: float = 0.0


def _step_of_tables(book: Rulebook) -> StepId:
    """The step that discusses most clauses at tables: there every talk is open."""
    return max((s for s in book.steps if s.groups in ("caucus", "mixed")), key=lambda s: len(s.clauses)).id


@asynccontextmanager
async def start_growing(plan: Plan, root: Path, whole: dict[str, int]) -> AsyncIterator[tuple[Growing, Path]]:
    """A full room in full depth, everybody connected, with one page of each kind watched; and the server's database."""
    book = load_folder(ROOT / "scenarios" / plan.scenario)
    cast = book.cast(plan.seats)
    if cast is None:
        raise SystemExit(f"{plan.scenario} has no cast of {plan.seats}")
    with (
        tempfile.TemporaryDirectory(prefix="bench-data-") as data,
        start_product(Path(data), plan.scenario, root) as server,
    ):
        key = server.found(r"/steer/enter\?key=([\w-]+)")
        house = seat_everybody(
            server.port, key, plan.scenario, list(cast.seats), 1, _step_of_tables(book), "full"
        )
        room = await fill(server.port, house.rooms[0])
        growing = Growing(server, house, book, room)
        growing.whole = dict(whole)
        growing.watchers = await _watchers(growing)
        await quiet([room])
        try:
            yield growing, Path(data) / "simulator.db"
        finally:
            for watcher in growing.watchers:
                watcher.socket.close()
                watcher.browser.close()
            room.close()
            house.steering.close()


async def _watchers(growing: Growing) -> list[Watcher]:
    port, exercise = growing.server.port, growing.room.name
    person, steering = growing.house.rooms[0][1], growing.house.steering
    _, _, desk = steering.ask("GET", f"/steer/{exercise}")
    token = re.search(r"/wall/([\w.-]+)", desk)
    if token is None:
        raise RuntimeError("the facilitator's page names no wall")
    found = []
    for name, cookie, address, auth in (
        ("seat", person.cookie, f"/x/{exercise}", {"page": "seat"}),
        ("facilitator", steering.cookie, f"/steer/{exercise}", {"page": "steer"}),
        ("wall", "", f"/wall/{token.group(1)}", {"page": "wall", "token": token.group(1)}),
    ):
        auth["exercise"] = exercise
        socket = await connect(port, person.source, cookie, auth, lambda _s, _t: None)
        watcher = Watcher(name, growing.house.visitor(port, cookie), address, socket)
        socket.heard = _counting(watcher)
        await socket.ask("hello", {"etags": etags_of(watcher.browser.ask("GET", address)[2])})
        found.append(watcher)
    return found


def _counting(watcher: Watcher) -> Callable[[Socket, bytes], None]:
    def heard(_socket: Socket, text: bytes) -> None:
        watcher.heard += len(text)

    return heard


async def _pages(growing: Growing, loads: int) -> dict[str, Page]:
    """Each page opened some times, then greeted by a page that slept through ten acts."""
    found: dict[str, tuple[int, float]] = {}
    known: dict[str, dict[str, str]] = {}
    for watcher in growing.watchers:
        await quiet([growing.room], 0.2)
        used, text = growing.server.usage().cpu, ""
        for _ in range(loads):
            _, _, text = await asyncio.to_thread(watcher.browser.ask, "GET", watcher.address)
        found[watcher.name] = len(text.encode()), 1000 * (growing.server.usage().cpu - used) / loads
        known[watcher.name] = etags_of(text)
    for number in range(5):
        await growing.mark(number * 7)
        await growing.message()
    pages = {}
    for watcher in growing.watchers:
        await quiet([growing.room], 0.2)
        used, size = growing.server.usage().cpu, 0
        for _ in range(loads):
            answer = await watcher.socket.ask("hello", {"etags": known[watcher.name]})
            size = sum(len(html) for frame in answer["frames"] for *_, html in frame["p"])
        spent = 1000 * (growing.server.usage().cpu - used) / loads
        pages[watcher.name] = Page(*found[watcher.name], spent, size)
    return pages


async def _acts(growing: Growing, times: int) -> dict[str, Cost]:
    """What single acts cost. What they leave behind is counted among what grows."""
    found = {
        "a mark on an option": await growing.cost(lambda: growing.mark(None), times),
        "a message": await growing.cost(growing.message, times),
        "a proposal": await growing.cost(lambda: growing.propose(private=False), times // 2),
        "a mark on a proposal": await growing.cost(growing.mark_proposal, times // 2),
        "a decision opened": await growing.cost(growing.decide, 1, 1.0),
        "a ballot": await growing.cost(growing.ballot, times // 2),
    }
    await growing.cancel()
    return found


async def _step(growing: Growing, percent: int, database: Path, times: int) -> Step:
    await growing.grow(percent)
    if not growing.tabled:
        # at the very beginning a mark on a proposal needs one
        await growing.propose(private=False)
    step = Step(percent, memory=growing.server.usage().rss / 2**20)
    step.pages = await _pages(growing, min(LOADS, times))
    step.acts = await _acts(growing, times)
    step.opened = await asyncio.to_thread(open_log, database, growing.room.name)
    return step


async def measure(
    plan: Plan, say: Say, root: Path = ROOT, *, steps: tuple[int, ...] = STEPS, whole: dict[str, int] | None = None,
    times: int = 24, browsed: tuple[int, ...] = (0, 10, 100),
) -> list[Step]:  # fmt: skip
    """Grow a room and print what it costs, at the steps ``browsed`` in Chromium too. Returns what was measured."""
    whole = whole or WHOLE
    say(
        f"\n== growth: one room of {plan.seats}, up to "
        + ", ".join(f"{n:,} {k}" for k, n in whole.items())
        + " =="
    )
    found = []
    begun = time.monotonic()
    async with start_growing(plan, root, whole) as (growing, database):
        for percent in steps:
            found.append(await _step(growing, percent, database, times))
            if percent in browsed:
                found[-1].page = await look(growing, times)
        refused = {code: growing.refused.count(code) for code in set(growing.refused)}
    show(found, say)
    say(f"  refused: {refused or 'nothing'}; {time.monotonic() - begun:.0f} s")
    return found


def _row(name: str, values: list[float], unit: str, say: Say) -> None:
    """One line: the values, and the last against the first and against the second, where the page is full."""
    shown = "".join(f"{v:12,.1f}" if unit == "ms" else f"{v:12,.0f}" for v in values)
    against = [values[-1] / max(v, 1e-9) for v in values[:2]]
    ratio = "".join(f"{r:7.2f}" if r < 1000 else f"{'–':>7}" for r in against)
    say(f"  {name:54}{unit:6}{shown}  {ratio}")


def show(steps: list[Step], say: Say) -> None:
    """Print it: a line for each figure, a column for each step."""
    say("  " + " " * 60 + "".join(f"{s.percent:10} %" for s in steps) + "   last/first, last/second")
    for kind in steps[0].pages:
        pages = [s.pages[kind] for s in steps]
        _row(f"{kind}: the page", [p.bytes for p in pages], "bytes", say)
        _row(f"{kind}: the page, server", [p.server_ms for p in pages], "ms", say)
        _row(f"{kind}: hello after sleep, server", [p.hello_ms for p in pages], "ms", say)
        _row(f"{kind}: hello after sleep", [p.hello_bytes for p in pages], "bytes", say)
    for act in steps[0].acts:
        costs = [s.acts[act] for s in steps]
        _row(f"{act}, server, all pages", [c.server_ms for c in costs], "ms", say)
        for kind in steps[0].pages:
            _row(f"{act}, to a {kind}", [c.reach[kind] for c in costs], "bytes", say)
    looked = [s for s in steps if s.page]
    for name in (looked[0].page or {}) if looked else ():
        values = [(s.page or {})[name] for s in looked]
        at = ", ".join(f"{s.percent} %" for s in looked)
        _row(f"slow browser at {at}: {name}", values, "" if name == "elements" else "ms", say)
    opened = [s.opened for s in steps if s.opened]
    _row("events in the log", [o.events for o in opened], "", say)
    _row("opening the room from its log", [o.from_log_ms for o in opened], "ms", say)
    _row("opening it from a snapshot", [o.from_snapshot_ms for o in opened], "ms", say)
    _row("   and the events behind it", [o.behind for o in opened], "", say)
    _row("making a snapshot", [o.dump_ms for o in opened], "ms", say)
    _row("   its size", [o.snapshot_bytes for o in opened], "bytes", say)
    _row("memory of the server, MiB", [s.memory for s in steps], "", say)
