"""The whole of it: servers, network, laptops, bad luck for so many minutes, and what was true at the end."""

from __future__ import annotations

import asyncio
import gc
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from sqlalchemy import select

from simulator.app.ports import Verified
from simulator.core.rulebook import Rulebook
from simulator.scenario.load import load_folder
from simulator.store.engine import make_engine
from simulator.store.opening import open_sql
from simulator.store.tables import EVENTS, OPERATIONS

from ..joining import House, seat_everybody
from ..processes import ROOT
from ..workload import busiest_step
from .check import Log, Logged, Told, Verdict, judge
from .laptop import Act, Desk, Laptop
from .moves import Wish, of_a_facilitator, of_a_seat
from .network import CALM, Network, Weather
from .page import Page, Reader, differences, read_frame
from .servers import Cluster, Member
from .strain import Strain

Say = Callable[[str], None]
AT_ONCE = 6
"""So many pages are opened at a time, before it begins and to compare with at the end."""
TELLING = 30.0
SEEN_WITHIN = 60.0
"""An act that a laptop without trouble has not shown after so many seconds counts as not seen."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How much bad luck. Seconds; ``gap`` between two acts of one person."""

    seconds: float
    seed: int
    rooms: int
    seats: int
    scenario: str = "alder-basin"
    step: str = ""
    weather: Weather = Weather()
    gap: float = 30.0
    kills: tuple[float, float] = (20.0, 40.0)
    black_outs: tuple[float, float, float] = (100.0, 1.0, 20.0)
    """Mean time between two, shortest, longest."""
    sleeps: tuple[float, float, float] = (240.0, 2.0, 25.0)
    least_kills: int = 0
    """However long so many take."""
    settle: float = 600.0
    """At most so long until every outbox is empty and every page in step, once the network is calm."""
    makes_up: float = 0.0

    @property
    def acts_a_second(self) -> float:
        """Of all people together; a facilitator acts twice as often as a seat."""
        return self.rooms * (self.seats + 2) / self.gap


@dataclass(slots=True)
class Room:
    """One room: its laptops, the facilitator's among them, and whose acts are under way."""

    name: str
    laptops: list[Laptop] = field(default_factory=list)
    acts: dict[str, tuple[Laptop, Act]] = field(default_factory=dict)

    def showed(self, laptop: Laptop, tokens: frozenset[str]) -> None:
        """A laptop shows these texts."""
        now = asyncio.get_running_loop().time()
        for token in tokens & self.acts.keys():
            self.acts[token][1].seen.setdefault(laptop.desk.name, now)


@dataclass(slots=True)
class Outcome:
    """What was counted, what was found, how long things took (seconds)."""

    verdict: Verdict
    counts: dict[str, int]
    refusals: Counter[str]
    seen: list[float]
    unseen: int
    acked: list[float]
    starts: list[float]
    back: list[float]
    """From a server's answering again until the last laptop of all was in step, where no other kill came first."""
    strain: Strain


def people_of(house: House, plan: Plan) -> Iterator[tuple[str, list[Desk]]]:
    """The desks of each room, every laptop at an address of its own; the last one is the facilitator's."""
    for number, (exercise, people) in enumerate(zip(house.exercises, house.rooms, strict=True), 1):
        desks = [
            Desk(
                f"{number}.{at}",
                "seat",
                exercise,
                person.cookie,
                f"127.{number}.{1 + at // 200}.{1 + at % 200}",
            )
            for at, person in enumerate(people)
        ]
        steering = Desk(f"{number}.f", "steer", exercise, house.steering.cookie, f"127.{number}.250.1")
        yield exercise, [*desks, steering]


class Chaos:
    """One run."""

    def __init__(self, plan: Plan, cluster: Cluster, network: Network, house: House, book: Rulebook) -> None:
        self._plan, self._cluster, self._network, self._house, self._book = (
            plan,
            cluster,
            network,
            house,
            book,
        )
        self._loop = asyncio.get_running_loop()
        self.rooms: list[Room] = []
        self._outages: list[tuple[float, float]] = []
        self._restarts: list[tuple[float, float]] = []
        self._by_source: dict[str, Laptop] = {}
        self._resending: list[asyncio.Task[None]] = []
        self.strain = Strain(
            lambda: [(f"server {n}", m.pid) for n, m in enumerate(cluster.members, 1) if m.lives]
        )
        network.went_dark = lambda host, begin, end: self._by_source[host].troubled.append((begin, end + 2.0))

    @property
    def laptops(self) -> list[Laptop]:
        """Everybody's."""
        return [laptop for room in self.rooms for laptop in room.laptops]

    async def open_laptops(self) -> None:
        """Everybody opens the page, a few at a time, as people come in. Raises TimeoutError where a page does not get
        in step."""
        for exercise, desks in people_of(self._house, self._plan):
            room, reader = Room(exercise), Reader()
            for desk in desks:
                made_up = self._plan.makes_up if desk.page == "seat" else 0.0
                laptop = Laptop(
                    desk, self._network.port, reader, self._plan.seed, room.showed, makes_up=made_up
                )
                room.laptops.append(laptop)
                self._by_source[desk.source] = laptop
            self.rooms.append(room)
        turn = asyncio.Semaphore(AT_ONCE)

        async def open_one(laptop: Laptop) -> None:
            async with turn:
                laptop.open()
                await laptop.linked.wait()

        await asyncio.wait_for(asyncio.gather(*map(open_one, self.laptops)), self._plan.settle)

    async def read_briefs(self) -> None:
        """Every party has read its brief."""
        for room in self.rooms:
            for laptop in room.laptops[:-1]:
                laptop.act(f"{laptop.desk.name}-brief", "brief.confirm", {}, "")
        end = time.monotonic() + self._plan.settle
        while any(x.outbox for x in self.laptops) and time.monotonic() < end:
            await asyncio.sleep(0.1)

    # --- what happens to whom ------------------------------------------------------------------------------

    def _wishes(self, room: int, at: int, laptop: Laptop) -> Iterator[Wish]:
        seed = f"{self._plan.seed} wishes {laptop.desk.name}"
        if laptop.desk.page == "steer":
            # one who steers all rooms pauses them all: the first room's alone does
            wishes = of_a_facilitator(self._book, seed, self._plan.gap / 2)
            return (w for w in wishes if room == 0 or not w.kind.startswith(("clock.", "notice.")))
        seats = self._book.cast(self._plan.seats)
        assert seats is not None
        return of_a_seat(self._book, seats.seats, seats.seats[at], seed, self._plan.gap)

    async def _act(self, room: Room, laptop: Laptop, wishes: Iterator[Wish]) -> None:
        for number, wish in enumerate(wishes, 1):
            await asyncio.sleep(wish.after)
            await laptop.awake.wait()
            token = f"{laptop.desk.name}.{number}"
            fields = wish.fields_with(token, laptop.page.named)
            act = laptop.act(f"op-{self._plan.seed}-{token}", wish.kind, fields, token if wish.text else "")
            if wish.text and wish.public:
                room.acts[token] = (laptop, act)
            if wish.again:
                self._resending.append(asyncio.create_task(self._again(laptop, act)))

    async def _again(self, laptop: Laptop, act: Act) -> None:
        while act.answer is None:
            await asyncio.sleep(1.0)
        if act.ok and not act.answer.get("made up"):
            await asyncio.sleep(5.0)
            await laptop.send_again(act)

    async def _black_outs(self, laptop: Laptop) -> None:
        random = Random(f"{self._plan.seed} dark {laptop.desk.name}")
        mean, least, most = self._plan.black_outs
        while True:
            after, seconds, cut = (
                random.expovariate(1 / mean),
                random.uniform(least, most),
                random.random() < 0.4,
            )
            await asyncio.sleep(after)
            self._network.black_out(laptop.desk.source, seconds, cut=cut)
            await asyncio.sleep(seconds)

    async def _sleeps(self, laptop: Laptop) -> None:
        random = Random(f"{self._plan.seed} sleep {laptop.desk.name}")
        mean, least, most = self._plan.sleeps
        while True:
            await asyncio.sleep(random.expovariate(1 / mean))
            self._network.counts["laptops asleep"] += 1
            await laptop.sleep(random.uniform(least, most))

    async def _kills(self) -> None:
        """From one to the next so many seconds, the new start among them; later only where that takes even longer."""
        random = Random(f"{self._plan.seed} kills")
        due = self._loop.time()
        while True:
            due = max(due + random.uniform(*self._plan.kills), self._loop.time())
            victim, rest = random.choice(self._cluster.members), random.uniform(0.0, 2.0)
            await asyncio.sleep(due - self._loop.time())
            await self.kill(victim, rest)

    async def kill(self, victim: Member, rest: float) -> None:
        """SIGKILL, and after ``rest`` seconds a new start."""
        begun = self._loop.time()
        victim.kill()
        await asyncio.sleep(rest)
        await victim.start()
        if len(self._cluster.members) == 1:
            # where others go on, what counts is how long each laptop was without any
            self._outages.append((begun, self._loop.time()))
        self._restarts.append((begun, self._loop.time()))

    async def trouble(self) -> None:
        """All of it at once, for as long as the plan says."""
        tasks = [asyncio.create_task(self._kills()), asyncio.create_task(self.strain.watch())]
        for number, room in enumerate(self.rooms):
            for at, laptop in enumerate(room.laptops):
                tasks += [
                    asyncio.create_task(self._act(room, laptop, self._wishes(number, at, laptop))),
                    asyncio.create_task(self._black_outs(laptop)),
                ]
                tasks.append(asyncio.create_task(self._sleeps(laptop)))
        done, _ = await asyncio.wait(tasks, timeout=self._plan.seconds, return_when=asyncio.FIRST_EXCEPTION)
        while not done and len(self._restarts) < self._plan.least_kills:
            done, _ = await asyncio.wait(tasks, timeout=1.0, return_when=asyncio.FIRST_EXCEPTION)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for task in done:
            task.result()
        for laptop in self.laptops:
            # a lid that was closed when time was up is opened
            await laptop.sleep(0.0)
        for member in self._cluster.members:
            # killed a moment ago: nobody else starts it again
            await (member.ready() if member.lives else member.start())

    async def settle(self, say: Say) -> None:
        """The network is calm again: outboxes empty themselves, pages get in step."""
        self._network.weather = CALM
        begun = told = time.monotonic()
        while (now := time.monotonic()) < begun + self._plan.settle:
            await asyncio.sleep(0.5)
            away = sum(not x.linked.is_set() for x in self.laptops)
            waiting = sum(len(x.outbox) for x in self.laptops)
            if not away and not waiting:
                break
            if now - told >= TELLING:
                told = now
                say(f"  after {now - begun:.0f} s {away} laptops are not in step, {waiting} acts wait")
        say(
            f"the network is calm; {time.monotonic() - begun:.0f} s until outboxes were empty and pages in step"
        )
        await asyncio.wait(self._resending, timeout=20) if self._resending else None
        await asyncio.sleep(3.0)

    # --- what was true ---------------------------------------------------------------------------------------

    async def compare(self) -> list[str]:
        """Every page against one that is loaded now, straight from a server. What follows from the clock may change
        in between, so a page that differs is looked at again."""
        turn = asyncio.Semaphore(AT_ONCE)
        ports = [member.start_with.port for member in self._cluster.members]

        async def look(laptop: Laptop, port: int) -> list[str]:
            different: list[str] = []
            async with turn:
                for _ in range(4):
                    different = differences(laptop.page, await self._fresh(laptop, port))
                    if not different:
                        break
                    await asyncio.sleep(1.0)
            # how far the page had heard of both channels, and whom it was compared with: that says who is behind
            at = f"page at {laptop.page.newest[False]} and {laptop.page.newest[True]}, fresh from {port}"
            return [f"{laptop.desk.name}: {d} ({at})" for d in different]

        # of several servers each in turn, whichever of them the laptop itself is connected to
        found = await asyncio.gather(*(look(x, ports[at % len(ports)]) for at, x in enumerate(self.laptops)))
        return [different for one in found for different in one]

    async def _fresh(self, laptop: Laptop, port: int) -> Page:
        page = Page()
        wire = await connect(port, laptop.desk)
        try:
            answer = await wire.ask("hello", {"etags": {}})
            public, own = (read_frame(f, o) for f, o in zip(answer["frames"], (False, True), strict=True))
            page.greeted(public, own)
        finally:
            wire.close()
        return page

    def read_log(self) -> tuple[Log, list[str]]:
        """What is stored, read past the server, and streams whose chain of hashes is broken."""
        engine = make_engine(self._cluster.database)
        stores = open_sql(engine)
        try:
            with engine.connect() as connection:
                rows = connection.execute(
                    select(EVENTS.c.stream, EVENTS.c.version, EVENTS.c.kind, EVENTS.c.op, EVENTS.c.payload)
                    .order_by(EVENTS.c.stream, EVENTS.c.version)
                ).all()  # fmt: skip
                ops = frozenset(connection.execute(select(OPERATIONS.c.op)).scalars())
            broken = [
                f"{stream}: {verdict}" for stream in stores.events.streams()
                if not isinstance(verdict := stores.events.verify(stream), Verified)
            ]  # fmt: skip
            return Log([Logged(*row[:4], row.payload or "") for row in rows], ops), broken
        finally:
            stores.events.close()
            engine.dispose()

    def times(self) -> tuple[list[float], int]:
        """For each act in a text that everybody sees: until the last laptop without trouble showed it; and of how many
        acts such a laptop never did. Acts of a laptop in trouble, or while a server was away, do not count."""
        times, unseen = [], 0
        for room in self.rooms:
            for author, act in room.acts.values():
                reach, complete = self._reach(room, author, act)
                if not complete:
                    unseen += 1
                elif reach is not None:
                    times.append(reach)
        return times, unseen

    def _reach(self, room: Room, author: Laptop, act: Act) -> tuple[float | None, bool]:
        if not act.ok or self._troubled(author, act.made, act.seen.get(author.desk.name, act.answered)):
            return None, True
        last = act.made
        for laptop in room.laptops:
            seen = act.seen.get(laptop.desk.name)
            if self._troubled(laptop, act.made, seen if seen is not None else act.made + SEEN_WITHIN):
                continue
            if seen is None:
                return None, False
            last = max(last, seen)
        return last - act.made, True

    def _troubled(self, laptop: Laptop, begin: float, end: float) -> bool:
        return any(b < end and begin < e for b, e in (*laptop.troubled, *self._outages))

    def outcome(self, verdict: Verdict) -> Outcome:
        """All figures."""
        laptops = self.laptops
        acts = [a for x in laptops for a in x.acts]
        seen, unseen = self.times()
        counts = {
            "acts": len(acts), "acknowledged": sum(a.ok for a in acts),
            "sent more than once before an answer": sum(a.sent > 1 for a in acts),
            "sent again after it": sum(len(x.repeats) for x in laptops),
            "servers killed": sum(m.kills for m in self._cluster.members),
            "reconnects": sum(x.connects - 1 for x in laptops), **self._network.counts,
            "parts that came late and were ignored": sum(x.page.ignored for x in laptops),
        }  # fmt: skip
        refusals = Counter(str(a.answer.get("code")) for a in acts if a.answer and not a.ok)
        acked = [a.answered - a.made for a in acts if a.ok]
        starts = [s for m in self._cluster.members for s in m.starts[1:]]
        return Outcome(verdict, counts, refusals, seen, unseen, acked, starts, self._back(), self.strain)

    def _back(self) -> list[float]:
        found = []
        for at, (_, ready) in enumerate(self._restarts):
            until = self._restarts[at + 1][0] if at + 1 < len(self._restarts) else float("inf")
            ends = [e for x in self.laptops for b, e in x.troubled if b < ready < e]
            if ends and max(ends) < until:
                found.append(max(ends) - ready)
        return found

    async def close(self) -> None:
        """Everybody goes home."""
        for task in self._resending:
            task.cancel()
        await asyncio.gather(*(x.close() for x in self.laptops))
        await self._network.stop()


async def connect(port: int, desk: Desk) -> Any:
    """A socket of this desk, straight to a server."""
    from ..client import connect as plain

    return await plain(
        port, desk.source, desk.cookie, {"page": desk.page, "exercise": desk.exercise}, lambda *_: None
    )


async def run(plan: Plan, cluster: Cluster, say: Say) -> Outcome:
    """Everything; the servers are started here and stopped."""
    book = load_folder(ROOT / "scenarios" / plan.scenario)
    cast = book.cast(plan.seats)
    if cast is None:
        raise SystemExit(f"{plan.scenario} has no cast of {plan.seats}")
    try:
        await cluster.start()
        step = plan.step or busiest_step(book)
        house = await asyncio.to_thread(
            seat_everybody, cluster.front, cluster.key(), plan.scenario, list(cast.seats), plan.rooms, step, pages=False
        )  # fmt: skip
        network = await Network(cluster.front, CALM, plan.seed).start()
        chaos = Chaos(plan, cluster, network, house, book)
        await chaos.open_laptops()
        await chaos.read_briefs()
        # what is here stays; looking through all of it again and again would make this side late
        gc.freeze()
        network.weather = plan.weather
        say(f"{len(chaos.laptops)} laptops are in step; {plan.seconds:.0f} s of trouble begin")
        await chaos.trouble()
        await chaos.settle(say)
        different = await chaos.compare()
        log, broken = chaos.read_log()
        told = [Told(x.desk.name, x.acts, x.repeats, x.page.wrong) for x in chaos.laptops]
        verdict = judge(told, log)
        verdict.add("pages that differ from a fresh one", different)
        verdict.add("broken chains of the log", broken)
        verdict.add("bugs in a server's log", cluster.bugs())
        outcome = chaos.outcome(verdict)
        await chaos.close()
        house.steering.close()
        return outcome
    finally:
        gc.unfreeze()
        cluster.stop()
