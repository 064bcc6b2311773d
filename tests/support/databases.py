"""Databases of the tests' own: on loopback, on free ports, and gone with them."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import make_url

from simulator.store.engine import make_engine

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))


@contextmanager
def postgres() -> Iterator[str]:
    """A PostgreSQL to write in: the one named by SIMULATOR_TEST_PG, or a private one that dies with the tests."""
    if given := os.environ.get("SIMULATOR_TEST_PG"):
        # The tests empty whatever they are given.
        assert "test" in str(make_url(given).database), (
            "SIMULATOR_TEST_PG: the database's name must contain 'test'"
        )
        yield given
        return
    if not PROGRAMS:
        pytest.skip(
            "PostgreSQL is not installed: apt-get install postgresql, or name one in SIMULATOR_TEST_PG"
        )
    private = Postgres()
    try:
        private.start()
        yield private.url
    finally:
        private.remove()


class Postgres:
    """A PostgreSQL of its own, that may go and come back."""

    def __init__(self) -> None:
        self._as_user = _unprivileged()
        self._folder = Path(tempfile.mkdtemp(prefix="simulator-pg-", dir="/tmp"))
        if self._as_user:
            shutil.chown(self._folder, "postgres")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = probe.getsockname()[1]
        self._data = self._folder / "data"
        self.url = f"postgresql://postgres@127.0.0.1:{self._port}/postgres"
        self._server: subprocess.Popen[bytes] | None = None
        make = [
            str(PROGRAMS[-1] / "initdb"),
            "-D",
            str(self._data),
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "-N",
        ]
        subprocess.run([*self._as_user, *make], check=True, capture_output=True, cwd=self._folder, timeout=90)

    @property
    def pid(self) -> int:
        """The process that all its others are children of."""
        return int((self._data / "postmaster.pid").read_text().split()[0])

    def start(self) -> None:
        """Start it and wait until it answers."""
        serve = [
            str(PROGRAMS[-1] / "postgres"),
            "-D",
            str(self._data),
            "-k",
            str(self._folder),
            "-p",
            str(self._port),
        ]
        self._server = subprocess.Popen(
            [*self._as_user, *serve, "-c", "listen_addresses=127.0.0.1"], cwd=self._folder,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        _await_server(self.url, self._server)

    def stop(self) -> None:
        """Cut every connection and stop at once (SIGINT); SIGTERM would wait for clients."""
        if self._server is None:
            return
        subprocess.run(["kill", "-INT", str(self.pid)], check=False)
        self._server.wait(30)
        self._server = None

    def remove(self) -> None:
        """Leave nothing of it."""
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)


def _unprivileged() -> list[str]:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return []
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]


def _await_server(url: str, server: subprocess.Popen[bytes]) -> None:
    engine = make_engine(url)
    deadline = time.monotonic() + 30
    while True:
        try:
            with engine.connect():
                break
        except Exception:
            if server.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.05)
    engine.dispose()


@contextmanager
def redis() -> Iterator[str]:
    """A Redis that keeps nothing."""
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("Redis is not installed: apt-get install redis-server")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = tempfile.mkdtemp(prefix="simulator-redis-", dir="/tmp")
    server = subprocess.Popen(
        [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", folder],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        deadline = time.monotonic() + 20
        while True:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert server.poll() is None, "redis-server did not start"
            assert time.monotonic() < deadline, "redis-server does not listen"
            time.sleep(0.05)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.terminate()
        server.wait(10)
        shutil.rmtree(folder, ignore_errors=True)
