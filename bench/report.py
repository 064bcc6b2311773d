"""Prints what was measured as one text: the product and the reference side by side, as ratios."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from .load import Result, percentile

Say = Callable[[str], None]
ALLOWED_MS = 10.0
"""So much later than from the echo the last seat may hear of an action, at the 99th percentile."""
FLOOR, GOAL = 1.0, 2.0
"""Sustained deliveries a second, in terms of the bare room emit's: required, and aimed at."""


def machine() -> str:
    """What the figures were taken on, without names of hosts."""
    model = "unknown processor"
    info = Path("/proc/cpuinfo")
    if info.exists():
        found = [
            x.partition(":")[2].strip() for x in info.read_text().splitlines() if x.startswith("model name")
        ]
        model = found[0] if found else model
    load = " ".join(f"{x:.1f}" for x in os.getloadavg())
    when = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    return f"{when}; {os.cpu_count()} processors, {model}; Python {platform.python_version()}; load before: {load}"


def _times(values: list[float]) -> str:
    return f"{percentile(values, 0.5):7.1f} {percentile(values, 0.99):7.1f}"


def rate_lines(rate: float, found: dict[str, Result]) -> list[str]:
    """Open loop: latencies of each side; of two, how the first compares with the second."""
    lines = []
    for name, r in found.items():
        lines.append(
            f"  {rate:5.0f}/s  {name:8}  last seat p50 p99 ms {_times(r.last_ms)}   ack {_times(r.ack_ms)}   "
            f"server {r.server_cpu:4.0f} %  load {r.load_cpu:3.0f} %  lost {r.lost}  refused {r.refused}  "
            f"({r.actions} actions)"
        )
    if len(found) == 2:
        product, echo = found.values()
        more = percentile(product.last_ms, 0.5) / percentile(echo.last_ms, 0.5)
        lines.append(f"           product/echo: p50 {more:.2f}x; bytes per action and seat: "
                     f"{product.bytes_per_action_and_seat:,.0f} and {echo.bytes_per_action_and_seat:,.0f}")  # fmt: skip
        late = percentile(product.last_ms, 0.99) - percentile(echo.last_ms, 0.99)
        held = _held(late <= ALLOWED_MS)
        lines.append(
            f"  P99 at {rate:.0f}/s minus the echo's: {late:.1f} ms, allowed {ALLOWED_MS:.0f}: {held}"
        )
    return lines


def _held(held: bool) -> str:
    return "held" if held else "MISSED"


def floor_line(when: str, product: float, echo: float) -> str:
    """Deliveries a second (at most four actions of a frame counted) against the bare room emit's, and what is asked."""
    ratio = product / echo
    return (
        f"  FLOOR {when}: {product:,.0f} deliveries/s against {echo:,.0f} of the bare room emit: {ratio:.2f}, "
        f"required {FLOOR:.1f}: {_held(ratio >= FLOOR)} (goal {GOAL:.1f})"
    )


def saturated_line(name: str, each: int, r: Result) -> str:
    """Closed loop: one measurement."""
    actions = r.actions / r.seconds
    return (
        f"  {each:2} under way  {name:8} {r.deliveries:8,.0f} deliveries/s "
        f"({r.deliveries_per_cpu_second:7,.0f} a processor second)  {actions:6.1f} actions/s  "
        f"frames/s {r.frames:7,.0f}  last seat p50 p99 ms {_times(r.last_ms)}  server {r.server_cpu:3.0f} %  "
        f"load {r.load_cpu:3.0f} %  lost {r.lost}  refused {r.refused}"
    )
