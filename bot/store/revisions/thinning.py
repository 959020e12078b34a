"""Thinning: of the revisions of an old day the last is kept; the others stay in the history without texts.

All of it is done by the database, some rows at a time, so that neither the event loop nor a save waits for
long. The space of what is dropped is used again for later revisions; the file does not shrink.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, func, select, union_all, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.database.tables import revisions
from bot.store.revisions.rows import RECORDED, SaveStatus, has_status

# Rows changed in one transaction, which a save may have to wait for.
MOST_AT_ONCE = 50


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
    """Empty the texts of old revisions that no revision needs which is kept; tell whether any had some.

    A kept revision needs its own texts, those before it (it can be undone), those that it was made on (its
    save may have to be finished), and the whole texts that any of these are stored as a difference from.
    """
    number = revisions.c.number
    earlier = (
        select(
            revisions.c.standing,
            func.lag(number).over(order_by=number).label("number"),
        )
        .where(has_status(*RECORDED))
        .subquery()
    )
    kept = has_status(SaveStatus.DONE, SaveStatus.PENDING)
    needed = union_all(
        select(earlier.c.number).where(
            earlier.c.standing == SaveStatus.DONE.value, earlier.c.number.is_not(None)
        ),
        select(revisions.c.base).where(kept, revisions.c.base.is_not(None)),
        # A row that is emptied now may be needed for this still: then the whole one has its turn later.
        select(revisions.c.whole).where(revisions.c.whole.is_not(None)),
    )
    is_dropped = (
        has_status(SaveStatus.THINNED, SaveStatus.DROPPED, SaveStatus.BROKEN),
        revisions.c.at < before,
        func.length(revisions.c.texts) > 0,
        number.not_in(needed),
    )
    return await _change(connection, is_dropped, texts=b"", whole=None)


async def _change(
    connection: AsyncConnection, conditions: tuple[ColumnElement[bool], ...], **values: object
) -> bool:
    numbers = select(revisions.c.number).where(*conditions).limit(MOST_AT_ONCE)
    changed = await connection.execute(
        update(revisions).where(revisions.c.number.in_(numbers)).values(**values)
    )
    return changed.rowcount > 0
