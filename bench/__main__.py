"""`python -m bench`: everything in one run, or one piece of it. Bounded in count and time; exit code 1 where a
requirement of docs/performance.md is missed is left to the reader: machines are noisy, ratios are printed."""

from __future__ import annotations

import argparse
import asyncio
import os
from pathlib import Path

from .fanout import SCENARIO, Plan, measure
from .processes import ROOT, processors
from .report import machine


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__.split(":")[0])
    parser.add_argument("--seats", type=int, default=48, help="seats of a room: a cast of the scenario")
    parser.add_argument(
        "--rooms", type=int, nargs="+", default=[1, 10], help="how many rooms, one comparison each"
    )
    parser.add_argument("--seconds", type=float, default=8.0, help="length of one measurement")
    parser.add_argument("--repeats", type=int, default=3, help="pairs of saturated measurements")
    parser.add_argument("--typing", type=float, default=30.0, help="seconds of typing in the browser")
    parser.add_argument("--scenario", default=SCENARIO)
    parser.add_argument("--only", choices=("fanout", "browser", "growth"), help="one part of it")
    parser.add_argument("--root", type=Path, default=ROOT, help="folder of the run.py to measure")
    parser.add_argument("--out", type=Path, help="write what is printed here too")
    return parser.parse_args()


def main() -> None:
    """Measure and print."""
    asked = _asked()
    os.sched_setaffinity(0, processors()[1])
    lines: list[str] = []

    def say(line: str) -> None:
        print(line, flush=True)
        lines.append(line)

    say(machine())
    say(
        "server on one processor, load on another, loopback; echo: bare Flask-SocketIO + eventlet, recorded frames"
    )
    if asked.only in (None, "fanout"):
        for rooms in asked.rooms:
            plan = Plan(rooms, asked.seats, asked.seconds, asked.repeats, scenario=asked.scenario)
            asyncio.run(measure(plan, say, asked.root))
    if asked.only in (None, "growth"):
        from . import growth

        plan = Plan(1, asked.seats, asked.seconds, asked.repeats, scenario=asked.scenario)
        asyncio.run(growth.measure(plan, say, asked.root))
    if asked.only in (None, "browser"):
        from . import browser

        plan = Plan(1, asked.seats, asked.seconds, asked.repeats, scenario=asked.scenario)
        asyncio.run(browser.measure(plan, say, asked.typing, asked.root))
    if asked.out:
        asked.out.parent.mkdir(parents=True, exist_ok=True)
        asked.out.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
