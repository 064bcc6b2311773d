"""Facilitators may come in with a name and a password."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table; nobody has a login yet."""
    op.create_table(
        "logins",
        sa.Column("facilitator_id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("password_hash", sa.Text, nullable=False),
        sa.Column("changed_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("facilitator_id", name="pk_logins"),
        sa.UniqueConstraint("name", name="uq_logins_name"),
        sa.ForeignKeyConstraint(
            ["facilitator_id"], ["facilitators.facilitator_id"],
            name="fk_logins_facilitator_id_facilitators", ondelete="CASCADE",
        ),
    )  # fmt: skip
