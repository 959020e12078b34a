"""The tables of the database, for SQLite and PostgreSQL alike."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    DateTime,
    Dialect,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC. SQLite forgets time zones, so it is stored and read as UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Refuse moments without a time zone."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the time zone back."""
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


metadata = MetaData()

# What was asked and what came of it; no user and no name (see `/about`).
questions = Table(
    "questions",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("asked_at", UtcDateTime, nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("outcome", String(20), nullable=False),
    Column("item", String(40)),
    Column("confidence", Float, nullable=False),
    Column("candidates", JSON, nullable=False),
    Column("revision", String(40), nullable=False),
    Column("place", String(40), nullable=False),
)

# What the asker said of an answer, once: picked another entry, or none of those offered.
verdicts = Table(
    "verdicts",
    metadata,
    Column("question_id", BigInteger, primary_key=True, autoincrement=False),
    Column("given_at", UtcDateTime, nullable=False, index=True),
    Column("picked", String(40)),
)

# Mistakes that readers reported.
reports = Table(
    "reports",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("question_id", BigInteger),
    Column("reported_at", UtcDateTime, nullable=False, index=True),
    Column("item", String(40), nullable=False),
    Column("text", Text, nullable=False),
)

# The messages of people that have their answer, by Discord's id: a later run does not answer them again.
answered_messages = Table(
    "answered_messages",
    metadata,
    Column("message", BigInteger, primary_key=True, autoincrement=False),
    Column("answered_at", UtcDateTime, nullable=False, index=True),
)

# Every recorded state of the pack: all its texts, who made it and why, and how its saving stands. A
# number is never used again, so what was dropped stays. `items` has one id a line, framed by line ends.
# `whole` is the number of the revision that the texts are stored as a difference from, or empty where they
# are whole. The texts of a revision that was thinned may be empty.
revisions = Table(
    "revisions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("standing", String(10), nullable=False, index=True),
    Column("base", Integer),
    Column("at", UtcDateTime, nullable=False),
    Column("by", String(20), nullable=False),
    Column("who", BigInteger),
    Column("why", Text, nullable=False),
    Column("state", String(40), nullable=False),
    Column("items", Text, nullable=False),
    Column("texts", LargeBinary, nullable=False),
    Column("whole", Integer, index=True),
)

# Edits that somebody is in the middle of, so that a closed form or a restart loses nothing.
drafts = Table(
    "drafts",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("who", BigInteger, nullable=False),
    Column("section", String(20), nullable=False),
    Column("item", String(40), nullable=False, index=True),
    Column("state", String(40), nullable=False),
    Column("data", JSON, nullable=False),
    Column("at", UtcDateTime, nullable=False, index=True),
)

# Which server is the home: one row, of id 1. `guild` is empty where the bot first started in several
# servers; `commands_in` is the server that has the commands of curating.
home_server = Table(
    "home_server",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("guild", BigInteger),
    Column("commands_in", BigInteger),
)

# When the bot last heard Discord: one row, of id 1.
last_alive = Table(
    "last_alive",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("at", UtcDateTime, nullable=False),
)
