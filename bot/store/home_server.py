"""Which server is the home, kept in the database from the first start on."""

from dataclasses import dataclass

from sqlalchemy import delete, insert, select

from bot.store.database.connection import Database, DatabaseLostError
from bot.store.database.tables import home_server

_ONLY_ROW = 1


@dataclass(frozen=True)
class RememberedHome:
    """What is kept of the home.

    `guild` is its id; None where the bot was in several servers when it first started, so that none is the
    home. `commands_in` is the id of the server in which the commands of curating were published last.
    """

    guild: int | None
    commands_in: int | None = None


class HomeMemory:
    """Keeps the home in the database. Its methods raise one of DATABASE_ERRORS if that cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def read(self) -> RememberedHome | None:
        """What is remembered; None before there was any server that could be the home.

        Raises DatabaseLostError where it may have been remembered in a database that is gone.
        """
        query = select(home_server.c.guild, home_server.c.commands_in)
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).first()
        if row is None and self._database.is_lost:
            raise DatabaseLostError
        return None if row is None else RememberedHome(row.guild, row.commands_in)

    async def write(self, home: RememberedHome) -> None:
        """Remember this in place of what was remembered."""
        row = {"id": _ONLY_ROW, "guild": home.guild, "commands_in": home.commands_in}
        async with self._database.writing() as connection:
            await connection.execute(delete(home_server))
            await connection.execute(insert(home_server), [row])
