"""Noticing that somebody changed the files of the pack by hand."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

# Of each file: when it was changed (nanoseconds), its size, and which file it is; None where there is none.
Stamp = tuple[tuple[int, int, int] | None, ...]


def stamp(files: Iterable[Path]) -> Stamp:
    """What the folder says of the files, without reading them."""
    return tuple(map(_stamp, files))


def _stamp(file: Path) -> tuple[int, int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


@dataclass
class Stillness:
    """Tells when files that changed have stood still for so many seconds: then they are read, once.

    Files saved one after the other are one change.
    """

    seconds: float
    _read: Stamp = ()
    _seen: Stamp = ()
    _since: float = field(default=0.0)

    def settled(self, now: Stamp, at: float) -> bool:
        """Whether it is time to read, given what the folder says at a moment (seconds on any clock)."""
        if now != self._seen:
            self._seen, self._since = now, at
        if now == self._read or at - self._since < self.seconds:
            return False
        self._read = now
        return True

    def known(self, now: Stamp) -> None:
        """These have been read, or were written by the bot itself."""
        self._read = self._seen = now
