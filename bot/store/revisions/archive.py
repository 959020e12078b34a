"""Saving the pack so that nothing is lost: every state is recorded before it is written.

A save is recorded as pending, with all its texts, then the files are replaced, then it is marked done.
Wherever that is cut off, the next save or start finds the record and finishes it, or drops it.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from pathlib import Path

from bot.store.database.connection import Database
from bot.store.errors import HistoryError, MovedError, NoRevisionError, SaveError, UnrecordedError
from bot.store.revisions.atomic_files import Disk
from bot.store.revisions.folder_lock import FolderBusyError, folder_lock
from bot.store.revisions.records import Records
from bot.store.revisions.rows import DamagedError, Note, Origin, Revision
from bot.store.revisions.save import SaveProcess
from bot.store.revisions.startup import Opening, opened
from bot.store.threads import uninterrupted

__all__ = [
    "Archive",
    "HistoryError",
    "MovedError",
    "NoRevisionError",
    "Opening",
    "Origin",
    "Revision",
    "SaveError",
]

# What no database could count to is no number of a revision.
_HIGHEST = 2**31 - 1


class Archive:
    """The revisions of one pack, and the only one who writes its files."""

    def __init__(
        self, folder: Path, database: Database, *, patience: float = 5.0, disk: Disk | None = None
    ) -> None:
        """Take the folder of the pack, and the database; open nothing.

        `patience` is for how many seconds another program's save is waited for.
        """
        self._folder = folder
        self._patience = patience
        self._database = database
        self._records = Records(self._database)
        self._saving = SaveProcess(folder, self._records, disk or Disk())
        self._alone = asyncio.Lock()

    async def open(self, now: datetime) -> Opening:
        """Finish or drop what was cut off, and say what serves: the files, or else the last good revision.

        Raises PackError or PackMissingError where neither serves; no other trouble costs an answer.
        """
        return await uninterrupted(
            opened(self._folder, self._records, self._saving, self._exclusively(), now)
        )

    async def save(
        self,
        texts: Mapping[str, str],
        on: str,
        *,
        by: Origin,
        who: int | None,
        why: str,
        items: Sequence[str],
        now: datetime,
        mends: bool = False,
    ) -> Revision:
        """Save new texts, of all files or of those that change, made on the state named `on`.

        All of it is saved or nothing. Raises SaveError, which says why not; MovedError where the files
        are no longer in that state. Once begun it runs to its end, even where the caller is cancelled.
        `mends` says that the files do not load: what they hold is kept, and never served.
        """
        return await uninterrupted(self._save(texts, on, Note(now, by, who, why, tuple(items)), mends))

    async def adopt(self, texts: Mapping[str, str], now: datetime) -> Revision | None:
        """Record what somebody wrote to the files by hand; None where it is the newest revision already.

        It was served: that the files may hold something else by now does not matter. Raises SaveError
        where it cannot be recorded.
        """
        return await uninterrupted(self._adopt(texts, now))

    async def history(
        self, item: str | None = None, *, most: int = 10, before: int | None = None
    ) -> tuple[Revision, ...]:
        """The revisions, newest first; of an item, those that touch it; raises HistoryError."""
        await self._saving.mark_what_is_known()
        return await self._records.page(item, most, before)

    async def newest(self) -> Revision | None:
        """The newest revision, None before the first; raises HistoryError."""
        return next(iter(await self.history(most=1)), None)

    async def texts(self, number: int) -> Mapping[str, str]:
        """The texts of all files in a revision; raises NoRevisionError or HistoryError."""
        try:
            await self._saving.mark_what_is_known()
            texts = await self._records.texts(number) if 0 < number <= _HIGHEST else None
        except DamagedError:
            raise NoRevisionError(f"Revision {number} is damaged and cannot be read.") from None
        if texts is None:
            raise NoRevisionError(f"There is no revision {number}: the history lists those that there are.")
        return texts

    async def close(self) -> None:
        """Wait for a save that is under way, and let go of the database."""
        async with self._alone:
            with suppress(HistoryError):
                await self._saving.mark_what_is_known()
            await self._database.close()

    @asynccontextmanager
    async def _exclusively(self) -> AsyncIterator[None]:
        async with self._alone, folder_lock(self._folder, self._patience):
            yield

    async def _save(self, texts: Mapping[str, str], on: str, note: Note, mends: bool) -> Revision:
        try:
            async with self._exclusively():
                await self._saving.settle()
                return await self._saving.save(texts, on, note, mends)
        except HistoryError as error:
            raise SaveError.because(error.reason) from error

    async def _adopt(self, texts: Mapping[str, str], now: datetime) -> Revision | None:
        try:
            async with self._exclusively():
                await self._saving.settle()
                return await self._records.add_state(texts, now)
        except (HistoryError, FolderBusyError) as error:
            raise UnrecordedError(error.reason) from error
