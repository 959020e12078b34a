"""Differences: a revision may be stored as what differs from another one. Those there are stay whole."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column, without copying the table: it may hold hundreds of megabytes."""
    op.add_column("revisions", sa.Column("whole", sa.Integer))
    op.create_index("ix_revisions_whole", "revisions", ["whole"])


def downgrade() -> None:
    """Refuse: earlier versions cannot read differences."""
    raise NotImplementedError("restore a copy of the database from before the update")
