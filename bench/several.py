"""One, two, four processes on PostgreSQL and Redis behind nginx, as `deploy/` sets them up: what a further one brings.

The rooms are filled once; then the processes are ended and as many as are wanted next are started on the same record.
One process on SQLite without a proxy, and the bare room emit, are measured in the same run. Every process may run on
every processor, the load's too: with fewer processors than processes the curve bends where the machine ends, so what is
printed beside it is the work: deliveries for a processor second of the server's processes, and who used how much.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from simulator.core.ids import StepId
from simulator.core.rulebook import Rulebook
from simulator.scenario.load import load_folder

from .crowd import Room, fill, fill_echo, quiet
from .fanout import Plan
from .joining import House, seat_everybody
from .load import percentile
from .processes import ROOT, USABLE, Usage, shelf, start_echo, start_product
from .report import Say
from .sides import Compared, Side, compare, furnish, record
from .workload import busiest_step, places_of, stances

WIDE = 40
SQLITE, ECHO = "SQLite, alone", "bare emit"


class Family:
    """Processes and their children, as one server to the load. ``port``: where laptops knock."""

    def __init__(self, port: int, pids: Sequence[int], children: bool = True) -> None:
        """``children``: theirs count too."""
        self.port, self._pids, self._children = port, pids, children

    def usage(self) -> Usage:
        """What all of them have used until now."""
        cpu, rss = 0.0, 0
        for pid in self._pids:
            parent = psutil.Process(pid)
            below = parent.children(recursive=True) if self._children else []
            for process in (parent, *below):
                try:
                    times, memory = process.cpu_times(), process.memory_info()
                except psutil.NoSuchProcess:
                    continue  # a child that ended in between is in its parent's sums
                cpu += times.user + times.system
                rss += memory.rss
            if self._children:
                gone = parent.cpu_times()
                cpu += gone.children_user + gone.children_system
        return Usage(cpu, rss, time.monotonic())


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the curve. ``busy``: shares of one processor while it was measured, by who used it, in percent."""

    name: str
    compared: Compared
    busy: dict[str, float]


def _load() -> Family:
    """This process alone: the servers are its children."""
    return Family(0, [os.getpid()], children=False)


@contextmanager
def _everywhere() -> Iterator[None]:
    """What is started meanwhile may run on every processor."""
    mine = os.sched_getaffinity(0)
    os.sched_setaffinity(0, USABLE)
    try:
        yield
    finally:
        os.sched_setaffinity(0, mine)


async def _measured(name: str, server: Any, rooms: list[Room], plan: Plan, book: Rulebook, step: StepId, say: Say,
                    others: Mapping[str, Family]) -> Point:  # fmt: skip
    """Rates and saturation of one server, and what else was busy meanwhile."""
    deeds = [stances(book, step, plan.seats, i) for i in range(len(rooms))]
    before = {who: family.usage() for who, family in others.items()}
    compared = await compare([Side(name, server, rooms, deeds)], plan, say)
    busy = {who: family.usage().share_since(before[who]) for who, family in others.items()}
    shares = ", ".join(f"{who} {share:.0f}" for who, share in busy.items())
    say(f"  busy while measured, percent of one processor: {shares}")
    return Point(name, compared, busy)


async def _fill(port: int, house: House) -> list[Room]:
    rooms = [await fill(port, people) for people in house.rooms]
    await quiet(rooms)
    return rooms


def _close(rooms: list[Room]) -> None:
    for room in rooms:
        room.close()


async def _alone(
    place: Path, plan: Plan, book: Rulebook, step: StepId, seats: list[str], say: Say
) -> list[Point]:
    """The references: one process on SQLite without a proxy, and the bare room emit with the frames of its rooms."""
    load, found = _load(), []
    with start_product(place / "alone", plan.scenario, everywhere=True) as server:
        key = server.found(r"/steer/enter\?key=([\w-]+)")
        house = seat_everybody(server.port, key, plan.scenario, seats, plan.rooms, step)
        house.steering.close()
        rooms = await _fill(server.port, house)
        side = Side("SQLite", server, rooms, [stances(book, step, plan.seats, i) for i in range(len(rooms))])
        await furnish(side, len(places_of(book, step, plan.seats)), min(2.0, plan.seconds))
        frames, _ = await record(side, place, plan.seconds / 2)
        others = {"server processes": Family(0, [server.pid]), "load": load}
        found.append(await _measured(SQLITE, server, rooms, plan, book, step, say, others))
        _close(rooms)
    with start_echo(frames, everywhere=True) as bare:
        rooms = [await fill_echo(bare.port, name, plan.seats) for name in house.exercises]
        others = {"server processes": Family(0, [bare.pid]), "load": load}
        found.append(await _measured(ECHO, bare, rooms, plan, book, step, say, others))
        _close(rooms)
    return found


def _curve(found: list[Point], plan: Plan, say: Say) -> None:
    """The points one below the other, each with a bar of its deliveries a second."""
    most = max(point.compared.peak[point.name] for point in found)
    rate = max(plan.rates)
    echo = next(p for p in found if p.name == ECHO).compared
    say(
        f"  {'':16}{'deliveries/s':>13}{'a processor second':>20}{f'p99 at {rate:.0f}/s':>13}{'- echo':>9}  lost"
    )
    for point in found:
        peak, result = point.compared.peak[point.name], point.compared.rates[point.name][rate]
        late = percentile(result.last_ms, 0.99)
        say(f"  {point.name:16}{peak:13,.0f}{point.compared.per_cpu_second[point.name]:20,.0f}{late:10.1f} ms"
            f"{late - percentile(echo.rates[ECHO][rate].last_ms, 0.99):+9.1f}  {point.compared.missing[point.name]:4}  "
            f"{'#' * max(1, round(WIDE * peak / most))}")  # fmt: skip


async def measure(plan: Plan, say: Say, counts: tuple[int, ...] = (1, 2, 4)) -> list[Point]:
    """The curve, printed; the first points are the bare room emit and one process on SQLite."""
    # what runs the databases and the proxy is the tests': both need them on free ports and gone afterwards
    from tests.support.databases import Postgres, redis
    from tests.support.several import Several

    book = load_folder(ROOT / "scenarios" / plan.scenario)
    cast, step = book.cast(plan.seats), busiest_step(book)
    if cast is None:
        raise SystemExit(f"{plan.scenario} has no cast of {plan.seats}")
    seats, found = list(cast.seats), []
    machine = f"{len(USABLE)} processors, shared with the load"
    say(f"\n== growth with processes: {plan.rooms} rooms of {plan.seats}; {machine} ==")
    with tempfile.TemporaryDirectory(prefix="bench-several-") as place:
        found += await _alone(Path(place), plan, book, step, seats, say)
        with ExitStack() as stack:
            with _everywhere():
                database = Postgres()
                stack.callback(database.remove)
                database.start()
                notes = stack.enter_context(redis())
            folder, house = Path(place) / "several", None
            base = {
                "DEMO": "",
                "SCENARIOS": shelf(Path(place) / "scenarios", plan.scenario),
                "AWAY_AFTER": 15,
            }
            for count in counts:
                with _everywhere():
                    servers = Several(folder / str(count), database.url, notes, count, **base)
                rooms: list[Room] = []
                try:
                    with _everywhere():
                        servers.start()
                    port = servers.front.port
                    if house is None:
                        key = servers.links["facilitator"].rpartition("key=")[2]
                        house = seat_everybody(port, key, plan.scenario, seats, plan.rooms, step)
                        house.steering.close()
                    rooms = await _fill(port, house)
                    family = Family(port, [p.process.pid for p in servers.processes if p.process])
                    others = {
                        "server processes": family, "nginx": Family(port, [servers.front.process.pid]),
                        "PostgreSQL": Family(port, [database.pid]), "load": _load(),
                    }  # fmt: skip
                    name = f"{count} process{'es' * (count > 1)}"
                    found.append(await _measured(name, family, rooms, plan, book, step, say, others))
                finally:
                    _close(rooms)
                    servers.stop()
    _curve(found, plan, say)
    return found
