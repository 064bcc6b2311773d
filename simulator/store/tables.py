"""Every table, as SQLAlchemy Core metadata. A change here needs a revision in `migrations/versions`."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

# Named by rule, because SQLite can only drop a constraint that has a name.
METADATA: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


EVENTS: Final = Table(
    "events",
    METADATA,
    Column("stream", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("actor", Text, nullable=False),
    Column("op", Text, nullable=False),
    Column("payload", Text),  # canonical JSON as text: a JSON type would not keep its bytes; NULL once erased
    Column("payload_hash", Text, nullable=False),
    Column("chain", Text, nullable=False),
    PrimaryKeyConstraint("stream", "version"),
)
# Lists the streams without reading the log.
Index(
    "ix_events_first",
    EVENTS.c.version,
    EVENTS.c.stream,
    sqlite_where=EVENTS.c.version == 1,
    postgresql_where=EVENTS.c.version == 1,
)

OPERATIONS: Final = Table(
    "operations",
    METADATA,
    Column("stream", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("op", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("version", Integer, nullable=False),
    PrimaryKeyConstraint("stream", "actor", "op"),
    sqlite_with_rowid=False,
)

SNAPSHOTS: Final = Table(
    "snapshots",
    METADATA,
    Column("stream", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("blob", LargeBinary, nullable=False),
)

PEOPLE: Final = Table(
    "people",
    METADATA,
    Column("person_id", Text, primary_key=True),
    Column("seminar_id", Text, nullable=False),
    Column("display_name", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("resume_key", Text),
    UniqueConstraint("seminar_id", "resume_key"),
)

NOTES: Final = Table(
    "notes",
    METADATA,
    Column("stream", Text, nullable=False),
    Column("seat", Text, nullable=False),
    Column("sheet", Text, nullable=False),
    Column("person_id", Text, nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("updated_at", BigInteger, nullable=False),
    PrimaryKeyConstraint("stream", "seat", "sheet", "person_id"),
)

RULEBOOKS: Final = Table(
    "rulebooks",
    METADATA,
    Column("hash", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("blob", Text, nullable=False),
)

HEARTBEATS: Final = Table(
    "heartbeats",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("at", BigInteger, nullable=False),
)

FACILITATORS: Final = Table(
    "facilitators",
    METADATA,
    Column("facilitator_id", Text, primary_key=True),
    Column("token_hash", Text, nullable=False, unique=True),
    Column("display_name", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
)

GRANTS: Final = Table(
    "grants",
    METADATA,
    Column("seminar_id", Text, nullable=False),
    Column(
        "facilitator_id",
        Text,
        ForeignKey("facilitators.facilitator_id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("role", Text, nullable=False),
    PrimaryKeyConstraint("seminar_id", "facilitator_id"),
)

LOGINS: Final = Table(
    "logins",
    METADATA,
    Column(
        "facilitator_id",
        Text,
        ForeignKey("facilitators.facilitator_id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("name", Text, nullable=False, unique=True),
    Column("password_hash", Text, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
)

SEMINARS: Final = Table(
    "seminars",
    METADATA,
    Column("seminar_id", Text, primary_key=True),
    Column("join_code", Text, nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("archived_at", BigInteger),
)
