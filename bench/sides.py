"""The product and the bare reference side by side, in turns: the same actions, rates and numbers under way."""

from __future__ import annotations

import json
import statistics
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .crowd import Deeds, Room
from .load import Result, at_rate, pooled, saturated
from .processes import Server
from .report import Say, floor_line, rate_lines, saturated_line
from .workload import without_numbers

if TYPE_CHECKING:
    from .fanout import Plan

MOST_RECORDED = 60


@dataclass(slots=True)
class Side:
    """A server with its rooms and what their seats do."""

    name: str
    server: Server
    rooms: list[Room]
    deeds: list[Deeds]


@dataclass(slots=True)
class Compared:
    """What was found, by side: at each rate, everything of all turns; the peak of deliveries a second (medians of the
    turns, the most over the numbers of actions under way); how many actions were lost or refused."""

    rates: dict[str, dict[float, Result]]
    peak: dict[str, float]
    per_cpu_second: dict[str, float]
    """Deliveries for a processor second of the server, at the peak."""
    missing: dict[str, int]


async def furnish(side: Side, places: int, stretch: float, most: float = 90.0) -> None:
    """Let every place have its say once: a frame is as large as its room is full."""
    end = time.monotonic() + most
    while min(room.count for room in side.rooms) < places and time.monotonic() < end:
        await saturated(side.server, side.rooms, side.deeds, 4, stretch)


async def record(side: Side, folder: Path, seconds: float) -> tuple[Path, list[int]]:
    """Take real frames of the room from the product, for the reference to send again: a file, and their sizes."""
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
    # more turns than at a rate: the median of three still moves with whatever else the machine does
    for _ in range(2 * plan.repeats - 1):
        for side in sides:
            found[side.name].append(
                await saturated(side.server, side.rooms, side.deeds, each, plan.seconds / 2)
            )
    for name, results in found.items():
        say(saturated_line(name, each, _median(results)))
    return found


async def compare(sides: list[Side], plan: Plan, say: Say) -> Compared:
    """Rates, then saturation, the sides in turns. Two sides are the product and its reference, and compared."""
    names = [side.name for side in sides]
    peak, missing = dict.fromkeys(names, 0.0), dict.fromkeys(names, 0)
    found = Compared({n: {} for n in names}, peak, dict(peak), missing)
    for rate in plan.rates:
        turns: dict[str, list[Result]] = {name: [] for name in names}
        for _ in range(plan.repeats):
            for side in sides:
                turns[side.name].append(
                    await at_rate(side.server, side.rooms, side.deeds, rate, plan.seconds)
                )
        for name, results in turns.items():
            found.rates[name][rate] = pooled(results)
            found.missing[name] += sum(r.lost + r.refused for r in results)
        for line in rate_lines(rate, {name: found.rates[name][rate] for name in names}):
            say(line)
    for each in (1, *plan.under_way):
        ended = await _saturate(sides, plan, each, say)
        medians = {name: statistics.median(r.deliveries for r in results) for name, results in ended.items()}
        for name, results in ended.items():
            found.missing[name] += sum(r.lost + r.refused for r in results)
            if medians[name] > found.peak[name]:
                found.peak[name] = medians[name]
                found.per_cpu_second[name] = statistics.median(r.deliveries_per_cpu_second for r in results)
        if len(sides) == 2:
            say(floor_line(f"{each} under way in each room", *medians.values()))
            _ratios(ended, say)
    if len(sides) == 2:
        say(floor_line("the peak of each", *found.peak.values()))
    return found


def _ratios(ended: dict[str, list[Result]], say: Say) -> None:
    """Each turn by itself, and what is left of the ratio where a busy machine is taken out of it."""
    pairs = [f"{a.deliveries / b.deliveries:.2f}" for a, b in zip(*ended.values(), strict=True)]
    cost = [statistics.median(r.deliveries_per_cpu_second for r in results) for results in ended.values()]
    say(f"        each pair: {' '.join(pairs)}; deliveries to a processor second: {cost[0] / cost[1]:.2f}")
