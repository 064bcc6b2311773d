"""The two ways to load a server: at a given rate, whatever it answers; and as fast as it answers."""

from __future__ import annotations

import asyncio
import gc
import resource
import time
from dataclasses import dataclass, field
from random import Random

from .crowd import Action, Deeds, Room, quiet
from .processes import Server

STRAGGLERS = 10.0


@dataclass(frozen=True, slots=True)
class Result:
    """One measurement. Rates are per second, times ms, shares percent of one processor."""

    actions: int
    lost: int
    refused: int
    seconds: float
    deliveries: float
    frames: float
    bytes_per_action_and_seat: float
    server_cpu: float
    load_cpu: float
    last_ms: list[float] = field(default_factory=list)
    ack_ms: list[float] = field(default_factory=list)

    @property
    def deliveries_per_cpu_second(self) -> float:
        """Deliveries for each second of processor time that the server used: what a busy machine leaves alone."""
        return 100 * self.deliveries / max(self.server_cpu, 1e-9)


def pooled(results: list[Result]) -> Result:
    """Several measurements of the same length as one: times of all of them, rates and shares on average."""
    many = len(results)

    def mean(name: str) -> float:
        return sum(getattr(r, name) for r in results) / many

    actions = sum(r.actions for r in results)
    payload = sum(r.bytes_per_action_and_seat * r.actions for r in results) / max(actions, 1)
    return Result(
        actions, sum(r.lost for r in results), sum(r.refused for r in results), sum(r.seconds for r in results),
        mean("deliveries"), mean("frames"), payload, mean("server_cpu"), mean("load_cpu"),
        [x for r in results for x in r.last_ms], [x for r in results for x in r.ack_ms],
    )  # fmt: skip


def percentile(values: list[float], share: float) -> float:
    """The value below which ``share`` (0 to 1) of the values lie; NaN without values."""
    if not values:
        return float("nan")
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def _own_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


class _Watch:
    """Counts from its making to its reading."""

    def __init__(self, server: Server, rooms: list[Room]) -> None:
        for room in rooms:
            room.begin()
        gc.collect()
        gc.disable()
        self._server, self._rooms = server, rooms
        self._usage, self._cpu, self.begun = server.usage(), _own_cpu(), time.perf_counter()
        self._stopped: tuple[float, float, float, int, int, int] | None = None

    def stop(self) -> None:
        """The end of what rates are counted over; stragglers still count as arrived."""
        used = self._server.usage()
        tallies = [r.tally for r in self._rooms]
        self._stopped = (
            time.perf_counter() - self.begun, used.share_since(self._usage), _own_cpu() - self._cpu,
            sum(t.deliveries for t in tallies), sum(t.frames for t in tallies), sum(t.payload for t in tallies),
        )  # fmt: skip

    def read(self) -> Result:
        """The result, after stragglers."""
        gc.enable()
        assert self._stopped is not None
        seconds, server, own, deliveries, frames, payload = self._stopped
        done: list[Action] = [a for r in self._rooms for a in r.tally.done]
        good = [a for a in done if not a.refusal]
        seats = sum(r.size for r in self._rooms) / len(self._rooms)
        return Result(
            len(good), sum(len(r.open) for r in self._rooms), len(done) - len(good), seconds, deliveries / seconds,
            frames / seconds, payload / max(len(good), 1) / seats, server, 100 * own / seconds,
            [1000 * (a.last - a.due) for a in good], [1000 * (a.acked - a.due) for a in good],
        )  # fmt: skip


async def _settle(rooms: list[Room]) -> None:
    end = time.perf_counter() + STRAGGLERS
    while any(r.open for r in rooms) and time.perf_counter() < end:
        await asyncio.sleep(0.05)
    await quiet(rooms, 0.2)


async def at_rate(
    server: Server, rooms: list[Room], deeds: list[Deeds], rate: float, seconds: float
) -> Result:
    """Open loop: Poisson arrivals at ``rate`` actions a second over all rooms. Times count from the instant at which
    an action was due, so a server that stalls cannot hide it."""
    random, watch = Random(7), _Watch(server, rooms)
    due, end = watch.begun, watch.begun + seconds
    while (due := due + random.expovariate(rate)) < end:
        wait = due - time.perf_counter()
        if wait > 0:
            await asyncio.sleep(wait)
        at = random.randrange(len(rooms))
        rooms[at].send(*next(deeds[at]), due)
    await asyncio.sleep(max(end - time.perf_counter(), 0))
    watch.stop()
    await _settle(rooms)
    return watch.read()


async def saturated(
    server: Server, rooms: list[Room], deeds: list[Deeds], each: int, seconds: float
) -> Result:
    """Closed loop: every room keeps ``each`` actions under way; the next goes when one is acknowledged and has
    reached its last seat."""
    following = dict(zip(rooms, deeds, strict=True))
    watch = _Watch(server, rooms)
    end = watch.begun + seconds

    def again(room: Room, _action: Action) -> None:
        now = time.perf_counter()
        if now < end:
            room.send(*next(following[room]), now)

    for room in rooms:
        room.finished = again
        for _ in range(each):
            room.send(*next(following[room]), time.perf_counter())
    await asyncio.sleep(seconds)
    watch.stop()
    await _settle(rooms)
    for room in rooms:
        room.finished = lambda room, action: None
    return watch.read()
