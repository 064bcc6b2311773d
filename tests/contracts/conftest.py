"""Stores under test: a fresh one each time, on every kind of database."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, make_url, text

from simulator.app.ports import Stores
from simulator.store.engine import make_engine
from simulator.store.migrations import upgrade
from simulator.store.opening import open_memory, open_sql
from simulator.store.tables import METADATA

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))


@pytest.fixture
def memory_stores() -> Iterator[Stores]:
    stores = open_memory()
    yield stores
    stores.events.close()


@pytest.fixture
def sqlite_engine(tmp_path: Path) -> Iterator[Engine]:
    engine = make_engine(f"sqlite:///{tmp_path}/log.db")
    upgrade(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def sqlite_stores(sqlite_engine: Engine) -> Iterator[Stores]:
    stores = open_sql(sqlite_engine)
    yield stores
    stores.events.close()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
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
    as_user = _unprivileged()
    folder = Path(tempfile.mkdtemp(prefix="simulator-pg-", dir="/tmp"))
    if as_user:
        shutil.chown(folder, "postgres")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    data = folder / "data"
    make = [
        str(PROGRAMS[-1] / "initdb"),
        "-D",
        str(data),
        "-U",
        "postgres",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "-N",
    ]
    subprocess.run([*as_user, *make], check=True, capture_output=True, cwd=folder, timeout=90)
    serve = [str(PROGRAMS[-1] / "postgres"), "-D", str(data), "-k", str(folder), "-p", str(port)]
    server = subprocess.Popen(
        [*as_user, *serve, "-c", "listen_addresses=127.0.0.1"],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        url = f"postgresql://postgres@127.0.0.1:{port}/postgres"
        _await_server(url, server)
        yield url
    finally:
        # SIGINT closes connections and stops at once; SIGTERM would wait for clients.
        postmaster = int((data / "postmaster.pid").read_text().split()[0])
        subprocess.run(["kill", "-INT", str(postmaster)], check=False)
        server.wait(30)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres_engine(postgres_url: str) -> Iterator[Engine]:
    engine = make_engine(postgres_url)
    upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {', '.join(METADATA.tables)}"))
    yield engine
    engine.dispose()


@pytest.fixture
def postgres_stores(postgres_engine: Engine) -> Iterator[Stores]:
    stores = open_sql(postgres_engine)
    yield stores
    stores.events.close()


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
