"""Copies of an SQLite database, made while a server writes to it, and put back; nothing counts that was not verified.

A copy is one file without a write-ahead log beside it, and with it the server's key, which signs cookies and phrases.
PostgreSQL has programs of its own for this.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from simulator.app.ports import Broken
from simulator.store.engine import PATIENCE_MS, make_engine, normalise
from simulator.store.migrations import DatabaseNewer, current, is_current
from simulator.store.opening import open_sql

OWNER_ONLY: Final = 0o600
KEY_SUFFIX: Final = ".key"
_BESIDE: Final = ("-wal", "-shm", "-journal")


class BackupFailed(RuntimeError):
    """Nothing was copied or put back; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a database holds, and what is wrong with it."""

    streams: int
    events: int
    erased: int
    problems: tuple[str, ...] = ()


def file_of(url: str) -> Path:
    """The file of an SQLite database. Raises `BackupFailed` for PostgreSQL, `DatabaseUnsuitable` for anything else."""
    target = normalise(url)
    if target.get_backend_name() != "sqlite":
        raise BackupFailed(
            f"The record is in PostgreSQL, which has its own programs for this: "
            f"pg_dump --format=custom --file=copy.dump "
            f"{target.database} makes a copy while the server runs, "
            f"pg_restore --clean --dbname={target.database} copy.dump "
            "puts it back."
        )
    return Path(str(target.database)).expanduser().resolve()


def verify(url: str) -> Checked:
    """Read everything: the file's own check (SQLite), and the hash chain of every stream. Changes nothing, and may run
    beside a server. Raises `BackupFailed` where there is no database of ours."""
    problems: list[str] = []
    if normalise(url).get_backend_name() == "sqlite":
        problems += _file_problems(file_of(url))
    if problems:
        return Checked(0, 0, 0, tuple(problems))
    engine = make_engine(url)
    try:
        if current(engine) is None:
            raise BackupFailed(
                "This is a database, and not one of the simulator's: it has no schema of ours."
            )
        is_current(engine)
        stores = open_sql(engine)
        try:
            names = stores.events.streams()
            verdicts = {name: stores.events.verify(name) for name in names}
            problems += [f"{name}: {v.why}" for name, v in verdicts.items() if isinstance(v, Broken)]
            held = {name: stores.events.head(name) for name in names}
            erased = sum(event.erased for name in names for event in stores.events.read(name))
            return Checked(len(names), sum(held.values()), erased, tuple(problems))
        finally:
            stores.events.close()
    except DatabaseNewer as newer:
        raise BackupFailed(str(newer)) from None
    finally:
        engine.dispose()


def _file_problems(file: Path) -> list[str]:
    if not file.is_file():
        raise BackupFailed(f"There is no database at {file}. SIMULATOR_DATA names the data folder.")
    try:
        with closing(sqlite3.connect(file, timeout=PATIENCE_MS / 1000)) as database:
            found = [str(row[0]) for row in database.execute("PRAGMA integrity_check(20)")]
    except sqlite3.DatabaseError as error:
        return [f"the file is damaged: {error}"]
    return [f"the file is damaged: {line}" for line in found if line != "ok"]


def back_up(url: str, key: Path, target: Path, *, force: bool = False) -> Checked:
    """Copy the database (and the key, where there is one) to ``target``, and verify the copy before it gets its name.
    Raises `BackupFailed`."""
    source, target = file_of(url), target.resolve()
    if not source.is_file():
        raise BackupFailed(f"There is no database at {source}. SIMULATOR_DATA names the data folder.")
    if target == source:
        raise BackupFailed("That is the database itself. Give the copy another name, best on another disk.")
    for taken in (target, _key_of(target)):
        if taken.exists() and not force:
            raise BackupFailed(f"{taken} is there already. Give another name, or --force to write over it.")
    with _whole_or_not_at_all(target) as fresh:
        # in one go: readers do not keep a server with a write-ahead log from writing
        with closing(sqlite3.connect(source)) as original, closing(sqlite3.connect(fresh)) as copy:
            original.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
        checked = _sound(fresh)
    if key.is_file():
        with _whole_or_not_at_all(_key_of(target)) as fresh:
            fresh.write_bytes(key.read_bytes())
    return checked


def restore(url: str, key: Path, source: Path, *, force: bool = False) -> tuple[Checked, list[Path]]:
    """Put a copy back as the database. What was there is put aside; returns where. Raises `BackupFailed`."""
    target, source = file_of(url), source.resolve()
    if not source.is_file():
        raise BackupFailed(f"There is no file {source}.")
    if target == source:
        raise BackupFailed("That is the database itself. Name the copy that you want to have back.")
    if target.exists() and not force:
        raise BackupFailed(
            f"{target} is there already. With --force it is put aside, and the copy takes its place."
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    new_key = _key_of(source)
    aside: list[Path] = []
    with _whole_or_not_at_all(target) as fresh:
        shutil.copyfile(source, fresh)
        checked = _sound(fresh)
        # only now, when the copy is known to be good
        _nobody_has_it_open(target)
        aside += _put_aside(target)
    if new_key.is_file() and not (key.is_file() and key.read_bytes() == new_key.read_bytes()):
        aside += _put_aside(key)
        with _whole_or_not_at_all(key) as fresh:
            fresh.write_bytes(new_key.read_bytes())
    return checked, aside


def _key_of(copy: Path) -> Path:
    return copy.with_name(copy.name + KEY_SUFFIX)


def _sound(copy: Path) -> Checked:
    checked = verify(f"sqlite:///{copy}")
    if checked.problems:
        raise BackupFailed("The copy is not sound, and nothing was changed. " + " ".join(checked.problems))
    # reading it opened a write-ahead log: a copy is one file
    _fold(copy)
    return checked


def _fold(file: Path) -> None:
    """Take the write-ahead log into the file. Raises `sqlite3.OperationalError` where somebody has the file open."""
    with closing(sqlite3.connect(file, timeout=0)) as database:
        database.execute("PRAGMA journal_mode=DELETE")


def _nobody_has_it_open(file: Path) -> None:
    try:
        if file.exists():
            _fold(file)
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise BackupFailed("A server has this database open. Stop it, and restore then.") from None
    except sqlite3.DatabaseError:
        pass  # damaged: a good reason to restore, and kept all the same


def _put_aside(file: Path) -> list[Path]:
    """Rename what is there, with what lies beside it."""
    if not file.exists():
        return []
    number = next(n for n in range(1, 10_000) if not file.with_name(f"{file.name}.before-{n}").exists())
    moved = []
    for ending in ("", *_BESIDE):
        old = file.with_name(file.name + ending)
        if old.exists():
            moved.append(old.rename(file.with_name(f"{file.name}.before-{number}{ending}")))
    return moved


@contextmanager
def _whole_or_not_at_all(target: Path) -> Iterator[Path]:
    """A file to write that gets the name ``target`` when it is whole and on the disk."""
    fresh = target.with_name(f".{target.name}.new")
    _forget(fresh)
    try:
        fresh.touch(mode=OWNER_ONLY)
        yield fresh
        for path in (fresh, fresh.parent):
            handle = os.open(path, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
        fresh.replace(target)
    except OSError as error:
        raise BackupFailed(f"{target} cannot be written: {error.strerror}. Nothing was changed.") from None
    except sqlite3.Error as error:
        raise BackupFailed(
            f"This database cannot be copied: {error}. `simulator db verify` says more."
        ) from None
    finally:
        _forget(fresh)


def _forget(file: Path) -> None:
    for ending in ("", *_BESIDE):
        file.with_name(file.name + ending).unlink(missing_ok=True)
