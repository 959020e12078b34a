"""Writing the question log: in batches, and again and again where the database does not take them."""

import asyncio
import logging
from datetime import datetime

from bot.store.database.connection import DATABASE_ERRORS, Database
from bot.store.question_log.queue import RowQueue
from bot.store.question_log.rows import ROW_ERRORS, Row, delete_older, insert_rows
from bot.store.question_log.troubles import Troubles

_log = logging.getLogger(__name__)
# Rows written in one go: more would hold up the event loop.
_BATCH = 200


class LogWriter:
    """Moves rows from the queue to the database, and deletes what is too old, one after the other."""

    def __init__(self, database: Database, waiting: RowQueue, troubles: Troubles) -> None:
        self._database = database
        self._waiting = waiting
        self._troubles = troubles
        self._writing = asyncio.Lock()

    async def flush(self) -> None:
        """Write what is waiting; what cannot be written now waits on.

        A row that never can be, because the database refuses it and not the others, is dropped.
        """
        async with self._writing:
            batch = list(self._waiting)
            try:
                for at in range(0, len(batch), _BATCH):
                    await self._write_some(batch[at : at + _BATCH])
            except DATABASE_ERRORS:
                waiting = len(self._waiting)
                self._troubles.note("writing", f"The question log cannot be written; {waiting} rows wait")
                return
            if batch:
                self._troubles.end()

    async def forget(self, before: datetime) -> None:
        """Delete everything older than a moment."""
        async with self._writing:
            try:
                async with self._database.writing() as connection:
                    await delete_older(connection, before)
            except DATABASE_ERRORS:
                self._troubles.note("forgetting", "Old questions could not be forgotten; it is tried again")

    async def _write_some(self, rows: list[Row]) -> None:
        try:
            await self._write(rows)
        except ROW_ERRORS:
            for row in rows:
                await self._write_or_drop(row)

    async def _write_or_drop(self, row: Row) -> None:
        try:
            await self._write([row])
        except ROW_ERRORS:
            _log.warning("The question log refuses a row, which is dropped")
            self._waiting.remove(row)

    async def _write(self, rows: list[Row]) -> None:
        async with self._database.writing() as connection:
            await insert_rows(connection, rows)
        for row in rows:
            self._waiting.remove(row)
