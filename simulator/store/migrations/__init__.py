"""Brings a database to the schema of this code, and says where it stands.

Runs without a configuration file: `simulator db upgrade` calls `upgrade`, and so does the start of the server
for a SQLite file, whose only user it is.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

# Any number, the same in every process: the key under which upgrades of one PostgreSQL database wait in line.
_UPGRADE_LOCK: Final = 7_214_460_031


class DatabaseNewer(RuntimeError):
    """The database was upgraded by a newer release; this one must not write to it."""


def upgrade(engine: Engine) -> str:
    """Bring the schema up to date in one transaction; returns the revision. Safe to call from several processes.

    Raises `DatabaseNewer` when the database's revision is not one of ours.
    """
    config = _config()
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _UPGRADE_LOCK})
        _refuse_newer(MigrationContext.configure(connection).get_current_revision())
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return newest()


def current(engine: Engine) -> str | None:
    """The database's revision; None for an empty database."""
    with engine.begin() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest() -> str:
    """The revision this code needs."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    assert head is not None
    return head


def is_current(engine: Engine) -> bool:
    """Whether this code may use the database as it is. Raises `DatabaseNewer`."""
    revision = current(engine)
    _refuse_newer(revision)
    return revision == newest()


def _refuse_newer(revision: str | None) -> None:
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if revision is not None and revision not in known:
        raise DatabaseNewer(
            f"The database has schema {revision}, which this release does not know: a newer release made it. "
            "Install that release, or open a copy made before the upgrade."
        )


def _config() -> Config:
    config = Config()
    # A percent sign in the path would be read as an interpolation.
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return config
