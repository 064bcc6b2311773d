"""The real server as its own process, on loopback and a free port; stopped by its own process id."""

from __future__ import annotations

import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import requests

ROOT = Path(__file__).resolve().parent.parent.parent
START_UP = 60.0


def free_port() -> int:
    """A port that nobody listens on now, below those that the system hands to outgoing connections: a browser's own
    connection must not take it before the server does, or while the server is being started again."""
    while True:
        port = secrets.choice(range(20_000, 32_000))
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port


class Server:
    """A server with its own data folder. `kill` is kill -9; `start` after it goes on with the same data."""

    def __init__(self, data: Path, *, program: Path = ROOT / "run.py", **settings: object) -> None:
        self.data, self.port, self.program = data, free_port(), program
        self.settings = {
            "HOST": "127.0.0.1", "PORT": self.port, "DATA": data, "DEMO": "first-table", "DEMO_CAST": 6,
            "PUBLIC_URL": f"http://room.test:{self.port}", "AWAY_AFTER": 2, "BOT_PACE": 1,
            # as on a laptop that was used before: scenarios that were checked once are not checked for each server
            "CACHE": ROOT / ".cache" / "rulebooks",
        } | settings  # fmt: skip
        self.process: subprocess.Popen[str] | None = None
        self.links: dict[str, str] = {}
        """What the first of several processes prints; the others print none."""
        self.lines: list[str] = []

    @property
    def address(self) -> str:
        """Where clients on this machine reach it."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> Server:
        """Start and wait until it serves."""
        environment = {k: v for k, v in os.environ.items() if not k.startswith("SIMULATOR_")}
        environment |= {f"SIMULATOR_{k}": str(v) for k, v in self.settings.items()} | {
            "PYTHONUNBUFFERED": "1"
        }
        self.lines, self.links = [], {}
        self.process = subprocess.Popen(
            [sys.executable, str(self.program)], env=environment, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, cwd=ROOT,
        )  # fmt: skip
        threading.Thread(target=self._listen, args=(self.process,), daemon=True).start()
        deadline = time.monotonic() + START_UP
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise RuntimeError("the server ended:\n" + "".join(self.lines))
            if self._serves() and ("facilitator" in self.links or self.settings.get("PROCESS", 1) != 1):
                return self
            time.sleep(0.05)
        raise TimeoutError("the server did not come up:\n" + "".join(self.lines))

    def _listen(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        with process.stdout as output:
            for line in output:
                self.lines.append(line)
                found = re.match(r"\s+(facilitator|join|screen) link\s+(\S+)", line)
                if found:
                    # people see the public name; the tests' plain clients talk to the loopback address
                    self.links[found[1]] = found[2]

    def _serves(self) -> bool:
        try:
            return requests.get(f"{self.address}/health", timeout=1).ok
        except requests.RequestException:
            return False

    def local(self, link: str) -> str:
        """A printed link as plain clients of the tests reach it."""
        return re.sub(r"^http://[^/]+", self.address, self.links[link])

    @property
    def code(self) -> str:
        """The join code."""
        return self.links["join"].rpartition("=")[2]

    def kill(self) -> None:
        """kill -9."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(10)

    def stop(self) -> None:
        """End it, politely first."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.kill()

    def tracebacks(self) -> list[str]:
        """Lines of the log that tell of a bug."""
        return [line for line in self.lines if "Traceback" in line or '"level": "error"' in line]
