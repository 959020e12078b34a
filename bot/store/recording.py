"""Recording a state of the pack as the next revision, in a transaction that writes.

All of it raises what the database raises, and DamagedError where the newest revision cannot be read.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.editing.diff import between
from bot.core.editing.edits import items_of
from bot.core.pack.validation import QA
from bot.store.document import Document, DocumentError
from bot.store.pack import state_name
from bot.store.quiet import off_loop
from bot.store.revision_rows import (
    By,
    DamagedError,
    Note,
    Revision,
    Standing,
    kept_texts,
    newest_first,
    to_revision,
    to_row,
    to_texts,
)
from bot.store.tables import revisions
from bot.store.threads import in_thread


async def record_state(
    connection: AsyncConnection, texts: Mapping[str, str], at: datetime
) -> Revision | None:
    """Record what somebody wrote to the files; None where it is the newest revision already."""
    newest = await _newest(connection)
    if newest is None:
        return await _insert(connection, Note(at, By.START), texts, Standing.DONE, None)
    if newest.state == await in_thread(lambda: state_name(texts)):
        return None
    row = (await connection.execute(kept_texts(newest.number, (Standing.DONE,)))).one()
    items = await off_loop(_changed_items, row, texts)
    return await _insert(connection, Note(at, By.FILE, items=items), texts, Standing.DONE, newest)


async def record_pending(
    connection: AsyncConnection, old: Mapping[str, str], new: Mapping[str, str], note: Note, mends: bool
) -> Revision:
    """Record what is about to be saved, and before it what it is made on.

    Where that does not load (`mends`), it is kept as a revision that does not stand; else it is recorded
    only where it is not the newest already.
    """
    if mends:
        kept = await _insert(connection, Note(note.at, By.FILE), old, Standing.BROKEN, None)
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
    return tuple(dict.fromkeys(edit.id for edit in between(before, after)))


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
