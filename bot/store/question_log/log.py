"""The question log: what was asked and what came of it, written in batches, forgotten in time.

It never costs an answer: where the database cannot be written, what is waiting stays in memory,
up to a bound, and is tried again.
"""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.answering.outcomes import Kind
from bot.store.database.connection import DATABASE_ERRORS, Database
from bot.store.lookups import Lookups
from bot.store.question_log.queue import RowQueue
from bot.store.question_log.rows import (
    LoggedQuestion,
    Row,
    answered_of,
    find_question,
    latest_texts,
    newest_answered,
    places_since,
)
from bot.store.question_log.troubles import Troubles
from bot.store.question_log.writer import LogWriter

_T = TypeVar("_T")


class LogSilentError(Exception):
    """The question log does not say what it holds: its database cannot be read, or not in time."""


class QuestionLog:
    """Rows are added in memory, at once; `flush` writes them. They are found all the same before that.

    Whoever looks something up waits `patience` seconds for the database at most; None is for ever.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting = RowQueue()
        self._troubles = Troubles()
        self._writer = LogWriter(database, self._waiting, self._troubles)
        self._lookups = Lookups()

    def add(self, row: Row) -> None:
        """Take a row to be written with the next batch. Of several verdicts on an answer the last counts."""
        self._waiting.add(row)

    async def find(self, id: int, patience: float) -> LoggedQuestion | None:
        """The row of that number; None where there is none, or the database does not say it."""
        for row in self._waiting.questions:
            if row.id == id:
                return row
        with suppress(LogSilentError):
            return await self._look(partial(find_question, id=id), patience)
        return None

    async def recent(self, most: int, patience: float | None = None) -> tuple[str, ...]:
        """The texts of the latest questions, newest first, small talk left out.

        Those that are written are not among them where the database does not say them.
        """
        found = [(row.text, row.kind) for row in self._waiting.questions]
        with suppress(LogSilentError):
            found += await self._look(partial(latest_texts, most=most), patience)
        return tuple(text for text, kind in found if kind != Kind.CHAT)[:most]

    async def find_places(self, since: datetime, most: int, patience: float) -> tuple[int, ...]:
        """At most `most` channels in which somebody asked since a moment, the latest first.

        Raises LogSilentError.
        """
        waiting = [row.place for row in self._waiting.questions]
        written = await self._look(partial(places_since, since=since, most=most), patience)
        channels = dict.fromkeys(int(place) for place in [*waiting, *written] if place.isdecimal())
        return tuple(channels)[:most]

    async def find_answered(self, messages: Sequence[int], patience: float) -> set[int]:
        """Which of some messages have their answer, and maybe others. Raises LogSilentError."""
        waiting = self._waiting.answered
        return waiting | await self._look(partial(answered_of, messages=messages), patience)

    async def find_newest_answered(self, before: datetime, patience: float) -> int | None:
        """The newest message that was answered, and noted, before a moment; None if there is none.

        Raises LogSilentError.
        """
        return await self._look(partial(newest_answered, before=before), patience)

    @property
    def number_waiting(self) -> int:
        """The number of rows that are not written yet."""
        return len(self._waiting)

    async def flush(self) -> None:
        """Write what is waiting; what cannot be written now waits on."""
        await self._writer.flush()

    async def forget(self, before: datetime) -> None:
        """Delete everything older than a moment."""
        await self._writer.forget(before)

    async def close(self) -> None:
        """Write what is waiting and close the database."""
        try:
            await self.flush()
            # Nobody waits for them any more, and what they look in is closed.
            await self._lookups.finish()
        finally:
            await self._database.close()

    async def _look(self, look: Callable[[AsyncConnection], Awaitable[_T]], patience: float | None) -> _T:
        async def read() -> _T:
            async with self._database.reading() as connection:
                return await look(connection)

        try:
            return await self._lookups.wait(read, patience)
        except TimeoutError as error:
            self._troubles.note("looking", "The question log does not answer in time")
            raise LogSilentError from error
        except (*DATABASE_ERRORS, OverflowError) as error:
            self._troubles.note("reading", "The question log cannot be read")
            raise LogSilentError from error
