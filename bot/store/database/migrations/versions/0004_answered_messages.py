"""The messages that were answered, so that none is answered again after a restart."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "answered_messages",
        sa.Column("message", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False, index=True),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("answered_messages")
