"""The rows of the question log, and the statements on them."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Table, delete, func, select
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.database.tables import answered_messages, questions, reports, verdicts

# What the database says of a row that it will never take.
ROW_ERRORS = (IntegrityError, DataError, UnicodeError, OverflowError)


@dataclass(frozen=True)
class LoggedQuestion:
    """A row of the log: no user id and no name. `candidates` are entry ids, best first."""

    id: int
    asked_at: datetime
    text: str
    kind: str
    outcome: str
    item: str | None
    confidence: float
    candidates: tuple[str, ...]
    revision: str
    place: str


@dataclass(frozen=True)
class Verdict:
    """What the asker said of an answer: which entry was meant, or that none offered was."""

    question_id: int
    given_at: datetime
    picked: str | None


@dataclass(frozen=True)
class Report:
    """A mistake that a reader reported in an item."""

    question_id: int | None
    reported_at: datetime
    item: str
    text: str


@dataclass(frozen=True)
class AnsweredMessage:
    """A message that has its answer, by Discord's id."""

    message: int
    answered_at: datetime


Row = LoggedQuestion | Verdict | Report | AnsweredMessage


def new_question_id() -> int:
    """A number for a question before its row is written: random, 1 to 2**62, and so unique without a look."""
    return secrets.randbits(62) + 1


_TABLES: dict[type[Row], Table] = {
    LoggedQuestion: questions,
    Verdict: verdicts,
    Report: reports,
    AnsweredMessage: answered_messages,
}


async def insert_rows(connection: AsyncConnection, batch: Sequence[Row]) -> None:
    """Write rows; a verdict takes the place of an earlier one on the same answer."""
    by_table: dict[Table, list[dict[str, Any]]] = {}
    for row in batch:
        by_table.setdefault(_TABLES[type(row)], []).append(_values(row))
    judged = [row.question_id for row in batch if isinstance(row, Verdict)]
    if judged:
        await connection.execute(delete(verdicts).where(verdicts.c.question_id.in_(judged)))
    for table, rows in by_table.items():
        await connection.execute(table.insert(), rows)


async def find_question(connection: AsyncConnection, id: int) -> LoggedQuestion | None:
    """The question of that number, None where there is none; raises OverflowError beyond what is stored."""
    row = (await connection.execute(select(questions).where(questions.c.id == id))).first()
    if row is None:
        return None
    values = dict(row._mapping)
    return LoggedQuestion(**{**values, "candidates": tuple(values["candidates"])})


async def latest_texts(connection: AsyncConnection, most: int) -> list[tuple[str, str]]:
    """The text and the kind of at most `most` questions, newest first."""
    latest = select(questions.c.text, questions.c.kind).order_by(questions.c.asked_at.desc()).limit(most)
    return [(row.text, row.kind) for row in await connection.execute(latest)]


async def places_since(connection: AsyncConnection, since: datetime, most: int) -> list[str]:
    """At most `most` places in which somebody asked since a moment, the latest first."""
    latest = func.max(questions.c.asked_at)
    query = select(questions.c.place).where(questions.c.asked_at >= since).group_by(questions.c.place)
    return list((await connection.execute(query.order_by(latest.desc()).limit(most))).scalars())


async def answered_of(connection: AsyncConnection, messages: Sequence[int]) -> set[int]:
    """Which of some messages have their answer."""
    query = select(answered_messages.c.message).where(answered_messages.c.message.in_(messages))
    return set((await connection.execute(query)).scalars())


async def newest_answered(connection: AsyncConnection, before: datetime) -> int | None:
    """The newest message that was answered before a moment."""
    newest = select(func.max(answered_messages.c.message)).where(answered_messages.c.answered_at < before)
    message: int | None = (await connection.execute(newest)).scalar()
    return message


async def delete_older(connection: AsyncConnection, before: datetime) -> None:
    """Delete every row from before a moment."""
    for age in (
        questions.c.asked_at,
        verdicts.c.given_at,
        reports.c.reported_at,
        answered_messages.c.answered_at,
    ):
        await connection.execute(delete(age.table).where(age < before))


def _values(row: Row) -> dict[str, Any]:
    values = dict(vars(row))
    if "candidates" in values:
        values["candidates"] = list(values["candidates"])
    return values
