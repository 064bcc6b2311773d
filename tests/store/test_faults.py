"""A disk that takes nothing for a while: what was not stored is said so, and sent again it is stored once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from simulator.app.ports import NewEvent, StoreFailed, Verified
from simulator.store.engine import make_engine
from simulator.store.events import SqlEventStore
from simulator.store.migrations import upgrade
from simulator.store.opening import open_sql


class Disk:
    """A disk under an engine that may become read-only, as after an error of the file system, or full."""

    def __init__(self, engine: Engine) -> None:
        self.read_only, self.full, self._times = False, False, 0
        event.listen(
            engine, "begin", lambda connection: self._beneath(connection.connection.dbapi_connection)
        )
        event.listen(engine, "checkout", lambda connection, _record, _proxy: self._beneath(connection))

    def _beneath(self, connection: Any) -> None:
        # SQLite obeys the first when it reads it: a statement that it knows already would do nothing
        self._times += 1
        connection.execute(f"PRAGMA query_only={int(self.read_only)} -- {self._times}")
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count={pages if self.full else 2**30}")


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    made = make_engine(f"sqlite:///{tmp_path}/log.db")
    upgrade(made)
    yield made
    made.dispose()


@pytest.fixture
def disk(engine: Engine) -> Disk:
    return Disk(engine)


@pytest.fixture
def store(engine: Engine, disk: Disk) -> Iterator[SqlEventStore]:
    made = SqlEventStore(engine)
    yield made
    made.close()


def put(store: SqlEventStore, number: int, expected: int) -> int:
    """Store something large enough to need a page of its own."""
    return store.append(
        "ex/a", expected, [NewEvent("a", {"n": number, "text": "x" * 9000})],
        actor="ana", op=f"op-{number}", digest="d", at=number,
    ).version  # fmt: skip


@pytest.mark.parametrize(("trouble", "told"), [("read_only", "readonly database"), ("full", "disk is full")])
def test_nothing_is_confirmed_that_the_disk_did_not_take(
    store: SqlEventStore, disk: Disk, trouble: str, told: str
) -> None:
    assert put(store, 1, 0) == 1
    setattr(disk, trouble, True)
    for _ in range(2):
        with pytest.raises(StoreFailed) as failed:
            put(store, 2, 1)
        assert told in str(failed.value.__cause__)
    assert store.head("ex/a") == 1
    assert store.find_op("ex/a", "ana", "op-2") is None
    setattr(disk, trouble, False)
    assert put(store, 2, 1) == 2
    assert put(store, 2, 2) == 2, "sent again, it is the same"
    assert store.verify("ex/a") == Verified(2)
    assert [r.payload["n"] for r in store.read("ex/a")] == [1, 2]


def test_a_read_only_disk_can_still_be_read(engine: Engine, store: SqlEventStore, disk: Disk) -> None:
    put(store, 1, 0)
    disk.read_only = True
    again = open_sql(engine)
    assert again.events.head("ex/a") == 1
    assert [r.payload["n"] for r in again.events.read("ex/a")] == [1]
    again.events.close()
