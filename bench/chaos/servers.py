"""The servers that are killed: real processes with a log, ended with SIGKILL by their own pid and started again."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from ..processes import ROOT, free_port

PATIENCE = 120.0
BUGS = re.compile(r"Traceback|\"level\": \"(?:error|critical)\"")


@dataclass(frozen=True, slots=True)
class Start:
    """How a process of the cluster is started: its command line, its settings, the port on which it answers."""

    command: Sequence[str]
    environment: Mapping[str, str]
    port: int


@dataclass(slots=True)
class Member:
    """One server process and its log, which goes on over restarts."""

    start_with: Start
    log: Path
    process: subprocess.Popen[bytes] | None = None
    kills: int = 0
    starts: list[float] = field(default_factory=list)
    """Seconds that each start took until the process answered."""

    async def start(self) -> None:
        """Start it and wait until it serves."""
        begun = time.monotonic()
        self.launch()
        await self.ready()
        self.starts.append(time.monotonic() - begun)

    def launch(self) -> None:
        """Start it."""
        settings = {k: v for k, v in os.environ.items() if not k.startswith("SIMULATOR_")}
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                list(self.start_with.command), cwd=ROOT, stdout=output, stderr=subprocess.STDOUT,
                env={**settings, "PYTHONUNBUFFERED": "1", **self.start_with.environment},
            )  # fmt: skip

    @property
    def pid(self) -> int:
        """Of its process; 0 where it was never started."""
        return self.process.pid if self.process is not None else 0

    @property
    def lives(self) -> bool:
        """Whether its process is there."""
        return self.process is not None and self.process.poll() is None

    async def ready(self) -> None:
        """Wait until it serves. Raises RuntimeError where it does not."""
        end = time.monotonic() + PATIENCE
        while not await asyncio.to_thread(self._serves):
            if not self.lives or time.monotonic() > end:
                raise RuntimeError(f"the server did not start:\n{self.output()[-3000:]}")
            await asyncio.sleep(0.05)

    def _serves(self) -> bool:
        try:
            with urllib.request.urlopen(
                f"http://127.0.0.1:{self.start_with.port}/health", timeout=2
            ) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def output(self) -> str:
        """What it printed so far, over all its lives."""
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def kill(self) -> None:
        """End it without a warning, as a pulled plug would."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(20)
            self.kills += 1

    def stop(self) -> None:
        """End it in the ordinary way."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(10)


@dataclass(slots=True)
class Cluster:
    """What serves the seminar: one process or several, and the port at which laptops knock."""

    members: list[Member]
    front: int
    database: str
    around: ExitStack = field(default_factory=ExitStack)
    """What else serves it, database and front among them: goes when the cluster does."""

    async def start(self) -> None:
        """Start every process, one after the other: the first one makes the tables."""
        for member in self.members:
            await member.start()

    def key(self) -> str:
        """The newest facilitator's key that any process printed."""
        printed = [
            m for member in self.members for m in re.findall(r"/steer/enter\?key=([\w-]+)", member.output())
        ]
        if not printed:
            raise RuntimeError("no process printed the facilitator's link")
        return printed[-1]

    def bugs(self) -> list[str]:
        """What the logs tell of bugs: the line that begins it, and of a traceback also the one that ends it."""
        return [bug for member in self.members for bug in bugs_in(member.output().splitlines())]

    def stop(self) -> None:
        """End all of it."""
        for member in self.members:
            member.stop()
        self.around.close()


def bugs_in(lines: Sequence[str]) -> list[str]:
    """What the lines of a log tell of bugs. A traceback's last line, the first without indent, says what happened."""
    found = []
    for at, line in enumerate(lines):
        if BUGS.search(line):
            ends = (x for x in lines[at + 1 :] if not x.startswith(" ")) if "Traceback" in line else iter(())
            found.append(f"{line} … {next(ends, '')}".removesuffix(" … "))
    return found


def one_process(data: Path, program: Sequence[str] = (), **settings: str) -> Cluster:
    """The product as people run it: one process with its own SQLite database in ``data``. ``program`` is another
    command line than ``run.py``."""
    port = free_port()
    environment = {
        "SIMULATOR_HOST": "127.0.0.1", "SIMULATOR_PORT": str(port), "SIMULATOR_DATA": str(data), "SIMULATOR_DEMO": "",
        "SIMULATOR_SCENARIOS": str(ROOT / "scenarios"),
        **{f"SIMULATOR_{k}": v for k, v in settings.items()},
    }  # fmt: skip
    command = list(program) or [sys.executable, str(ROOT / "run.py")]
    member = Member(Start(command, environment, port), data / "output")
    data.mkdir(parents=True, exist_ok=True)
    return Cluster([member], port, f"sqlite:///{data}/simulator.db")
