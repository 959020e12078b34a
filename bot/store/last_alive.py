"""When the bot last heard Discord, kept in the database, so that a later run knows how long it was away."""

from datetime import datetime

from sqlalchemy import delete, insert, select

from bot.store.database.connection import Database
from bot.store.database.tables import last_alive

_ONLY_ROW = 1


class LastAlive:
    """Keeps the moment. Its methods raise one of DATABASE_ERRORS if the database cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def read(self) -> datetime | None:
        """The moment that was written last; None in a new database."""
        async with self._database.reading() as connection:
            return (await connection.execute(select(last_alive.c.at))).scalar()

    async def write(self, at: datetime) -> None:
        """Remember this moment in place of the earlier one."""
        async with self._database.writing() as connection:
            await connection.execute(delete(last_alive))
            await connection.execute(insert(last_alive), [{"id": _ONLY_ROW, "at": at}])
