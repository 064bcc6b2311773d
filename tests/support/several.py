"""Several processes of the server on PostgreSQL and Redis behind nginx, as `deploy/` sets them up."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from .databases import Postgres
from .server import ROOT, Server, free_port

TOKEN = "a token for the metrics"


class Front:
    """nginx with the configuration of `deploy/`, on a free port and without certificates."""

    def __init__(self, folder: Path, ports: list[int]) -> None:
        program = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin:/sbin")
        if program is None:
            pytest.skip("nginx is not installed: apt-get install nginx")
        self.port = free_port()
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "simulator-proxy.conf").write_text((ROOT / "deploy/simulator-proxy.conf").read_text())
        (folder / "nginx.conf").write_text(
            f"daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1;\n"
            f"{'user root;' if os.geteuid() == 0 else ''}\nevents {{ worker_connections 4096; }}\n"
            f"http {{\n{self._temporary(folder)}\n{self._site(folder, ports)}\n}}\n"
        )
        self.process = subprocess.Popen(
            [program, "-p", str(folder), "-c", str(folder / "nginx.conf")], stderr=subprocess.DEVNULL
        )
        deadline = time.monotonic() + 20
        while not self._listens():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((folder / "error.log").read_text())
            time.sleep(0.05)

    @staticmethod
    def _temporary(folder: Path) -> str:
        kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        return "\n".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)

    def _site(self, folder: Path, ports: list[int]) -> str:
        """The file of `deploy/` with what an operator changes changed, and without TLS, for which we have no name."""
        text = (ROOT / "deploy/nginx.conf").read_text()
        text = re.sub(r"server \{\s+listen 80;.*?\n\}\n", "", text, flags=re.DOTALL)
        servers = "".join(f"    server 127.0.0.1:{port} max_fails=0;\n" for port in ports)
        text, count = re.subn(r"(    server 127\.0\.0\.1:\d+ [^\n]*\n)+", servers, text)
        assert count == 1, "deploy/nginx.conf names the processes once"
        text = re.sub(r"    (ssl_|add_header Strict)[^\n]*\n", "", text)
        text = text.replace("listen 443 ssl http2;", f"listen 127.0.0.1:{self.port};")
        text = text.replace("/var/log/nginx/simulator.log", f"{folder}/access.log")
        return text.replace("/etc/nginx/simulator-proxy.conf", f"{folder}/simulator-proxy.conf")

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def stop(self) -> None:
        """End it and its workers."""
        self.process.terminate()
        self.process.wait(10)


class Several:
    """Processes and what stands before them. To people it is one server."""

    database: Postgres
    """What they keep their record in, where a test may stop it."""

    def __init__(self, folder: Path, database: str, redis: str, count: int = 2, **settings: Any) -> None:
        shared = {"DATABASE": database, "REDIS": redis, "KEY": "a key that all processes share", "PROXIES": 1,
                  "METRICS": TOKEN, **settings}  # fmt: skip
        self.processes = [Server(folder / "data", PROCESS=i, **shared) for i in range(1, count + 1)]
        self.notes = redis
        self.front = Front(folder / "nginx", [p.port for p in self.processes])
        for process in self.processes:
            process.settings["PUBLIC_URL"] = f"http://room.test:{self.front.port}"

    @property
    def address(self) -> str:
        """Where clients on this machine reach all of them."""
        return f"http://127.0.0.1:{self.front.port}"

    @property
    def links(self) -> dict[str, str]:
        """The links that the first process printed."""
        return self.processes[0].links

    @property
    def code(self) -> str:
        """The join code."""
        return self.processes[0].code

    def local(self, link: str) -> str:
        """A printed link as plain clients of the tests reach it."""
        return re.sub(r"^http://[^/]+", self.address, self.links[link])

    def start(self) -> Several:
        """Start them all."""
        for process in self.processes:
            process.start()
        return self

    def stop(self) -> None:
        """End everything."""
        for process in self.processes:
            process.stop()
        self.front.stop()

    def lines(self) -> list[str]:
        """The last lines of each log."""
        return [line for process in self.processes for line in process.lines[-60:]]

    def tracebacks(self) -> list[str]:
        """Lines of the logs that tell of a bug."""
        return [line for process in self.processes for line in process.tracebacks()]


def leave(server: Server, wait: float = 10) -> int:
    """Ask a process to go, as systemd does, and its exit code."""
    assert server.process is not None
    server.process.send_signal(signal.SIGTERM)
    return server.process.wait(wait)
