"""Saving the pack so that nothing is lost: every state is recorded before it is written.

A save is recorded as pending, with all its texts. Then the files are replaced. Then it is marked as done.
If that is interrupted, the next save or start finds the record, and finishes or drops the save.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, time
from pathlib import Path

from bot.store.database.connection import Database
from bot.store.errors import (
    FOLDER_SILENT,
    HistoryError,
    MovedError,
    NoRevisionError,
    SaveError,
    TooOldError,
    UnrecordedError,
)
from bot.store.folder_thread import FolderSilentError, FolderThread
from bot.store.revisions.atomic_files import Disk
from bot.store.revisions.folder_lock import FolderBusyError, folder_lock
from bot.store.revisions.records import Records
from bot.store.revisions.rows import Note, Origin, Revision
from bot.store.revisions.save import SaveProcess
from bot.store.revisions.startup import StartupResult, recover_and_load
from bot.store.revisions.stored_texts import DamagedError, ThinnedError
from bot.store.threads import run_to_end

__all__ = [
    "Archive",
    "HistoryError",
    "MovedError",
    "NoRevisionError",
    "Origin",
    "Revision",
    "SaveError",
    "StartupResult",
]

# The largest number of a revision that a database can store.
_HIGHEST = 2**31 - 1


class Archive:
    """The revisions of one pack. Nothing else in the program writes the pack's files."""

    def __init__(
        self,
        folder: Path,
        database: Database,
        *,
        patience: float = 5.0,
        disk: Disk | None = None,
        thread: FolderThread | None = None,
    ) -> None:
        """Take the folder of the pack, and the database; open nothing.

        A save of another program is waited for at most `patience` seconds. All work on the folder is done in
        `thread`; without one the folder is waited for for five seconds.
        """
        self.folder_thread = thread or FolderThread(5.0)
        self._folder = folder
        self._patience = patience
        self._database = database
        self._records = Records(self._database)
        self._saving = SaveProcess(folder, self._records, disk or Disk(), self.folder_thread)
        self._lock = asyncio.Lock()
        self._thinning = asyncio.Lock()
        self._is_closed = False

    async def open(self, now: datetime) -> StartupResult:
        """Finish or drop interrupted saves, and load the files or else the last good revision.

        Raises PackError, PackMissingError, FolderSilentError or UnfinishedError if neither can be served.
        Every other failure is in the result.
        """
        return await run_to_end(
            recover_and_load(
                self._folder, self.folder_thread, self._records, self._saving, self._hold_folder(), now
            )
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
        replaces_broken: bool = False,
    ) -> Revision:
        """Save new texts, of all files or of those that change, made on the state named `on`.

        Either all of it is saved or nothing. Raises SaveError, which says why not; MovedError if the files
        are no longer in that state; UnfinishedError if only some files could be replaced; UncertainError if
        the folder stops answering meanwhile. Once begun it runs to its end, even if the caller is cancelled.
        `replaces_broken` says that the files do not load: their texts are kept, and never served.
        """
        return await run_to_end(self._save(texts, on, Note(now, by, who, why, tuple(items)), replaces_broken))

    async def record_hand_edit(self, texts: Mapping[str, str], now: datetime) -> Revision | None:
        """Record a hand edit of the files. None if the newest revision has these texts already.

        The texts were served, so they are recorded even if the files hold something else by now. Raises
        UnrecordedError if that is not possible.
        """
        return await run_to_end(self._record_hand_edit(texts, now))

    async def history(
        self, item: str | None = None, *, most: int = 10, before: int | None = None
    ) -> tuple[Revision, ...]:
        """At most `most` revisions, newest first.

        With `item`, only those that change that item; with `before`, only those with lower numbers. Raises
        HistoryError.
        """
        await self._saving.record_known_outcomes()
        return await self._records.page(item, most, before)

    async def newest(self) -> Revision | None:
        """The newest revision; None before the first. Raises HistoryError."""
        return next(iter(await self.history(most=1)), None)

    async def texts(self, number: int) -> Mapping[str, str]:
        """The texts of all files in a revision.

        Raises NoRevisionError if there is no such revision, if it is damaged or its texts are no longer kept,
        or else HistoryError.
        """
        try:
            await self._saving.record_known_outcomes()
            texts = await self._records.texts(number) if 0 < number <= _HIGHEST else None
        except ThinnedError:
            raise TooOldError(number) from None
        except DamagedError:
            raise NoRevisionError(f"Revision {number} is damaged and cannot be read.") from None
        if texts is None:
            raise NoRevisionError(f"There is no revision {number}: the history lists those that there are.")
        return texts

    async def change(self, number: int) -> tuple[Mapping[str, str], Mapping[str, str]]:
        """The texts of all files before a revision, and in it.

        Raises NoRevisionError if there is no such revision or none before it, or if one of the two is damaged
        or too old, or else HistoryError.
        """
        after = await self.texts(number)
        revision, *earlier = await self.history(most=2, before=number + 1)
        if revision.is_thinned:
            raise TooOldError(number)
        if not earlier:
            raise NoRevisionError(f"Revision {number} is the first: there is nothing before it.")
        return await self.texts(earlier[0].number), after

    async def thin(self, before: datetime) -> None:
        """Of the revisions of each day that was over before that moment, keep the last, and the first of all.

        The others stay in the history, and their texts go, unless a kept revision needs them. What is done
        is done in small steps, each of which leaves the history whole. Raises HistoryError.
        """
        day = datetime.combine(before.astimezone(UTC), time(), UTC)
        async with self._thinning:
            while not self._is_closed and await self._records.thin(day):
                pass

    async def close(self) -> None:
        """Wait for a running save, and close the database. Nothing is thinned from now on."""
        self._is_closed = True
        async with self._thinning, self._lock:
            with suppress(HistoryError):
                await self._saving.record_known_outcomes()
            await self._database.close()

    @asynccontextmanager
    async def _hold_folder(self) -> AsyncIterator[None]:
        async with self._lock, folder_lock(self._folder, self.folder_thread, self._patience):
            yield

    async def _save(self, texts: Mapping[str, str], on: str, note: Note, replaces_broken: bool) -> Revision:
        try:
            async with self._hold_folder():
                await self._saving.finish_interrupted_saves()
                return await self._saving.save(texts, on, note, replaces_broken)
        except HistoryError as error:
            raise SaveError.from_failure(error.failure) from error
        except FolderSilentError as error:
            raise SaveError.from_failure(FOLDER_SILENT) from error

    async def _record_hand_edit(self, texts: Mapping[str, str], now: datetime) -> Revision | None:
        try:
            async with self._hold_folder():
                await self._saving.finish_interrupted_saves()
                return await self._records.add_state(texts, now)
        except (HistoryError, FolderBusyError) as error:
            raise UnrecordedError(error.failure) from error
        except FolderSilentError as error:
            raise UnrecordedError(FOLDER_SILENT) from error
