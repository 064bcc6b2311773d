"""Opens the database the way the product needs it: SQLite in WAL mode with full sync, or PostgreSQL."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, Insert, Table, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import ArgumentError, InterfaceError, OperationalError
from sqlalchemy.pool import QueuePool

from simulator.app.ports import StoreFailed

PATIENCE_MS: Final = 5_000  # how long a writer waits for another process's transaction on SQLite
CHECKPOINTS: Final = 5
POOL_SIZE: Final = 6  # one is held by the event writer
_READS: Final = "simulator_reads"


class DatabaseUnsuitable(ValueError):
    """The database named in the settings cannot be used; the message says what would be right."""


def make_engine(url: str) -> Engine:
    """An engine for `sqlite:///file.db` or `postgresql://user@host/name`; raises `DatabaseUnsuitable`."""
    target = normalise(url)
    if target.get_backend_name() == "sqlite":
        engine = _sqlite_engine(target)
    else:
        engine = _postgres_engine(target)
    event.listen(engine, "handle_error", _out_of_reach)
    return engine


def _postgres_engine(target: URL) -> Engine:
    return create_engine(
        target,
        hide_parameters=True,  # an error must not carry notes and messages into the log
        poolclass=QueuePool,
        pool_size=POOL_SIZE,
        max_overflow=10,
        pool_pre_ping=True,
        connect_args={"application_name": "partnership-simulator", "connect_timeout": 10},
    )


def normalise(url: str) -> URL:
    """The URL with its driver spelled out. Never repeats the URL in an error: it may hold a password."""
    try:
        given = make_url(url)
    except ArgumentError:
        raise DatabaseUnsuitable(
            "The database address cannot be read. Write sqlite:///data/simulator.db "
            "or postgresql://user:password@host/name."
        ) from None
    name = given.drivername
    if name in ("sqlite", "sqlite+pysqlite"):
        if given.database in (None, "", ":memory:") or str(given.database).startswith("file:"):
            raise DatabaseUnsuitable(
                "SQLite in memory would lose everything. Name a file, for example sqlite:///data/simulator.db."
            )
        return given.set(drivername="sqlite+pysqlite")
    # Spelled out, because the toolkit's default driver for plain postgresql:// does not yield to green threads.
    if name in ("postgres", "postgresql", "postgresql+psycopg2"):
        return given.set(drivername="postgresql+psycopg2")
    if name.startswith("postgresql+"):
        raise DatabaseUnsuitable(
            f"The driver in {name}:// is not supported. Write postgresql:// and leave it out."
        )
    raise DatabaseUnsuitable(
        f"{name}:// is not supported. The simulator keeps its data in SQLite (sqlite:///data/simulator.db) "
        "or PostgreSQL (postgresql://user:password@host/name)."
    )


def _out_of_reach(context: ExceptionContext) -> None:
    """Whoever asks hears in the application's own words that the database did not answer."""
    if (
        isinstance(context.sqlalchemy_exception, OperationalError | InterfaceError)
        and not context.is_pre_ping
    ):
        # what the driver says names tables, never values: those stand in errors of integrity, which are not these
        name, said = type(context.sqlalchemy_exception).__name__, str(context.original_exception).strip()
        raise StoreFailed(f"the database did not answer: {name}: {said}") from context.original_exception


def reader(engine: Engine) -> Engine:
    """The same pool for single reading statements: no transaction around them, so nobody waits for a reader."""
    if engine.dialect.name == "sqlite":
        return engine.execution_options(**{_READS: True})
    return engine.execution_options(isolation_level="AUTOCOMMIT")


def upsert(table: Table, dialect: str) -> sqlite.Insert | postgresql.Insert:
    """An insert that can say `on_conflict_do_update`; both databases spell it the same way."""
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


def insert_if_absent(table: Table, dialect: str) -> Insert:
    """An insert that does nothing when any unique key is in use."""
    return upsert(table, dialect).on_conflict_do_nothing()


def scrub_sqlite(path: str) -> None:
    """Write the database anew without what was deleted from it, and empty its write-ahead log. `secure_delete` has
    overwritten the rows; what moved between pages before may have left a copy in the slack of one."""
    connection = sqlite3.connect(path, timeout=PATIENCE_MS / 1000, isolation_level=None)
    try:
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute("VACUUM")
        for _ in range(CHECKPOINTS):
            # a reader in the middle of a statement keeps the log from being cut
            (busy, _, _) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if not busy:
                return
    finally:
        connection.close()


def _sqlite_engine(target: URL) -> Engine:
    Path(str(target.database)).expanduser().resolve().parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        target,
        hide_parameters=True,  # an error must not carry notes and messages into the log
        poolclass=QueuePool,
        pool_size=POOL_SIZE,
        max_overflow=10,
        # A pooled connection moves between threads, one at a time.
        connect_args={"timeout": PATIENCE_MS / 1000, "check_same_thread": False},
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: object) -> None:
    # The driver's own BEGIN is deferred, which lets two writers start and one fail half-way: we say BEGIN ourselves.
    connection.isolation_level = None
    cursor = connection.cursor()
    try:
        cursor.execute(f"PRAGMA busy_timeout={PATIENCE_MS}")
        (mode,) = cursor.execute("PRAGMA journal_mode=WAL").fetchone()
        if mode != "wal":
            raise DatabaseUnsuitable(
                "This folder cannot hold the database: it does not support SQLite's write-ahead log "
                "(a network drive?). Choose a folder on this computer's own disk."
            )
        cursor.execute("PRAGMA synchronous=FULL")  # an acknowledged event survives a pulled plug
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA secure_delete=ON")  # erased names are overwritten, not just unlinked
    finally:
        cursor.close()


def _begin(connection: Connection) -> None:
    if not connection.get_execution_options().get(_READS):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
