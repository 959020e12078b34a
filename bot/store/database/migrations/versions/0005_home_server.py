"""Which server is the home of the Q&A, so that invitations and removals do not change it."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "home_server",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("guild", sa.BigInteger),
        sa.Column("commands_in", sa.BigInteger),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("home_server")
