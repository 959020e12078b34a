"""One save, step by step, and what became of one that was cut off. Held alone by who calls it."""

import logging
from collections.abc import Mapping
from enum import Enum, auto
from pathlib import Path

from bot.store.errors import HistoryError, MovedError, Reason, SaveError, UnfinishedError, of_disk
from bot.store.pack_files.loader import FILES, PackMissingError, read_texts, state_name
from bot.store.revisions.atomic_files import ChangedMeanwhileError, Disk, FileChange, replace_files, writable
from bot.store.revisions.records import Records
from bot.store.revisions.rows import DamagedError, Note, Revision, Standing
from bot.store.threads import in_thread

_log = logging.getLogger(__name__)
_Texts = Mapping[str, str]


class SaveProgress(Enum):
    """How far a save came."""

    NONE = auto()
    """Nothing of it is there: the files are as they were."""
    OVER = auto()
    """Nothing of it is there, or no longer: somebody has written to the files since."""
    PART = auto()
    """Some files are replaced, and the others are as they were: it can be finished."""
    MIXED = auto()
    """Some files are replaced, and somebody has written to others since."""
    ALL = auto()
    """It is all there."""


def how_far(disk: Mapping[str, str], old: Mapping[str, str], new: Mapping[str, str]) -> SaveProgress:
    """Compare the files that a save changes with what they were and shall be; a missing one is neither."""
    changed = [name for name in new if new[name] != old.get(name)]
    there = [name for name in changed if disk.get(name) == new[name]]
    untouched = all(disk.get(name) == old.get(name) for name in changed if name not in there)
    if len(there) == len(changed):
        return SaveProgress.ALL
    if there:
        return SaveProgress.PART if untouched else SaveProgress.MIXED
    return SaveProgress.NONE if untouched else SaveProgress.OVER


class SaveProcess:
    """Writes the pack's files, and nobody else does."""

    def __init__(self, folder: Path, records: Records, disk: Disk) -> None:
        """Take what it works with; do nothing."""
        self._folder = folder
        self._records = records
        self._disk = disk
        # How the saving of revisions ended that the database would not mark so.
        self._known: dict[int, Standing] = {}

    async def save(self, texts: _Texts, on: str, note: Note, mends: bool) -> Revision:
        """Record new texts as pending, replace the files, mark it done; raises SaveError or HistoryError.

        `on` is the name of the state that they are made on, and that the files must be in.
        `mends` says that what the files hold does not load, and is no revision that may be served.
        """
        old = await in_thread(lambda: _read(self._folder, on))
        new = await in_thread(lambda: _merged(old, texts))
        try:
            changes = await in_thread(lambda: self._changes(old, old, new))
        except (OSError, RuntimeError) as error:
            raise SaveError.because(_reason(error)) from error
        revision = await self._records.add_pending(old, new, note, mends)
        try:
            await in_thread(lambda: replace_files(changes, self._disk))
        except OSError as error:
            await self._judge(revision.number, old, new, error)
        if not await self._mark(revision.number, Standing.DONE):
            _log.warning("Revision %d is saved; that it is done is recorded later", revision.number)
        return revision

    async def settle(self) -> None:
        """Finish or drop what was cut off; raises HistoryError, or UnfinishedError where it cannot."""
        await self.mark_what_is_known()
        for number, base in await self._records.pending():
            try:
                new = await self._records.texts(number, Standing.PENDING) or {}
                old = await self._records.texts(base, Standing.DONE, Standing.BROKEN) or {}
            except DamagedError:
                await self._records.mark(number, Standing.DROPPED)
                continue
            await self._settle(number, old, new)

    async def mark_what_is_known(self) -> None:
        """Mark as done or dropped what could not be marked so before; raises HistoryError."""
        for number, standing in sorted(self._known.items()):
            await self._records.mark(number, standing)
            self._known.pop(number, None)

    async def _mark(self, number: int, standing: Standing) -> bool:
        self._known[number] = standing
        try:
            await self.mark_what_is_known()
        except HistoryError:
            return False
        return True

    async def _settle(self, number: int, old: _Texts, new: _Texts) -> None:
        found, disk = await self._found(old, new)
        if found is SaveProgress.PART:
            try:
                changes = await in_thread(lambda: self._changes(disk, old, new))
                await in_thread(lambda: replace_files(changes, self._disk))
            except (OSError, RuntimeError) as error:
                raise UnfinishedError(_reason(error)) from error
        # Where somebody has written since, it may have been told that it was saved: it is kept, and what
        # the files hold by now comes after it.
        await self._records.mark(number, Standing.DROPPED if found is SaveProgress.NONE else Standing.DONE)

    async def _judge(self, number: int, old: _Texts, new: _Texts, error: OSError) -> None:
        """Say what became of a save that failed on the way; returns where it is all there in spite of it."""
        _log.warning("Revision %d could not be saved as it should be", number, exc_info=error)
        found, _ = await self._found(old, new)
        if found is SaveProgress.ALL:
            return
        if found not in (SaveProgress.NONE, SaveProgress.OVER):
            raise UnfinishedError(_reason(error)) from error
        if not await self._mark(number, Standing.DROPPED):
            _log.warning("Revision %d is not saved; that it is dropped is recorded later", number)
        if isinstance(error, ChangedMeanwhileError):
            raise MovedError from error
        raise SaveError.because(of_disk(error)) from error

    async def _found(self, old: _Texts, new: _Texts) -> tuple[SaveProgress, _Texts]:
        try:
            disk, _ = await in_thread(lambda: read_texts(self._folder))
        except PackMissingError:
            disk = {}
        return how_far(disk, old, new), disk

    def _changes(self, disk: _Texts, old: _Texts, new: _Texts) -> list[FileChange]:
        """What there is to replace: the files that are not what they shall be."""
        return [
            FileChange(writable(self._folder / name), old[name].encode(), new[name].encode())
            for name in FILES
            if disk[name] != new[name]
        ]


def _read(folder: Path, on: str) -> dict[str, str]:
    """The texts of the files, which must be in the state of that name; raises SaveError."""
    try:
        texts, unreadable = read_texts(folder)
    except PackMissingError as error:
        raise SaveError(f"Nothing was changed. {error}") from error
    if unreadable:
        raise SaveError(f"Nothing was changed: {unreadable[0]}")
    if state_name(texts) != on:
        raise MovedError
    return texts


def _merged(old: _Texts, texts: _Texts) -> dict[str, str]:
    """All files as they shall be; raises SaveError where that is what they are, or cannot be encoded."""
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


def _reason(error: OSError | RuntimeError) -> Reason:
    if isinstance(error, OSError):
        return of_disk(error)
    return Reason(
        "a link of the pack's folder leads round in a circle", "Put the link right, then try again."
    )
