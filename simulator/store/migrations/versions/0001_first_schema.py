"""The first schema: the log, its ops and snapshots, and what lives outside the log."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create every table."""
    op.create_table(
        "events",
        sa.Column("stream", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("op", sa.Text, nullable=False),
        sa.Column("payload", sa.Text),
        sa.Column("payload_hash", sa.Text, nullable=False),
        sa.Column("chain", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("stream", "version", name="pk_events"),
    )
    op.create_index(
        "ix_events_first",
        "events",
        ["version", "stream"],
        sqlite_where=sa.text("version = 1"),
        postgresql_where=sa.text("version = 1"),
    )
    op.create_table(
        "operations",
        sa.Column("stream", sa.Text, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("op", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("stream", "actor", "op", name="pk_operations"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "snapshots",
        sa.Column("stream", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.Column("blob", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("stream", name="pk_snapshots"),
    )
    op.create_table(
        "people",
        sa.Column("person_id", sa.Text, nullable=False),
        sa.Column("seminar_id", sa.Text, nullable=False),
        sa.Column("display_name", sa.Text, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("resume_key", sa.Text),
        sa.PrimaryKeyConstraint("person_id", name="pk_people"),
        sa.UniqueConstraint("seminar_id", "resume_key", name="uq_people_seminar_id_resume_key"),
    )
    op.create_table(
        "notes",
        sa.Column("stream", sa.Text, nullable=False),
        sa.Column("seat", sa.Text, nullable=False),
        sa.Column("sheet", sa.Text, nullable=False),
        sa.Column("person_id", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("updated_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("stream", "seat", "sheet", "person_id", name="pk_notes"),
    )
    op.create_index("ix_notes_person_id", "notes", ["person_id"])
    op.create_table(
        "rulebooks",
        sa.Column("hash", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("blob", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_rulebooks"),
    )
    op.create_table(
        "heartbeats",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_heartbeats"),
    )
    op.create_table(
        "facilitators",
        sa.Column("facilitator_id", sa.Text, nullable=False),
        sa.Column("token_hash", sa.Text, nullable=False),
        sa.Column("display_name", sa.Text, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("facilitator_id", name="pk_facilitators"),
        sa.UniqueConstraint("token_hash", name="uq_facilitators_token_hash"),
    )
    op.create_table(
        "grants",
        sa.Column("seminar_id", sa.Text, nullable=False),
        sa.Column("facilitator_id", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("seminar_id", "facilitator_id", name="pk_grants"),
        sa.ForeignKeyConstraint(
            ["facilitator_id"],
            ["facilitators.facilitator_id"],
            name="fk_grants_facilitator_id_facilitators",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_grants_facilitator_id", "grants", ["facilitator_id"])
    op.create_table(
        "seminars",
        sa.Column("seminar_id", sa.Text, nullable=False),
        sa.Column("join_code", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("archived_at", sa.BigInteger),
        sa.PrimaryKeyConstraint("seminar_id", name="pk_seminars"),
        sa.UniqueConstraint("join_code", name="uq_seminars_join_code"),
    )
