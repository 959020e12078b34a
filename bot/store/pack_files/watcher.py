"""Noticing that somebody changed the files of the pack by hand, and reading them."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bot.core.pack.problems import Problem
from bot.errors import UserError
from bot.store.pack_files.broken_files import BrokenFiles
from bot.store.pack_files.loader import FILES, Pack, PackError, PackMissingError, parse_pack, read_texts
from bot.store.threads import off_loop

# When a file was written and when anything of it was changed (nanoseconds), its size in bytes, and which file
# it is; None where there is none.
_FileStamp = tuple[int, int, int, int] | None
# That of each file of a pack.
Stamp = tuple[_FileStamp, ...]


def stamp(files: Iterable[Path]) -> Stamp:
    """What the folder says of the files, without reading them."""
    return tuple(map(_stamp, files))


def _stamp(file: Path) -> _FileStamp:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino


@dataclass
class Stillness:
    """Tells when files that changed have stood still for so many seconds: then they are read, once.

    Files saved one after the other are one change.
    """

    seconds: float
    _read: Stamp = ()
    _seen: Stamp = ()
    _since: float = 0.0

    def settled(self, now: Stamp, at: float) -> bool:
        """Whether it is time to read, given what the folder says at a moment (seconds on any clock)."""
        if now != self._seen:
            self._seen, self._since = now, at
        if now == self._read or at - self._since < self.seconds:
            return False
        self._read = now
        return True

    def known(self, now: Stamp) -> None:
        """What bears this stamp has been read."""
        self._read = self._seen = now

    def forget(self) -> None:
        """What was read does not count: they are read again, even where nothing shows that they changed."""
        self._read = ()


class Watch:
    """Reads the files of a pack when they were changed, and remembers what is wrong with them."""

    def __init__(self, folder: Path, still_seconds: float) -> None:
        self._folder = folder
        self._stillness = Stillness(still_seconds)
        self._unreadable: Sequence[Problem] = ()
        self.broken = BrokenFiles()
        """The files as they stood when they were last read, where they do not load."""

    async def stamp(self) -> Stamp:
        """What the folder says of the files at this moment."""
        return await asyncio.to_thread(stamp, [self._folder / name for name in FILES])

    async def opened(self, found: Stamp, trouble: UserError | None) -> None:
        """Files of that stamp were read, and this is wrong with them: it is not told a second time."""
        self._stillness.known(found)
        if trouble is None:
            self.broken.put_right()
            return
        texts: Mapping[str, str] = {}
        with suppress(PackMissingError):
            texts = await self._texts()
        await self.broken.found(trouble, texts)

    async def changed(self, at: float) -> Pack | None:
        """The pack, where somebody changed it and it stands still; `at` is in seconds.

        Raises PackError or PackMissingError where it does not load.
        """
        if not self._stillness.settled(await self.stamp(), at):
            return None
        texts: Mapping[str, str] = {}
        try:
            told = self._unreadable
            texts = await self._texts()
            if self._unreadable and self._unreadable == told:
                # What cannot be read is tried at every look, and told once.
                return None
            pack = await off_loop(parse_pack, self._folder, texts, self._unreadable)
        except (PackError, PackMissingError) as error:
            await self.broken.found(error, texts)
            raise
        self.broken.put_right()
        return pack

    def read_again(self) -> None:
        """The files are not what was read, whatever their stamp says."""
        self._stillness.forget()

    async def _texts(self) -> Mapping[str, str]:
        self._unreadable = ()
        texts, self._unreadable = await off_loop(read_texts, self._folder)
        if self._unreadable:
            # What can be read a moment later may bear the same stamp.
            self._stillness.forget()
        return texts
