"""Opening the database: its folder, its engine, and its tables as of the newest migration."""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from sqlalchemy import URL, Connection, event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.store.database.database_file import database_in, find_file, identify, make_private
from bot.store.database.marker import DatabaseMarker, is_new, sign
from bot.store.database.schema_version import NewerDatabaseError, migrate

_WRITES = "footnote_writes"
# Alembic works on globals of its own: two migrations at once in one process trip over each other.
_MIGRATING = threading.Lock()
# Seconds until it is asked again whether another migration is done.
_MIGRATION_POLL = 0.01


class DatabaseLostError(OSError):
    """The database is gone, and with it what is asked for."""


# Whatever keeps a database from being used: out of reach, full, damaged, or newer than this program.
DATABASE_ERRORS = (SQLAlchemyError, OSError, NewerDatabaseError)


def embedded_database(folder: Path) -> URL:
    """The address of the embedded database in a folder."""
    return URL.create("sqlite+aiosqlite", database=str(database_in(folder)))


async def open_database(
    url: URL, patience: float = 5.0, *, replaces_another: bool = False
) -> tuple[AsyncEngine, bool]:
    """Connect and bring the tables up to date; say whether the database stands in for one that is gone.

    An embedded database that somebody else is writing to is waited for, `patience` seconds at most. Its file
    is for its owner alone, and so is its folder, if that is made here.
    Raises one of DATABASE_ERRORS where it cannot be used.
    """
    embedded = find_file(url)
    if embedded is None:
        # Errors go to the log of the process, and what people asked does not.
        engine = create_async_engine(url, hide_parameters=True)
    else:
        # On a disk that stalls even this may take long: not in the event loop.
        await asyncio.to_thread(make_private, embedded)
        arguments = {"timeout": patience, "isolation_level": None}
        engine = create_async_engine(url, hide_parameters=True, connect_args=arguments)
        event.listen(engine.sync_engine, "begin", _begin)
    try:
        async with _one_at_a_time(), engine.execution_options(**{_WRITES: True}).begin() as connection:
            is_lost = await connection.run_sync(_migrate, replaces_another)
    except BaseException:
        await engine.dispose()
        raise
    return engine, is_lost


class Database:
    """The database, opened when it is first needed, and anew where its file was moved or replaced."""

    def __init__(self, url: URL, patience: float = 5.0) -> None:
        """Open nothing yet; `patience` as for `open_database`."""
        self._url = url
        self._patience = patience
        self._engine: AsyncEngine | None = None
        self._opened: tuple[int, int] | None = None
        self._file = find_file(url)
        self._marker = DatabaseMarker(self._file)
        self._is_marked = False
        self.is_lost = False
        """Is the one that there was gone, as far as was noticed? What is used meanwhile is a new one."""
        self._opening = asyncio.Lock()
        self._users = 0
        self._is_idle = asyncio.Event()
        self._is_idle.set()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that only reads; raises one of DATABASE_ERRORS."""
        async with self._transaction() as connection:
            yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """A transaction, committed where the block ends without an error; raises one of DATABASE_ERRORS."""
        async with self._transaction(**{_WRITES: True}) as connection:
            yield connection

    async def look(self) -> bool:
        """Look whether it is still where it was, and put a new one in its place if not. Is it lost?"""
        with suppress(*DATABASE_ERRORS):
            await self._open()
        return self.is_lost

    async def close(self) -> None:
        """Close it, once nobody uses it; the next transaction opens it again."""
        async with self._opening:
            await self._dispose()

    @asynccontextmanager
    async def _transaction(self, **options: bool) -> AsyncIterator[AsyncConnection]:
        engine = await self._open()
        self._users += 1
        self._is_idle.clear()
        try:
            async with engine.execution_options(**options).begin() as connection:
                yield connection
        finally:
            self._users -= 1
            if not self._users:
                self._is_idle.set()

    async def _open(self) -> AsyncEngine:
        async with self._opening:
            # What is written to a file that was deleted under us would be lost without a word.
            identity = await asyncio.to_thread(identify, self._file)
            is_in_place = self._engine is not None and identity == self._opened
            may_begin_anew = is_in_place and self.is_lost and self._is_marked
            begins_anew = may_begin_anew and not await asyncio.to_thread(self._marker.exists)
            if self._engine is not None and (begins_anew or not is_in_place):
                await self._dispose()
            if self._engine is None:
                self._engine = await self._connect(begins_anew)
            return self._engine

    async def _connect(self, begins_anew: bool) -> AsyncEngine:
        was_there = self._opened is not None or await asyncio.to_thread(self._marker.exists)
        there_was_one = was_there and not begins_anew
        if there_was_one and await asyncio.to_thread(identify, self._file) is None:
            self.is_lost = True
        engine, self.is_lost = await open_database(self._url, self._patience, replaces_another=there_was_one)
        self._opened = await asyncio.to_thread(identify, self._file)
        self._is_marked = await asyncio.to_thread(self._marker.write)
        return engine

    async def _dispose(self) -> None:
        # A connection in use would be forgotten, and never closed.
        await self._is_idle.wait()
        if self._engine is not None:
            await self._engine.dispose()
            self._engine = None


def _begin(connection: Connection) -> None:
    """Begin for SQLite, whose driver by itself makes tables outside of any transaction.

    One that writes says so at once: then it waits for its turn, and a later surprise cannot fail it.
    """
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@asynccontextmanager
async def _one_at_a_time() -> AsyncIterator[None]:
    # An asyncio lock would belong to one event loop, and Alembic's globals are the process's.
    while not _MIGRATING.acquire(blocking=False):  # noqa: ASYNC110
        await asyncio.sleep(_MIGRATION_POLL)
    try:
        yield
    finally:
        _MIGRATING.release()


def _migrate(connection: Connection, replaces_another: bool) -> bool:
    was_new = is_new(connection)
    migrate(connection)
    return sign(connection, was_new, replaces_another)
