"""A long room played back: the first picture, a jump, playing at speed, memory, and what those who act notice of it."""

from __future__ import annotations

import asyncio
import re
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random

from .crowd import quiet
from .fanout import Plan
from .growing import WHOLE, Growing
from .growth import start_growing
from .load import percentile
from .processes import ROOT
from .report import Say

SEEKS = 200
PLAYED = 120
PAUSE = 0.1
"""Seconds between the marks of one who acts while the log is read."""
LAST = re.compile(r'data-last="(\d+)"')


@dataclass(frozen=True, slots=True)
class Timed:
    """Requests of one kind, one after the other: ms until the answer was there, ms of the server's processor, bytes."""

    waited: list[float]
    server_ms: float
    bytes: int


@dataclass(frozen=True, slots=True)
class Replayed:
    """``moments`` of ``last``; MiB of the server before and after; ms that an act waited, alone and during the first
    picture; ``kinds`` of request by name."""

    moments: int
    memory: tuple[float, float, float]
    act_ms: tuple[float, float]
    kinds: dict[str, Timed]


async def _asked(growing: Growing, addresses: list[str]) -> tuple[Timed, str]:
    """Ask for pages as the facilitator, one after the other; what the last one says."""
    waited, text = [], ""
    await quiet([growing.room], 0.2)
    used = growing.server.usage().cpu
    for address in addresses:
        begun = time.perf_counter()
        _, _, text = await asyncio.to_thread(growing.house.steering.ask, "GET", address)
        waited.append(1000 * (time.perf_counter() - begun))
    spent = 1000 * (growing.server.usage().cpu - used) / len(addresses)
    return Timed(waited, spent, len(text.encode())), text


async def _mark(growing: Growing) -> float:
    """ms until a mark is acknowledged."""
    begun = time.perf_counter()
    await growing.mark(None)
    return 1000 * (time.perf_counter() - begun)


def _memory(growing: Growing) -> float:
    return growing.server.usage().rss / 2**20


async def measure(
    plan: Plan, say: Say, root: Path = ROOT, *, whole: dict[str, int] | None = None, seeks: int = SEEKS,
    played: int = PLAYED,
) -> Replayed:  # fmt: skip
    """Fill a room, play it back and print what it costs. Returns what was measured."""
    whole = whole or WHOLE
    random = Random(5)
    async with start_growing(plan, root, whole) as (growing, _):
        await growing.grow(100)
        base, before = f"/replay/{growing.room.name}", _memory(growing)
        alone = max([await _mark(growing) for _ in range(8)])
        reading = asyncio.create_task(_asked(growing, [base]))
        await asyncio.sleep(0.25)
        during = 0.0
        while not reading.done():
            during = max(during, await _mark(growing))
            await asyncio.sleep(PAUSE)
        first, page = await reading
        found = LAST.search(page)
        if found is None:
            raise RuntimeError("the replay says nothing of its last moment")
        last, opened = int(found.group(1)), _memory(growing)

        def moments(of: list[int]) -> list[str]:
            return [f"{base}?at={at}&part=1" for at in of]

        kinds = {"the first picture, the log unread": first}
        kinds["the page again, some events later"], _ = await _asked(growing, [base])
        kinds["a jump"], _ = await _asked(growing, moments([random.randint(1, last) for _ in range(seeks)]))
        stride = max(1, last // (3 * played))
        kinds["playing, one picture after the other"], _ = await _asked(
            growing, moments([last // 3 + n * stride for n in range(played)])
        )
        kinds["the same again"], _ = await _asked(growing, moments([last // 3] * min(seeks, 24)))
        result = Replayed(last, (before, opened, _memory(growing)), (alone, during), kinds)
    show(result, plan, say)
    return result


def show(result: Replayed, plan: Plan, say: Say) -> None:
    """Print it: a line for each kind of request."""
    say(f"\n== replay: one room of {plan.seats}, {result.moments:,} moments that everybody could see ==")
    say(f"  {'':40}{'p50 ms':>10}{'p95 ms':>10}{'most ms':>10}{'server ms':>11}{'bytes':>10}")
    for name, timed in result.kinds.items():
        row = [percentile(timed.waited, 0.5), percentile(timed.waited, 0.95), max(timed.waited)]
        shown = "".join(f"{v:10.1f}" for v in row)
        say(f"  {name:40}{shown}{timed.server_ms:11.1f}{timed.bytes:10,}")
    before, opened, after = result.memory
    say(
        f"  memory of the server, MiB: {before:.0f} before, {opened:.0f} with the film, {after:.0f} after all jumps"
    )
    say(
        f"  a mark is acknowledged within {result.act_ms[0]:.0f} ms, "
        f"while the log is read within {result.act_ms[1]:.0f} ms"
    )
