"""``python -m bench.chaos --minutes 10 --seed 1 --rooms 10 --seats 48``: exits with 1 where anything was lost.

With ``--several`` two processes serve on PostgreSQL and Redis behind nginx, and one at a time is killed."""

from __future__ import annotations

import argparse
import asyncio
import signal
import tempfile
from pathlib import Path

from ..load import percentile
from ..report import Say, machine
from .run import Outcome, Plan, run
from .servers import one_process
from .several import several_processes


def show(outcome: Outcome, say: Say) -> None:
    """Print what came of it."""
    for name, count in outcome.counts.items():
        say(f"  {count:7,} {name}")
    refused = ", ".join(f"{code} {n}" for code, n in outcome.refusals.most_common())
    say(f"  {sum(outcome.refusals.values()):7,} refused by the rules: {refused or 'none'}")
    for name, values in (
        ("my action is visible to all, outside black-outs, sleep and restarts", outcome.seen),
        ("until an acknowledgement, over everything", outcome.acked),
        ("a killed server answers again", outcome.starts),
        ("then until the last laptop is in step", outcome.back),
    ):
        p50, p99 = percentile(values, 0.5), percentile(values, 0.99)
        most = max(values, default=float("nan"))
        say(f"  {name}: p50 {p50:.2f} s, p99 {p99:.2f} s, most {most:.2f} s ({len(values)})")
    say(
        "  of a processor: "
        + ", ".join(f"{name} {share:.0%}" for name, share in outcome.strain.shares.items())
    )
    late = outcome.strain.late
    say(f"  laptops and network came late by p50 {1000 * percentile(late, 0.5):.0f} ms, "
        f"p99 {1000 * percentile(late, 0.99):.0f} ms, most {1000 * max(late, default=0.0):.0f} ms")  # fmt: skip
    say(f"  {outcome.unseen} acts that a laptop without trouble did not show within a minute")
    say("must all be 0:")
    for line in outcome.verdict.lines():
        say(line)
    say("IT HOLDS" if outcome.verdict.sound else "IT DOES NOT HOLD")


def _leave(*_: object) -> None:
    raise SystemExit("ended before it was over")


def main() -> int:
    """Run it and print."""
    # whoever ends it this way gets rid of the servers too
    signal.signal(signal.SIGTERM, _leave)
    parser = argparse.ArgumentParser(prog="bench.chaos", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rooms", type=int, default=10)
    parser.add_argument("--seats", type=int, default=48)
    parser.add_argument("--scenario", default="alder-basin")
    parser.add_argument(
        "--gap", type=float, default=30.0, help="seconds between two acts of one person, on average"
    )
    parser.add_argument("--several", action="store_true",
                        help="two processes on PostgreSQL and Redis behind nginx; one at a time is killed")  # fmt: skip
    parser.add_argument("--data", type=Path, help="keep the servers' data and logs in this folder")
    parser.add_argument("--makes-up", type=float, default=0.0,
                        help="share of acts that laptops take for stored unsent: the run must fail")  # fmt: skip
    parser.add_argument("--out", type=Path, help="write what is printed here too")
    asked = parser.parse_args()
    lines: list[str] = []

    def say(line: str) -> None:
        print(line, flush=True)
        lines.append(line)

    plan = Plan(
        60 * asked.minutes,
        asked.seed,
        asked.rooms,
        asked.seats,
        asked.scenario,
        gap=asked.gap,
        makes_up=asked.makes_up,
    )
    weather = plan.weather
    say(machine())
    dark, kills = plan.black_outs, plan.kills
    say(
        f"seed {plan.seed}: {plan.rooms} rooms of {plan.seats} seats and a facilitator, {asked.minutes:g} minutes; "
        f"{1000 * weather.delay:.0f} ± {1000 * weather.jitter:.0f} ms each way, {100 * weather.loss:.0f} % loss; "
        f"a black-out of {dark[1]:.0f} to {dark[2]:.0f} s about every {dark[0]:.0f} s on each line; "
        f"kill -9 every {kills[0]:.0f} to {kills[1]:.0f} s; "
        f"each person acts every {plan.gap:g} s on average, {plan.acts_a_second:.0f} acts a second in all; "
        + ("two processes on PostgreSQL and Redis behind nginx" if asked.several else "one process on SQLite")
    )
    with tempfile.TemporaryDirectory(prefix="chaos-") as folder:
        data = asked.data or Path(folder) / "data"
        cluster = several_processes(data) if asked.several else one_process(data)
        outcome = asyncio.run(run(plan, cluster, say))
    show(outcome, say)
    if asked.out:
        asked.out.parent.mkdir(parents=True, exist_ok=True)
        asked.out.write_text("\n".join(lines) + "\n")
    return 0 if outcome.verdict.sound else 1


if __name__ == "__main__":
    raise SystemExit(main())
