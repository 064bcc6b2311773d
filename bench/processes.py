"""Server processes under measurement: started on a processor of their own, watched through /proc, stopped by pid."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TICK = os.sysconf("SC_CLK_TCK")
PATIENCE = 180.0
"""Seconds that a start may take: on a machine on which a dozen others work it takes a minute."""
USABLE = frozenset(os.sched_getaffinity(0))
"""Asked once, before the load is pinned: asked later, the load's processor is all there is, and both share it."""


def processors() -> tuple[set[int], set[int]]:
    """Where the server runs and where the load is made: two processors, the same one where there is only one."""
    return {min(USABLE)}, {max(USABLE)}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True, slots=True)
class Usage:
    """What a process has used until an instant: processor seconds, resident bytes, monotonic seconds."""

    cpu: float
    rss: int
    at: float

    def share_since(self, earlier: Usage) -> float:
        """Share of one processor used since then, in percent."""
        return 100 * (self.cpu - earlier.cpu) / max(self.at - earlier.at, 1e-9)


class Server:
    """A server process pinned to its processor. A context manager: leaving it ends the process."""

    def __init__(
        self, command: list[str], environment: dict[str, str], port: int, ready: str, everywhere: bool = False
    ) -> None:
        """``everywhere``: it may run on every processor."""
        self.port = port
        place = USABLE if everywhere else processors()[0]
        self._folder = tempfile.TemporaryDirectory(prefix="bench-")
        self._log = Path(self._folder.name) / "output"
        with self._log.open("wb") as output:
            self._process = subprocess.Popen(
                command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT, env={**os.environ, **environment}
            )
        # From outside, before it has threads that would keep their own: a hook in the child would make Python
        # fork, and eventlet warns of every fork in a process that has imported it.
        os.sched_setaffinity(self._process.pid, place)
        self.pid = self._process.pid
        self._wait(ready)

    def _wait(self, ready: str) -> None:
        end = time.monotonic() + PATIENCE
        while ready not in self.output():
            if self._process.poll() is not None or time.monotonic() > end:
                said = self.output()[-3000:]
                self.stop()
                raise RuntimeError(f"the server did not start:\n{said}")
            time.sleep(0.05)

    def output(self) -> str:
        """What the process printed so far."""
        return self._log.read_text(errors="replace")

    def found(self, pattern: str) -> str:
        """The first group of ``pattern`` in what the process printed."""
        match = re.search(pattern, self.output())
        if match is None:
            raise RuntimeError(f"the server did not print {pattern}")
        return match.group(1)

    def usage(self) -> Usage:
        """What the process has used until now."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        cpu = (int(fields[11]) + int(fields[12])) / TICK
        return Usage(cpu, pages * os.sysconf("SC_PAGE_SIZE"), time.monotonic())

    def kill(self) -> None:
        """End the process without a warning, as a pulled plug would."""
        self._process.kill()
        self._process.wait(20)
        self._folder.cleanup()

    def stop(self) -> None:
        """End the process and wait for it."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            try:
                self._process.wait(5)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait(5)
        self._folder.cleanup()

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def shelf(folder: Path, scenario: str) -> Path:
    """A folder of scenarios with this one alone: a server reads through all of them when it starts."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / scenario).exists():
        (folder / scenario).symlink_to(ROOT / "scenarios" / scenario)
    return folder


def start_product(
    data: Path, scenario: str, root: Path = ROOT, port: int = 0, *, everywhere: bool = False
) -> Server:
    """The product in ``root`` as people run it, but for one limit: with its own SQLite database in ``data``, at
    ``port`` or any."""
    port = port or free_port()
    environment = {
        "SIMULATOR_HOST": "127.0.0.1", "SIMULATOR_PORT": str(port), "SIMULATOR_DATA": str(data), "SIMULATOR_DEMO": "",
        "SIMULATOR_SCENARIOS": str(shelf(data / "scenarios", scenario)), "PYTHONUNBUFFERED": "1",
    }  # fmt: skip
    environment["PYTHONPATH"] = str(root)
    program = str(ROOT / "bench" / "product.py")
    return Server([sys.executable, program], environment, port, "Stop with Ctrl-C", everywhere)


def start_echo(frames: Path, port: int = 0, *, everywhere: bool = False) -> Server:
    """The reference: bare Flask-SocketIO that answers every action with a recorded frame to its room."""
    port = port or free_port()
    command = [sys.executable, "-m", "bench.echo", str(port), str(frames)]
    return Server(command, {"PYTHONUNBUFFERED": "1"}, port, "listening", everywhere)
