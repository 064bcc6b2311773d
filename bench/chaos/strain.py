"""How busy servers and laptops keep the machine, and how late this side is.

What is late here makes a server look slow."""

from __future__ import annotations

import asyncio
import os
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
EVERY = 0.25


def used(pid: int) -> float:
    """Processor seconds that a process used so far; 0 where it is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICK


@dataclass(slots=True)
class Strain:
    """Looks on while a run lasts. A server that is killed takes what it used in its last moments along unseen."""

    servers: Callable[[], Iterable[tuple[str, int]]]
    """Name and process id of each server that lives."""
    late: list[float] = field(default_factory=list)
    """Seconds by which this process came to look too late, each time it looked."""
    shares: dict[str, float] = field(default_factory=dict)
    """Share of a processor by name, ``laptops and network`` being this process; 1.0 is all of one."""

    async def watch(self) -> None:
        """Look on until cancelled."""
        loop, mine = asyncio.get_running_loop(), os.getpid()
        begun, own = loop.time(), used(mine)
        spent: defaultdict[str, float] = defaultdict(float)
        before: dict[int, float] = {pid: used(pid) for _, pid in self.servers()}
        while True:
            due = loop.time() + EVERY
            await asyncio.sleep(EVERY)
            now = loop.time()
            self.late.append(now - due)
            for name, pid in self.servers():
                until = used(pid)
                spent[name] += max(0.0, until - before.get(pid, 0.0))
                before[pid] = until
            span = now - begun
            self.shares = {"laptops and network": (used(mine) - own) / span}
            self.shares |= {name: seconds / span for name, seconds in sorted(spent.items())}
