"""Which databases are accepted, and how they are opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.store.engine import DatabaseUnsuitable, make_engine, normalise, reader


@pytest.mark.parametrize("given", ["postgres", "postgresql", "postgresql+psycopg2"])
def test_every_spelling_of_postgres_gets_the_driver_that_yields(given: str) -> None:
    url = normalise(f"{given}://ann:s%40cret@db.example:5433/sim?sslmode=require")
    assert url.drivername == "postgresql+psycopg2"
    assert (url.username, url.password, url.host, url.port) == ("ann", "s@cret", "db.example", 5433)
    assert url.query == {"sslmode": "require"}


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("mysql://ann:hunter2@db/sim", "mysql:// is not supported"),
        ("postgresql+psycopg://ann:hunter2@db/sim", "Write postgresql://"),
        ("postgresql+asyncpg://ann:hunter2@db/sim", "Write postgresql://"),
        ("sqlite://", "Name a file"),
        ("sqlite:///:memory:", "Name a file"),
        ("hunter2", "cannot be read"),
        ("", "cannot be read"),
    ],
)
def test_an_unsuitable_database_is_refused_in_a_sentence_without_its_password(url: str, told: str) -> None:
    with pytest.raises(DatabaseUnsuitable, match=told) as caught:
        make_engine(url)
    assert "hunter2" not in str(caught.value)


def test_sqlite_is_opened_durable_and_erasing(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path}/data/log.db")
    with engine.connect() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "secure_delete")
        }
    assert settings == {
        "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000, "secure_delete": 1,
    }  # fmt: skip
    engine.dispose()


def test_a_reader_never_waits_for_a_writer(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path}/log.db")
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (x)")
    with engine.begin() as writing:
        writing.exec_driver_sql("INSERT INTO t VALUES (1)")
        with reader(engine).connect() as reading:
            assert reading.exec_driver_sql("SELECT count(*) FROM t").scalar_one() == 0
    with reader(engine).connect() as reading:
        assert reading.exec_driver_sql("SELECT count(*) FROM t").scalar_one() == 1
    engine.dispose()
