"""The question log: what was asked and what came of it, written in batches, forgotten in time.

It never costs an answer: where the database cannot be written, what is waiting stays in memory,
up to a bound, and is tried again.
"""

import asyncio
import logging
import sys
from collections import deque
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.answering.outcomes import Kind
from bot.store.database.connection import DATABASE_ERRORS, Database
from bot.store.lookups import Lookups
from bot.store.question_log.rows import (
    ROW_ERRORS,
    AnsweredMessage,
    LoggedQuestion,
    Row,
    Verdict,
    answered_of,
    delete_older,
    find_question,
    insert_rows,
    latest_texts,
    newest_answered,
    places_since,
)

_log = logging.getLogger(__name__)
_T = TypeVar("_T")
# Rows written in one go: more would hold up the event loop.
_BATCH = 200
# Rows kept at most while the database cannot be written; the oldest go first.
MOST_WAITING = 10_000


class QuestionLog:
    """Rows are added in memory, at once; `flush` writes them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: deque[Row] = deque(maxlen=MOST_WAITING)
        self._writing = asyncio.Lock()
        self._failing: set[str] = set()
        self._lookups = Lookups()

    def add(self, row: Row) -> None:
        """Take a row to be written with the next batch. Of several verdicts on an answer the last counts."""
        if isinstance(row, Verdict):
            for waiting in [other for other in self._waiting if _is_same_verdict(other, row)]:
                self._waiting.remove(waiting)
        self._waiting.append(row)

    async def find(self, id: int, patience: float) -> LoggedQuestion | None:
        """The row of that number, written or still waiting.

        None where there is none, or the database does not answer within `patience` seconds.
        """
        for row in self._waiting:
            if isinstance(row, LoggedQuestion) and row.id == id:
                return row
        return await self._read(partial(find_question, id=id), None, patience)

    async def recent(self, most: int, patience: float | None = None) -> tuple[str, ...]:
        """The texts of the latest questions, newest first, small talk left out.

        Those that are written are not among them where the database does not answer within `patience` seconds
        (None is for ever).
        """
        waiting = [(row.text, row.kind) for row in self._waiting_questions]
        nothing: list[tuple[str, str]] = []
        written = await self._read(partial(latest_texts, most=most), nothing, patience)
        return tuple(text for text, kind in [*waiting, *written] if kind != Kind.CHAT)[:most]

    async def find_places(self, since: datetime, most: int, patience: float) -> tuple[int, ...] | None:
        """At most `most` channels in which somebody asked since a moment, the latest first.

        None if the database does not say it within `patience` seconds.
        """
        waiting = [row.place for row in self._waiting_questions]
        unknown: list[str] | None = None
        written = await self._read(partial(places_since, since=since, most=most), unknown, patience)
        if written is None:
            return None
        channels = dict.fromkeys(int(place) for place in [*waiting, *written] if place.isdecimal())
        return tuple(channels)[:most]

    async def find_answered(self, messages: Sequence[int], patience: float) -> set[int]:
        """Which of some messages have their answer, as far as it can be known within `patience` seconds."""
        waiting = {row.message for row in self._waiting if isinstance(row, AnsweredMessage)}
        none: set[int] = set()
        return waiting | await self._read(partial(answered_of, messages=messages), none, patience)

    async def find_newest_answered(self, patience: float) -> int | None:
        """The newest message that has its answer; None if none is known."""
        waiting = [row.message for row in self._waiting if isinstance(row, AnsweredMessage)]
        written = await self._read(newest_answered, None, patience)
        return max([*waiting, written or 0]) or None

    @property
    def _waiting_questions(self) -> Iterator[LoggedQuestion]:
        """The questions that are not written yet, newest first."""
        return (row for row in reversed(self._waiting) if isinstance(row, LoggedQuestion))

    async def _read(
        self, look: Callable[[AsyncConnection], Awaitable[_T]], otherwise: _T, patience: float | None
    ) -> _T:
        """What is found in the database; `otherwise` where it cannot be read, or not in time."""

        async def read() -> _T:
            try:
                async with self._database.reading() as connection:
                    return await look(connection)
            except (*DATABASE_ERRORS, OverflowError):
                self._failed("reading", "The question log cannot be read")
                return otherwise

        try:
            return await self._lookups.wait(read, patience)
        except TimeoutError:
            self._failed("looking", "The question log does not answer in time")
            return otherwise

    async def flush(self) -> None:
        """Write what is waiting; what cannot be written now waits on.

        A row that never can be, because the database refuses it and not the others, is dropped.
        """
        async with self._writing:
            batch = list(self._waiting)
            try:
                for at in range(0, len(batch), _BATCH):
                    await self._write_some(batch[at : at + _BATCH])
            except DATABASE_ERRORS:
                self._failed("writing", f"The question log cannot be written; {len(self._waiting)} rows wait")
                return
            if batch and self._failing:
                self._failing.clear()
                _log.info("The question log works again")

    async def forget(self, before: datetime) -> None:
        """Delete everything older than a moment."""
        async with self._writing:
            try:
                async with self._database.writing() as connection:
                    await delete_older(connection, before)
            except DATABASE_ERRORS:
                self._failed("forgetting", "Old questions could not be forgotten; it is tried again")

    async def close(self) -> None:
        """Write what is waiting and close the database."""
        try:
            await self.flush()
            # Nobody waits for them any more, and what they look in is closed.
            await self._lookups.finish()
        finally:
            await self._database.close()

    async def _write_some(self, rows: list[Row]) -> None:
        try:
            await self._write(rows)
        except ROW_ERRORS:
            for row in rows:
                await self._write_or_drop(row)

    async def _write_or_drop(self, row: Row) -> None:
        try:
            await self._write([row])
        except ROW_ERRORS:
            _log.warning("The question log refuses a row, which is dropped")
            self._done(row)

    async def _write(self, rows: list[Row]) -> None:
        async with self._database.writing() as connection:
            await insert_rows(connection, rows)
        for row in rows:
            self._done(row)

    def _done(self, row: Row) -> None:
        # A full queue may have let go of its oldest rows meanwhile, and a newer verdict of an older one.
        with suppress(ValueError):
            self._waiting.remove(row)

    def _failed(self, doing: str, message: str) -> None:
        """Say once what is wrong, not every two seconds."""
        if doing not in self._failing:
            kind = sys.exc_info()[0]
            _log.warning("%s%s", message, f" ({kind.__name__})" if kind else "")
        self._failing.add(doing)


def _is_same_verdict(waiting: Row, row: Verdict) -> bool:
    return isinstance(waiting, Verdict) and waiting.question_id == row.question_id
