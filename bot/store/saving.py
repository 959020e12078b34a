"""One save, step by step, and what becomes of one that was cut off. Held alone by who calls it."""

import logging
from collections.abc import Mapping
from pathlib import Path

from bot.store.pack import FILES, PackMissingError, read_texts, state_name
from bot.store.records import Records
from bot.store.recovery import Found, how_far
from bot.store.replacing import Change, ChangedMeanwhileError, Disk, replace_files, writable
from bot.store.revision_rows import DamagedError, Note, Revision, Standing
from bot.store.threads import in_thread
from bot.store.trouble import HistoryError, MovedError, Reason, SaveError, UnfinishedError, of_disk

_log = logging.getLogger(__name__)
_Texts = Mapping[str, str]


class Saving:
    """Writes the pack's files, and nobody else does."""

    def __init__(self, folder: Path, records: Records, disk: Disk) -> None:
        """Take what it works with; do nothing."""
        self._folder = folder
        self._records = records
        self._disk = disk
        # Revisions whose files are in place, and which the database would not mark as done.
        self._standing: set[int] = set()

    async def check(self, on: str) -> dict[str, str]:
        """The texts of the files, which must be in the state of that name; raises SaveError."""
        return await in_thread(lambda: _read(self._folder, on))

    async def save(self, texts: _Texts, on: str, note: Note) -> Revision:
        """Record new texts as pending, replace the files, mark it done; raises SaveError or HistoryError."""
        old = await self.check(on)
        new = await in_thread(lambda: _merged(old, texts))
        try:
            changes = await in_thread(lambda: self._changes(old, old, new))
        except (OSError, RuntimeError) as error:
            raise SaveError.because(_reason(error)) from error
        revision = await self._records.add_pending(old, new, note)
        try:
            await in_thread(lambda: replace_files(changes, self._disk))
        except OSError as error:
            await self._judge(revision.number, old, new, error)
        self._standing.add(revision.number)
        try:
            await self.mark_what_stands()
        except HistoryError:
            _log.warning("Revision %d is saved; that it is done is recorded later", revision.number)
        return revision

    async def settle(self) -> None:
        """Finish or drop what was cut off; raises HistoryError, or UnfinishedError where it cannot."""
        await self.mark_what_stands()
        for number, base in await self._records.pending():
            try:
                new = await self._records.texts(number, Standing.PENDING) or {}
                old = await self._records.texts(base) or {}
            except DamagedError:
                await self._records.mark(number, Standing.DROPPED)
                continue
            await self._settle(number, old, new)

    async def mark_what_stands(self) -> None:
        """Mark as done what is saved, and could not be marked so before; raises HistoryError."""
        for number in sorted(self._standing):
            await self._records.mark(number, Standing.DONE)
            self._standing.discard(number)

    async def _settle(self, number: int, old: _Texts, new: _Texts) -> None:
        found, disk = await self._found(old, new)
        if found is Found.PART:
            try:
                changes = await in_thread(lambda: self._changes(disk, old, new))
                await in_thread(lambda: replace_files(changes, self._disk))
            except (OSError, RuntimeError) as error:
                raise UnfinishedError(_reason(error)) from error
        is_there = found in (Found.PART, Found.ALL)
        await self._records.mark(number, Standing.DONE if is_there else Standing.DROPPED)

    async def _judge(self, number: int, old: _Texts, new: _Texts, error: OSError) -> None:
        """Say what became of a save that failed on the way; returns where it is all there in spite of it."""
        _log.warning("Revision %d could not be saved as it should be", number, exc_info=error)
        found, _ = await self._found(old, new)
        if found is Found.ALL:
            return
        if found is not Found.NONE:
            raise UnfinishedError(_reason(error)) from error
        try:
            await self._records.mark(number, Standing.DROPPED)
        except HistoryError:
            _log.warning("Revision %d is not saved; that it is dropped is recorded later", number)
        if isinstance(error, ChangedMeanwhileError):
            raise MovedError from error
        raise SaveError.because(of_disk(error)) from error

    async def _found(self, old: _Texts, new: _Texts) -> tuple[Found, _Texts]:
        try:
            disk, _ = await in_thread(lambda: read_texts(self._folder))
        except PackMissingError:
            disk = {}
        return how_far(disk, old, new), disk

    def _changes(self, disk: _Texts, old: _Texts, new: _Texts) -> list[Change]:
        """What there is to replace: the files that are not what they shall be."""
        return [
            Change(writable(self._folder / name), old[name].encode(), new[name].encode())
            for name in FILES
            if disk[name] != new[name]
        ]


def _read(folder: Path, on: str) -> dict[str, str]:
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
    """All files as they shall be; raises SaveError where that is what they are."""
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
