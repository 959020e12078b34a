"""Thinning: of the revisions of an old day the last is kept; the others stay in the history without texts.

It is done some rows at a time, by the database or in a thread, so that neither the event loop nor a save
waits for long. The space of what is dropped is used again for later revisions; the file does not shrink.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, not_, select, union_all, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.database.tables import revisions
from bot.store.revisions.rows import (
    RECORDED,
    SaveStatus,
    has_status,
    select_newest_whole,
    select_texts,
    to_texts,
    to_whole,
)
from bot.store.revisions.stored_texts import DamagedError, to_stored
from bot.store.threads import run_in_thread

# Rows changed in one transaction, which a save may have to wait for.
MOST_AT_ONCE = 50
# Texts that are stored anew in one: each takes some milliseconds.
_MOST_MOVED_AT_ONCE = 5


async def thin_days(connection: AsyncConnection, before: datetime) -> bool:
    """Mark old revisions that are not the last of their day, nor the first of all; tell whether any was left.

    A day is one of UTC. Which revision is the last of a day is only known when the day is over: so `before`
    should be the beginning of one.
    """
    number, old = revisions.c.number, revisions.c.at < before
    done = has_status(SaveStatus.DONE)
    last_of_days = select(func.max(number)).where(done, old).group_by(func.date(revisions.c.at))
    first = select(func.min(number)).where(has_status(*RECORDED))
    is_thinned = (done, old, number.not_in(last_of_days), number.not_in(first))
    return await _change(connection, is_thinned, standing=SaveStatus.THINNED.value)


async def drop_texts(connection: AsyncConnection, before: datetime) -> bool:
    """Empty the texts of old revisions that are not needed any more; tell whether any had some."""
    # A row that is emptied now may still need whole ones: these have their turn later.
    differed_from = select(revisions.c.whole).where(revisions.c.whole.is_not(None))
    is_dropped = (*_is_not_needed(before), revisions.c.number.not_in(differed_from))
    return await _change(connection, is_dropped, texts=b"", whole=None)


async def move_texts(connection: AsyncConnection, before: datetime) -> bool:
    """Store old texts anew that differ from whole ones which nothing else needs; tell whether any was moved.

    They differ then from whole texts that are needed anyway, or become whole themselves, for the next ones to
    differ from. What is damaged is left as it is.
    """
    is_stray = revisions.c.whole.in_(select(revisions.c.number).where(*_is_not_needed(before)))
    strays = (
        select(revisions.c.number)
        .where(revisions.c.at < before, is_stray)
        .order_by(revisions.c.number)
        .limit(MOST_AT_ONCE)
    )
    moved = 0
    for number in (await connection.scalars(strays)).all():
        moved += await _move(connection, before, number)
        if moved == _MOST_MOVED_AT_ONCE:
            break
    return moved > 0


async def _move(connection: AsyncConnection, before: datetime, number: int) -> bool:
    row = (await connection.execute(select_texts(number, SaveStatus))).one()
    is_needed = not_(and_(*_is_not_needed(before)))
    query = select_newest_whole(revisions.c.number < number, is_needed)
    whole = to_whole((await connection.execute(query)).first())
    try:
        stored = await run_in_thread(lambda: to_stored(to_texts(row), whole))
    except DamagedError:
        return False
    change = update(revisions).where(revisions.c.number == number)
    await connection.execute(change.values(texts=stored.data, whole=stored.whole))
    return True


def _is_not_needed(before: datetime) -> tuple[ColumnElement[bool], ...]:
    """The conditions that old texts are there and none that is kept needs them, but perhaps to differ from.

    A kept revision needs its own texts, those before it (it can be undone), and those that it was made on
    (its save may have to be finished).
    """
    number = revisions.c.number
    recorded = (
        select(revisions.c.standing, func.lag(number).over(order_by=number).label("earlier"))
        .where(has_status(*RECORDED))
        .subquery()
    )
    needed = union_all(
        select(recorded.c.earlier).where(
            recorded.c.standing == SaveStatus.DONE.value, recorded.c.earlier.is_not(None)
        ),
        select(revisions.c.base).where(
            has_status(SaveStatus.DONE, SaveStatus.PENDING), revisions.c.base.is_not(None)
        ),
    )
    return (
        has_status(SaveStatus.THINNED, SaveStatus.DROPPED, SaveStatus.BROKEN),
        revisions.c.at < before,
        func.length(revisions.c.texts) > 0,
        number.not_in(needed),
    )


async def _change(
    connection: AsyncConnection, conditions: tuple[ColumnElement[bool], ...], **values: object
) -> bool:
    numbers = select(revisions.c.number).where(*conditions).limit(MOST_AT_ONCE)
    changed = await connection.execute(
        update(revisions).where(revisions.c.number.in_(numbers)).values(**values)
    )
    return changed.rowcount > 0
