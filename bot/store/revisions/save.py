"""The steps of one save, and finishing one that was interrupted. The caller holds the lock of the folder."""

import logging
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.store.errors import (
    Failure,
    HistoryError,
    MovedError,
    SaveError,
    UncertainError,
    UnfinishedError,
    describe_disk_error,
)
from bot.store.folder_thread import FolderSilentError, FolderThread
from bot.store.pack_files.loader import FILES, PackMissingError, read_texts, state_name
from bot.store.revisions.atomic_files import (
    ChangedMeanwhileError,
    Disk,
    FileChange,
    replace_files,
    resolve_writable,
)
from bot.store.revisions.progress import SaveProgress, measure_progress
from bot.store.revisions.records import Records
from bot.store.revisions.rows import RECORDED, Note, Revision, SaveStatus
from bot.store.revisions.stored_texts import DamagedError
from bot.store.threads import run_in_thread

_log = logging.getLogger(__name__)
_Texts = Mapping[str, str]


class SaveProcess:
    """Writes the pack's files. Nothing else in the program does."""

    def __init__(self, folder: Path, records: Records, disk: Disk, thread: FolderThread) -> None:
        """Take the parts; read and write nothing."""
        self._folder = folder
        self._records = records
        self._disk = disk
        self._thread = thread
        # The outcomes of saves that could not be written to the database yet, by number of the revision.
        self._outcomes: dict[int, SaveStatus] = {}

    async def save(self, texts: _Texts, base: str, note: Note, replaces_broken: bool) -> Revision:
        """Record new texts as pending, replace the files, and mark the save as done.

        `base` names the state that the texts are made on; the files must be in it. `replaces_broken` says
        that this state does not load and may never be served. Raises SaveError if nothing was saved, or
        not all of it (UnfinishedError), UncertainError if the folder stops answering while the files are
        replaced, FolderSilentError if it did before, and HistoryError if it cannot be recorded.
        """
        old = await self._thread.run(lambda: _read(self._folder, base))
        new = await run_in_thread(lambda: _merge(old, texts))
        try:
            changes = await self._thread.run(lambda: self._changes(old, old, new))
        except (OSError, RuntimeError) as error:
            raise SaveError.from_failure(_describe(error)) from error
        revision = await self._records.add_pending(old, new, note, replaces_broken)
        try:
            await self._replace(changes)
        except OSError as error:
            await self._handle_failed_save(revision.number, old, new, error)
        except FolderSilentError as error:
            raise UncertainError from error
        if not await self._mark(revision.number, SaveStatus.DONE):
            _log.warning("Revision %d is saved; that it is done is recorded later", revision.number)
        return revision

    async def finish_interrupted_saves(self) -> None:
        """Finish or drop every interrupted save.

        Raises HistoryError if the database cannot be used, UnfinishedError if a file cannot be written,
        FolderSilentError if the folder does not answer.
        """
        await self.record_known_outcomes()
        for number, base in await self._records.pending():
            try:
                new = await self._records.texts(number, SaveStatus.PENDING) or {}
                old = await self._records.texts(base, *RECORDED, SaveStatus.BROKEN) or {}
            except DamagedError:
                await self._records.mark(number, SaveStatus.DROPPED)
                continue
            await self._finish_or_drop(number, old, new)

    async def record_known_outcomes(self) -> None:
        """Write the outcomes to the database that could not be written before. Raises HistoryError."""
        for number, status in sorted(self._outcomes.items()):
            await self._records.mark(number, status)
            self._outcomes.pop(number, None)

    async def _mark(self, number: int, status: SaveStatus) -> bool:
        self._outcomes[number] = status
        try:
            await self.record_known_outcomes()
        except HistoryError:
            return False
        return True

    async def _finish_or_drop(self, number: int, old: _Texts, new: _Texts) -> None:
        progress, disk = await self._read_progress(old, new)
        if progress is SaveProgress.PARTIAL:
            try:
                changes = await self._thread.run(lambda: self._changes(disk, old, new))
                await self._replace(changes)
            except (OSError, RuntimeError) as error:
                raise UnfinishedError(_describe(error)) from error
        # If somebody has written to the files since, the curator may have read that it was saved. So it stays
        # in the history, and the present files come after it.
        is_dropped = progress is SaveProgress.NONE
        await self._records.mark(number, SaveStatus.DROPPED if is_dropped else SaveStatus.DONE)

    async def _handle_failed_save(self, number: int, old: _Texts, new: _Texts, error: OSError) -> None:
        """Raise the SaveError that says what a failed save changed; return if all files are replaced."""
        _log.warning("Revision %d could not be saved as it should be", number, exc_info=error)
        try:
            progress, _ = await self._read_progress(old, new)
        except FolderSilentError:
            raise UncertainError from error
        if progress is SaveProgress.ALL:
            return
        if progress not in (SaveProgress.NONE, SaveProgress.OVERWRITTEN):
            raise UnfinishedError(_describe(error)) from error
        if not await self._mark(number, SaveStatus.DROPPED):
            _log.warning("Revision %d is not saved; that it is dropped is recorded later", number)
        if isinstance(error, ChangedMeanwhileError):
            raise MovedError from error
        raise SaveError.from_failure(describe_disk_error(error)) from error

    async def _read_progress(self, old: _Texts, new: _Texts) -> tuple[SaveProgress, _Texts]:
        try:
            disk, _ = await self._thread.run(lambda: read_texts(self._folder))
        except PackMissingError:
            disk = {}
        return measure_progress(disk, old, new), disk

    async def _replace(self, changes: Sequence[FileChange]) -> None:
        """Replace the files. Raises OSError, and FolderSilentError: then none or, later, all are replaced."""
        given_up = threading.Event()
        try:
            await self._thread.run(lambda: replace_files(changes, self._disk, given_up.is_set))
        except FolderSilentError:
            given_up.set()
            raise

    def _changes(self, disk: _Texts, old: _Texts, new: _Texts) -> list[FileChange]:
        """List the files that do not have their new text yet. Raises what `resolve_writable` raises."""
        return [
            FileChange(resolve_writable(self._folder / name), old[name].encode(), new[name].encode())
            for name in FILES
            if disk[name] != new[name]
        ]


def _read(folder: Path, base: str) -> dict[str, str]:
    """Read the texts of the files. Raises SaveError if they cannot be read or are not in the state `base`."""
    try:
        texts, unreadable = read_texts(folder)
    except PackMissingError as error:
        raise SaveError(f"Nothing was changed. {error}") from error
    if unreadable:
        raise SaveError(f"Nothing was changed: {unreadable[0]}")
    if state_name(texts) != base:
        raise MovedError
    return texts


def _merge(old: _Texts, texts: _Texts) -> dict[str, str]:
    """The new texts of all files. Raises SaveError if nothing changes, or if a text cannot be encoded."""
    if not set(texts) <= set(FILES):
        raise ValueError(f"a pack has {', '.join(FILES)} and no other files")
    new = {**old, **texts}
    try:
        for text in new.values():
            text.encode()
    except UnicodeEncodeError:
        raise SaveError("Nothing was changed: there is half a character in the text. Type it anew.") from None
    if new == old:
        raise SaveError("Nothing was changed: it is all there already.")
    return new


def _describe(error: OSError | RuntimeError) -> Failure:
    if isinstance(error, OSError):
        return describe_disk_error(error)
    return Failure(
        "a link of the pack's folder leads round in a circle", "Put the link right, then try again."
    )
