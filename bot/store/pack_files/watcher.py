"""Finding out that somebody changed the pack's files by hand, and reading them."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bot.core.pack.problems import Problem
from bot.errors import UserError
from bot.store.folder_thread import FolderSilentError, FolderThread
from bot.store.pack_files.broken_files import BrokenFiles
from bot.store.pack_files.loader import FILES, Pack, PackError, PackMissingError, parse_pack, read_texts
from bot.store.threads import run_heavy_work

# Of one file: when its content and when anything of it was last changed (nanoseconds), its size in bytes, and
# its inode. None if there is no such file.
_FileStamp = tuple[int, int, int, int] | None
# One for each file of a pack.
Stamp = tuple[_FileStamp, ...]


def read_stamp(files: Iterable[Path]) -> Stamp:
    """Take the stamps of the files, without reading the files."""
    return tuple(_file_stamp(file) for file in files)


def _file_stamp(file: Path) -> _FileStamp:
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino


@dataclass
class Debounce:
    """Tells when to read files that changed: once, when they have not changed for `seconds` seconds.

    So files that are saved shortly one after the other are one change.
    """

    seconds: float
    _read: Stamp = ()
    _seen: Stamp = ()
    _seen_since: float = 0.0

    def is_time_to_read(self, now: Stamp, at: float) -> bool:
        """Is it time to read, if the stamp is `now` at the moment `at` (in seconds, on any clock)?"""
        if now != self._seen:
            self._seen, self._seen_since = now, at
        if now == self._read or at - self._seen_since < self.seconds:
            return False
        self._read = now
        return True

    def mark_read(self, now: Stamp) -> None:
        """Remember that the files with this stamp were read."""
        self._read = self._seen = now

    def read_again(self) -> None:
        """Have the files read again, even if their stamp does not change."""
        self._read = ()


class FileWatcher:
    """Reads the files of a pack after they were changed, and remembers if they do not load."""

    def __init__(self, folder: Path, still_seconds: float, thread: FolderThread) -> None:
        """Take the folder, and the thread in which all work on it is done."""
        self._folder = folder
        self._thread = thread
        self._debounce = Debounce(still_seconds)
        self._unreadable: Sequence[Problem] = ()
        self.broken = BrokenFiles()
        """The files as last read, if they do not load."""

    async def read_stamp(self) -> Stamp:
        """Take the present stamp of the pack's files; empty if the folder does not answer."""
        try:
            return await self._read_stamp()
        except FolderSilentError:
            return ()

    async def mark_opened(self, stamp: Stamp, error: UserError | None) -> None:
        """Remember that the files with this stamp were read, and why they do not load, if they do not.

        `read_changed` does not raise that error again. If the folder did not answer, it reads the files when
        the folder does.
        """
        if isinstance(error, FolderSilentError):
            return
        self._debounce.mark_read(stamp)
        if error is None:
            self.broken.clear()
            return
        texts: Mapping[str, str] = {}
        with suppress(PackMissingError, FolderSilentError):
            texts = await self._read_texts()
        await self.broken.set(error, texts)

    async def read_changed(self, at: float) -> Pack | None:
        """Read the pack if somebody changed it and is done with it; None if not. `at` is in seconds.

        Raises PackError or PackMissingError if it does not load, FolderSilentError if the folder does not
        answer. What cannot be read is raised once.
        """
        if not self._debounce.is_time_to_read(await self._read_stamp(), at):
            return None
        texts: Mapping[str, str] = {}
        try:
            reported = self._unreadable
            texts = await self._read_texts()
            if self._unreadable and self._unreadable == reported:
                # A file that cannot be read is tried each time, and reported once.
                return None
            pack = await run_heavy_work(parse_pack, self._folder, texts, self._unreadable)
        except (PackError, PackMissingError) as error:
            await self.broken.set(error, texts)
            raise
        self.broken.clear()
        return pack

    def read_again(self) -> None:
        """Have the files read again: they are not what was read, even if their stamp is the same."""
        self._debounce.read_again()

    async def _read_stamp(self) -> Stamp:
        return await self._thread.run(lambda: read_stamp([self._folder / name for name in FILES]))

    async def _read_texts(self) -> Mapping[str, str]:
        self._unreadable = ()
        try:
            texts, self._unreadable = await self._thread.run(lambda: read_texts(self._folder))
        except FolderSilentError:
            self._debounce.read_again()
            raise
        if self._unreadable:
            # The files may become readable without a change of their stamp.
            self._debounce.read_again()
        return texts
