"""`python -m bench`: everything in one run, or one piece of it. Bounded in count and time; exit code 1 where a
requirement of docs/performance.md is missed is left to the reader: machines are noisy, ratios are printed."""

from __future__ import annotations

import argparse
import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path

from simulator.realtime.green import raise_limit_of_files

from .fanout import SCENARIO, Plan, measure
from .processes import ROOT, processors
from .report import Say, machine

ROOMS = {"fanout": (1, 10), "connections": (21, 42), "rejoin": (10,), "processes": (10,)}
"""How many rooms each piece takes where nothing else is asked; all others take one."""
PIECES = ("fanout", "connections", "rejoin", "processes", "growth", "replay", "browser")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__.split(":")[0])
    parser.add_argument("--seats", type=int, default=48, help="seats of a room: a cast of the scenario")
    parser.add_argument(
        "--rooms", type=int, nargs="+",
        help="how many rooms: fanout and connections measure each number, rejoin and processes the last",
    )  # fmt: skip
    parser.add_argument("--seconds", type=float, default=8.0, help="length of one measurement")
    parser.add_argument(
        "--repeats", type=int, help="turns of each measurement (3; connections and processes: 1)"
    )
    parser.add_argument("--typing", type=float, default=30.0, help="seconds of typing in the browser")
    parser.add_argument("--joins", type=int, default=500, help="people who join at the same instant")
    parser.add_argument(
        "--processes", type=int, nargs="+", default=[1, 2, 4], help="how many, one after the other"
    )
    parser.add_argument("--scenario", default=SCENARIO)
    parser.add_argument("--only", choices=PIECES, help="one part of it")
    parser.add_argument("--root", type=Path, default=ROOT, help="folder of the run.py to measure")
    parser.add_argument("--out", type=Path, help="write what is printed here too")
    return parser.parse_args()


def _pieces(asked: argparse.Namespace, say: Say) -> dict[str, Callable[[], Awaitable[object]]]:
    """Each piece as it is run; what a piece imports is of no use to the others."""

    def plan(rooms: int = 1, repeats: int = 3, under_way: tuple[int, ...] = (2, 4, 8)) -> Plan:
        times = asked.seconds, asked.repeats or repeats
        return Plan(rooms, asked.seats, *times, under_way=under_way, scenario=asked.scenario)

    def rooms(piece: str) -> tuple[int, ...]:
        return tuple(asked.rooms or ROOMS[piece])

    async def fanout() -> None:
        for count in rooms("fanout"):
            await measure(plan(count), say, asked.root)

    async def connections() -> None:
        from . import connections as piece

        await piece.measure(plan(1, 1, (4,)), say, asked.root, rooms("connections"))

    async def rejoin() -> None:
        from . import joins, rejoining

        await rejoining.measure(plan(rooms("rejoin")[-1]), say, asked.root)
        await joins.measure(plan(), say, asked.joins, asked.root)

    async def processes() -> None:
        from . import several

        await several.measure(plan(rooms("processes")[-1], 1, (4,)), say, tuple(asked.processes))

    async def growth() -> None:
        from . import growth as piece

        await piece.measure(plan(), say, asked.root)

    async def replay() -> None:
        from . import replay as piece

        await piece.measure(plan(), say, asked.root)

    async def browser() -> None:
        from . import browser as piece

        await piece.measure(plan(), say, asked.typing, asked.root)

    return {
        "fanout": fanout, "connections": connections, "rejoin": rejoin, "processes": processes,
        "growth": growth, "replay": replay, "browser": browser,
    }  # fmt: skip


def main() -> None:
    """Measure and print."""
    asked = _asked()
    os.sched_setaffinity(0, processors()[1])
    raise_limit_of_files()
    lines: list[str] = []

    def say(line: str) -> None:
        print(line, flush=True)
        lines.append(line)

    say(machine())
    say(
        "server on one processor, load on another, loopback; echo: bare Flask-SocketIO + eventlet, recorded frames"
    )
    for name, piece in _pieces(asked, say).items():
        if asked.only in (None, name):
            asyncio.run(piece())
    if asked.out:
        asked.out.parent.mkdir(parents=True, exist_ok=True)
        asked.out.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
