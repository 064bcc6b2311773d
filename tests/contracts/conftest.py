"""Stores under test: a fresh one each time, on every kind of database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from simulator.app.ports import Stores
from simulator.store.engine import make_engine
from simulator.store.migrations import upgrade
from simulator.store.opening import open_memory, open_sql
from simulator.store.tables import METADATA
from tests.support.databases import postgres

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
    """A PostgreSQL to write in."""
    with postgres() as url:
        yield url


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
