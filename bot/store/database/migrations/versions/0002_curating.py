"""Curating: every recorded state of the pack, and the edits that somebody is in the middle of."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "revisions",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("standing", sa.String(10), nullable=False, index=True),
        sa.Column("base", sa.Integer),
        sa.Column("at", moment, nullable=False),
        sa.Column("by", sa.String(20), nullable=False),
        sa.Column("who", sa.BigInteger),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("items", sa.Text, nullable=False),
        sa.Column("texts", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "drafts",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("who", sa.BigInteger, nullable=False),
        sa.Column("section", sa.String(20), nullable=False),
        sa.Column("item", sa.String(40), nullable=False, index=True),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("data", sa.JSON, nullable=False),
        sa.Column("at", moment, nullable=False, index=True),
    )


def downgrade() -> None:
    """Drop the tables."""
    for name in ("drafts", "revisions"):
        op.drop_table(name)
