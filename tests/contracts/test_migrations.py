"""The schema's history leads to the schema of the code, on every database."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from simulator.store.engine import make_engine
from simulator.store.migrations import DatabaseNewer, current, is_current, newest, upgrade
from simulator.store.tables import METADATA
from tests.contracts.event_store import together


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_the_revisions_lead_to_exactly_the_tables_of_the_code(
    kind: str, request: pytest.FixtureRequest
) -> None:
    engine: Engine = request.getfixturevalue(f"{kind}_engine")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
    found = inspect(engine)
    for table in METADATA.sorted_tables:
        names = {one["name"] for one in found.get_unique_constraints(table.name)}
        assert names == {
            str(one.name) for one in table.constraints if type(one).__name__ == "UniqueConstraint"
        }
        assert found.get_pk_constraint(table.name)["constrained_columns"] == [
            c.name for c in table.primary_key
        ]


def test_a_fresh_file_is_brought_up_to_date_and_again_changes_nothing(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path}/new/folder/log.db")
    assert current(engine) is None
    assert not is_current(engine)
    assert upgrade(engine) == newest()
    assert upgrade(engine) == newest()
    assert is_current(engine)
    engine.dispose()


def test_a_database_of_a_newer_release_is_left_alone(sqlite_engine: Engine) -> None:
    with sqlite_engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for use in (upgrade, is_current):
        with pytest.raises(DatabaseNewer, match="a newer release made it"):
            use(sqlite_engine)
    assert current(sqlite_engine) == "9999"


def test_a_revision_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path}/log.db")
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE seminars (other TEXT)")
    with pytest.raises(Exception, match="seminars already exists"):
        upgrade(engine)
    assert inspect(engine).get_table_names() == ["seminars"]
    engine.dispose()


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_two_processes_may_upgrade_at_once(kind: str, request: pytest.FixtureRequest) -> None:
    engine: Engine = request.getfixturevalue(f"{kind}_engine")
    with engine.begin() as connection:
        METADATA.drop_all(connection)
        connection.execute(text("DROP TABLE alembic_version"))
    url = engine.url.render_as_string(hide_password=False)
    engines = [make_engine(url) for _ in range(2)]
    # Threads stand for processes: each has its own engine and takes the same lock in the database.
    together(*[lambda one=one: upgrade(one) for one in engines])
    assert is_current(engine)
    for one in engines:
        one.dispose()
