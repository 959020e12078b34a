"""The question log: what was asked, what the asker said of the answer, and reports of mistakes."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "questions",
        sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("asked_at", moment, nullable=False, index=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("item", sa.String(40)),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("candidates", sa.JSON, nullable=False),
        sa.Column("revision", sa.String(40), nullable=False),
        sa.Column("place", sa.String(40), nullable=False),
    )
    op.create_table(
        "verdicts",
        sa.Column("question_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("given_at", moment, nullable=False, index=True),
        sa.Column("picked", sa.String(40)),
    )
    op.create_table(
        "reports",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("question_id", sa.BigInteger),
        sa.Column("reported_at", moment, nullable=False, index=True),
        sa.Column("item", sa.String(40), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )


def downgrade() -> None:
    """Drop the tables."""
    for name in ("reports", "verdicts", "questions"):
        op.drop_table(name)
