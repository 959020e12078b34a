"""The recorded revisions in the database. Whatever keeps it from being used is a HistoryError."""

import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.database import UNUSABLE, Database
from bot.store.pack import state_name
from bot.store.revision_rows import (
    By,
    DamagedError,
    Note,
    Revision,
    Standing,
    newest_first,
    to_revision,
    to_row,
    to_texts,
)
from bot.store.tables import revisions
from bot.store.threads import in_thread
from bot.store.trouble import HistoryError, of_database

_log = logging.getLogger(__name__)
# A damaged file also shows itself in values that are none.
_UNREADABLE = (*UNUSABLE, DamagedError, ValueError, TypeError, OverflowError)


class Records:
    """Adds revisions and says how their saving stands; never touches a file of the pack."""

    def __init__(self, database: Database) -> None:
        """Take the database; open nothing."""
        self._database = database

    async def page(
        self, item: str | None = None, most: int | None = None, before: int | None = None
    ) -> tuple[Revision, ...]:
        """The revisions that stand, newest first: those that touch an item, at most so many."""
        async with _trouble(self._database.reading()) as connection:
            found = await connection.execute(newest_first(item, before).limit(most))
            return tuple(to_revision(row) for row in found)

    async def newest(self) -> Revision | None:
        """The newest revision that stands."""
        return next(iter(await self.page(most=1)), None)

    async def texts(self, number: int, standing: Standing = Standing.DONE) -> dict[str, str] | None:
        """The texts of a revision; None where there is none, raises DamagedError where they are spoilt."""
        wanted = select(revisions.c.texts, revisions.c.state).where(
            revisions.c.number == number, revisions.c.standing == standing.value
        )
        async with _trouble(self._database.reading()) as connection:
            row = (await connection.execute(wanted)).first()
        return await in_thread(lambda: to_texts(row.texts, row.state)) if row else None

    async def pending(self) -> list[tuple[int, int]]:
        """The numbers of the revisions that were cut off, oldest first, and of what each is made on."""
        wanted = (
            select(revisions.c.number, revisions.c.base)
            .where(revisions.c.standing == Standing.PENDING.value)
            .order_by(revisions.c.number)
        )
        async with _trouble(self._database.reading()) as connection:
            return [(row.number, row.base) for row in await connection.execute(wanted)]

    async def add_state(self, texts: Mapping[str, str], note: Note) -> Revision | None:
        """Record a state of the files as it stands; None where it is the newest revision already."""
        async with _trouble(self._database.writing()) as connection:
            return await _add_state(connection, texts, note)

    async def add_pending(self, old: Mapping[str, str], new: Mapping[str, str], note: Note) -> Revision:
        """Record what is about to be saved. What it is made on is recorded too, where it is not yet."""
        async with _trouble(self._database.writing()) as connection:
            await _add_state(connection, old, Note(note.at, By.FILE))
            base = await _newest(connection)
            return await _insert(connection, note, new, Standing.PENDING, base)

    async def mark(self, number: int, standing: Standing) -> None:
        """Say how the saving of a revision ended."""
        change = update(revisions).where(revisions.c.number == number).values(standing=standing.value)
        async with _trouble(self._database.writing()) as connection:
            await connection.execute(change)


async def _add_state(connection: AsyncConnection, texts: Mapping[str, str], note: Note) -> Revision | None:
    newest = await _newest(connection)
    if newest is not None and newest.state == await in_thread(lambda: state_name(texts)):
        return None
    by = note.by if newest else By.START
    noted = Note(note.at, by, note.who, note.why, note.items if newest else ())
    return await _insert(connection, noted, texts, Standing.DONE, newest)


async def _insert(
    connection: AsyncConnection,
    note: Note,
    texts: Mapping[str, str],
    standing: Standing,
    base: Revision | None,
) -> Revision:
    number = await _next(connection)
    # Packing a large pack takes longer than the event loop may stand still.
    row = await in_thread(lambda: to_row(number, note, texts, standing, base.number if base else None))
    await connection.execute(insert(revisions), [row])
    return to_revision(row)


async def _newest(connection: AsyncConnection) -> Revision | None:
    row = (await connection.execute(newest_first().limit(1))).first()
    return to_revision(row) if row else None


async def _next(connection: AsyncConnection) -> int:
    highest: int | None = await connection.scalar(select(func.max(revisions.c.number)))
    return (highest or 0) + 1


@asynccontextmanager
async def _trouble(
    transaction: AbstractAsyncContextManager[AsyncConnection],
) -> AsyncIterator[AsyncConnection]:
    try:
        async with transaction as connection:
            yield connection
    except _UNREADABLE as error:
        _log.warning("The recorded revisions cannot be used", exc_info=True)
        raise HistoryError(of_database(error)) from error
