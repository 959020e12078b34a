"""The recorded revisions in the database. Whatever keeps it from being used is a HistoryError."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select, update

from bot.store.database import Database
from bot.store.recording import record_pending, record_state
from bot.store.revision_rows import Note, Revision, Standing, kept_texts, newest_first, to_revision, to_texts
from bot.store.tables import revisions
from bot.store.threads import in_thread
from bot.store.trouble import HistoryError, in_words


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
