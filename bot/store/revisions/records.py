"""Reading, adding and marking the recorded revisions in the database.

Every error of the database is raised as a HistoryError.
"""

from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.editing.diff import edits_between
from bot.core.editing.edits import items_of
from bot.core.pack.validation import QA
from bot.store.database.connection import Database
from bot.store.database.tables import revisions
from bot.store.errors import HistoryError, translate_database_errors
from bot.store.pack_files.loader import state_name
from bot.store.pack_files.yaml_document import Document, DocumentError
from bot.store.revisions.rows import (
    RECORDED,
    Note,
    Origin,
    Revision,
    SaveStatus,
    has_status,
    select_newest_first,
    select_newest_whole,
    select_texts,
    to_revision,
    to_row,
    to_texts,
    to_whole,
)
from bot.store.revisions.stored_texts import DamagedError, to_stored
from bot.store.revisions.thinning import drop_texts, move_texts, thin_days
from bot.store.threads import run_heavy_work, run_in_thread


class Records:
    """Adds revisions and keeps the status of their saves. Never touches a file of the pack.

    Every method raises HistoryError if the database cannot be used.
    """

    def __init__(self, database: Database) -> None:
        """Take the database; open nothing."""
        self._database = database

    async def page(
        self, item: str | None = None, most: int | None = None, before: int | None = None
    ) -> tuple[Revision, ...]:
        """The revisions whose save is done, newest first, at most `most`.

        With `item`, only those that change that item; with `before`, only those with lower numbers.
        """
        async with self._reading() as connection:
            rows = await connection.execute(select_newest_first(item, before).limit(most))
            return tuple(to_revision(row) for row in rows)

    async def newest(self) -> Revision | None:
        """The newest revision whose save is done; None before the first."""
        return next(iter(await self.page(most=1)), None)

    async def texts(self, number: int, *statuses: SaveStatus) -> dict[str, str] | None:
        """The texts of a revision with one of these statuses, by default any that is in the history.

        None if there is no such revision. Raises ThinnedError if its texts are no longer kept, and
        DamagedError if they cannot be read back.
        """
        async with self._reading() as connection:
            row = (await connection.execute(select_texts(number, statuses or RECORDED))).first()
        return await run_in_thread(lambda: to_texts(row)) if row else None

    async def pending(self) -> list[tuple[int, int]]:
        """The numbers of each interrupted save and of the revision it was made on, oldest first."""
        query = (
            select(revisions.c.number, revisions.c.base)
            .where(has_status(SaveStatus.PENDING))
            .order_by(revisions.c.number)
        )
        async with self._reading() as connection:
            return [(row.number, row.base) for row in await connection.execute(query)]

    async def add_state(self, texts: Mapping[str, str], at: datetime) -> Revision | None:
        """Record a hand edit of the files. None if the newest revision has these texts already."""
        async with self._writing() as connection:
            return await record_state(connection, texts, at)

    async def add_pending(
        self, old: Mapping[str, str], new: Mapping[str, str], note: Note, replaces_broken: bool
    ) -> Revision:
        """Record a save that is about to begin, as `record_pending` does."""
        async with self._writing() as connection:
            return await record_pending(connection, old, new, note, replaces_broken)

    async def mark(self, number: int, status: SaveStatus) -> None:
        """Set the status of the save of a revision."""
        change = update(revisions).where(revisions.c.number == number).values(standing=status.value)
        async with self._writing() as connection:
            await connection.execute(change)

    async def thin(self, before: datetime) -> bool:
        """Thin some of the revisions from before that moment; tell whether there may be more to do.

        What one call does is done whole or not at all, and leaves every revision that is kept readable.
        """
        async with self._writing() as connection:
            for step in (thin_days, drop_texts, move_texts):
                if await step(connection, before):
                    return True
        return False

    def _reading(self) -> AbstractAsyncContextManager[AsyncConnection]:
        return translate_database_errors(self._database.reading(), "The recorded revisions", HistoryError)

    def _writing(self) -> AbstractAsyncContextManager[AsyncConnection]:
        return translate_database_errors(self._database.writing(), "The recorded revisions", HistoryError)


async def record_state(
    connection: AsyncConnection, texts: Mapping[str, str], at: datetime
) -> Revision | None:
    """Record a hand edit of the files. None if the newest revision has these texts already."""
    newest = await _newest(connection)
    if newest is None:
        return await _insert(connection, Note(at, Origin.START), texts, SaveStatus.DONE, None)
    if newest.state == await run_in_thread(lambda: state_name(texts)):
        return None
    row = (await connection.execute(select_texts(newest.number, RECORDED))).one()
    items = await run_heavy_work(_changed_items, row, texts)
    return await _insert(connection, Note(at, Origin.FILE, items=items), texts, SaveStatus.DONE, newest)


async def record_pending(
    connection: AsyncConnection,
    old: Mapping[str, str],
    new: Mapping[str, str],
    note: Note,
    replaces_broken: bool,
) -> Revision:
    """Record a save that is about to begin (`new`), and before it the state it is made on (`old`).

    If the old state does not load (`replaces_broken`), it is kept with the status `BROKEN`. Otherwise it is
    recorded unless it is the newest revision already.
    """
    if replaces_broken:
        broken = await _insert(connection, Note(note.at, Origin.FILE), old, SaveStatus.BROKEN, None)
        return await _insert(connection, note, new, SaveStatus.PENDING, broken)
    await record_state(connection, old, note.at)
    return await _insert(connection, note, new, SaveStatus.PENDING, await _newest(connection))


def _changed_items(row: Row[Any], texts: Mapping[str, str]) -> tuple[str, ...]:
    """The ids of the items that differ from a recorded revision; none if either cannot be read."""
    try:
        before = items_of(Document(to_texts(row)[QA]).value)
        after = items_of(Document(texts[QA]).value)
    except (DamagedError, DocumentError):
        return ()
    return tuple(dict.fromkeys(edit.id for edit in edits_between(before, after)))


async def _insert(
    connection: AsyncConnection,
    note: Note,
    texts: Mapping[str, str],
    status: SaveStatus,
    base: Revision | None,
) -> Revision:
    number = await _next_number(connection)
    whole = to_whole((await connection.execute(select_newest_whole())).first())

    def make_row() -> dict[str, Any]:
        stored = to_stored(texts, whole)
        return to_row(number, note, state_name(texts), stored, status, base.number if base else None)

    # Compressing a large pack takes longer than the event loop may be blocked.
    row = await run_in_thread(make_row)
    await connection.execute(insert(revisions), [row])
    return to_revision(row)


async def _newest(connection: AsyncConnection) -> Revision | None:
    row = (await connection.execute(select_newest_first().limit(1))).first()
    return to_revision(row) if row else None


async def _next_number(connection: AsyncConnection) -> int:
    highest: int | None = await connection.scalar(select(func.max(revisions.c.number)))
    return (highest or 0) + 1
