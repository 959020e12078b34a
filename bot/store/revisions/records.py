"""The recorded revisions in the database: read, added, marked.

Whatever keeps the database from being used is a HistoryError.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.editing.diff import edits_between
from bot.core.editing.edits import items_of
from bot.core.pack.validation import QA
from bot.store.database.connection import Database
from bot.store.database.tables import revisions
from bot.store.errors import HistoryError, in_words
from bot.store.pack_files.loader import state_name
from bot.store.pack_files.yaml_document import Document, DocumentError
from bot.store.revisions.rows import (
    DamagedError,
    Note,
    Origin,
    Revision,
    Standing,
    kept_texts,
    newest_first,
    to_revision,
    to_row,
    to_texts,
)
from bot.store.threads import in_thread, off_loop


class Records:
    """Adds revisions and says how their saving stands; never touches a file of the pack."""

    def __init__(self, database: Database) -> None:
        """Take the database; open nothing."""
        self._database = database

    async def page(
        self, item: str | None = None, most: int | None = None, before: int | None = None
    ) -> tuple[Revision, ...]:
        """The revisions that stand, newest first, at most so many.

        Of an item, those that touch it; with `before`, those of lower numbers.
        """
        async with in_words(self._database.reading(), "The recorded revisions", HistoryError) as connection:
            found = await connection.execute(newest_first(item, before).limit(most))
            return tuple(to_revision(row) for row in found)

    async def newest(self) -> Revision | None:
        """The newest revision that stands."""
        return next(iter(await self.page(most=1)), None)

    async def texts(self, number: int, *standings: Standing) -> dict[str, str] | None:
        """The texts of a revision that stands so, by default one that is done.

        None where there is none; raises DamagedError where they are spoilt.
        """
        async with in_words(self._database.reading(), "The recorded revisions", HistoryError) as connection:
            row = (await connection.execute(kept_texts(number, standings or (Standing.DONE,)))).first()
        return await in_thread(lambda: to_texts(row.texts, row.state)) if row else None

    async def pending(self) -> list[tuple[int, int]]:
        """The numbers of the revisions that were cut off, oldest first, and of what each is made on."""
        wanted = (
            select(revisions.c.number, revisions.c.base)
            .where(revisions.c.standing == Standing.PENDING.value)
            .order_by(revisions.c.number)
        )
        async with in_words(self._database.reading(), "The recorded revisions", HistoryError) as connection:
            return [(row.number, row.base) for row in await connection.execute(wanted)]

    async def add_state(self, texts: Mapping[str, str], at: datetime) -> Revision | None:
        """Record what somebody wrote to the files; None where it is the newest revision already."""
        async with in_words(self._database.writing(), "The recorded revisions", HistoryError) as connection:
            return await record_state(connection, texts, at)

    async def add_pending(
        self, old: Mapping[str, str], new: Mapping[str, str], note: Note, mends: bool
    ) -> Revision:
        """Record what is about to be saved. What it is made on is recorded too, where it is not yet.

        What does not load (`mends`) is kept as a revision that does not stand.
        """
        async with in_words(self._database.writing(), "The recorded revisions", HistoryError) as connection:
            return await record_pending(connection, old, new, note, mends)

    async def mark(self, number: int, standing: Standing) -> None:
        """Say how the saving of a revision ended."""
        change = update(revisions).where(revisions.c.number == number).values(standing=standing.value)
        async with in_words(self._database.writing(), "The recorded revisions", HistoryError) as connection:
            await connection.execute(change)


async def record_state(
    connection: AsyncConnection, texts: Mapping[str, str], at: datetime
) -> Revision | None:
    """Record what somebody wrote to the files; None where it is the newest revision already."""
    newest = await _newest(connection)
    if newest is None:
        return await _insert(connection, Note(at, Origin.START), texts, Standing.DONE, None)
    if newest.state == await in_thread(lambda: state_name(texts)):
        return None
    row = (await connection.execute(kept_texts(newest.number, (Standing.DONE,)))).one()
    items = await off_loop(_changed_items, row, texts)
    return await _insert(connection, Note(at, Origin.FILE, items=items), texts, Standing.DONE, newest)


async def record_pending(
    connection: AsyncConnection, old: Mapping[str, str], new: Mapping[str, str], note: Note, mends: bool
) -> Revision:
    """Record what is about to be saved, and before it what it is made on.

    Where that does not load (`mends`), it is kept as a revision that does not stand; else it is recorded
    only where it is not the newest already.
    """
    if mends:
        kept = await _insert(connection, Note(note.at, Origin.FILE), old, Standing.BROKEN, None)
        return await _insert(connection, note, new, Standing.PENDING, kept)
    await record_state(connection, old, note.at)
    return await _insert(connection, note, new, Standing.PENDING, await _newest(connection))


def _changed_items(row: Row[Any], texts: Mapping[str, str]) -> tuple[str, ...]:
    """The ids of the items that differ from a recorded revision; none where that cannot be told."""
    try:
        before, after = (
            items_of(Document(each[QA]).value) for each in (to_texts(row.texts, row.state), texts)
        )
    except (DamagedError, DocumentError):
        return ()
    return tuple(dict.fromkeys(edit.id for edit in edits_between(before, after)))


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
