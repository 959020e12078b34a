"""Replacing files: all of them, or none. Whatever happens, each is whole, the old one or the new one.

Nothing here is asynchronous: it is called in a thread.
"""

import errno
import glob
import os
import secrets
import stat
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

# What a temporary file ends in, so that one that a crash left behind is known for what it is.
LEFTOVER = ".footnote"
# Some network file systems cannot make a folder durable, and say so in one of these ways.
_UNSUPPORTED = (errno.EINVAL, errno.ENOTSUP, errno.EBADF)


class Disk:
    """What a save does to the disk, one step each; every step may raise an OSError."""

    def read(self, file: Path) -> bytes:
        """Read a file whole."""
        return file.read_bytes()

    def create(self, file: Path) -> int:
        """Make a new file that only its owner may read, and open it."""
        return os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)

    def write(self, descriptor: int, data: bytes) -> None:
        """Write all of it, in as many goes as it takes."""
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]

    def fsync(self, descriptor: int) -> None:
        """Make durable what was written."""
        os.fsync(descriptor)

    def rename(self, source: Path, target: Path) -> None:
        """Put a file in the place of another, at once."""
        os.replace(source, target)  # noqa: PTH105

    def fsync_folder(self, folder: Path) -> None:
        """Make durable which files a folder holds, where the file system can."""
        if os.name == "nt":
            return
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        except OSError as error:
            if error.errno not in _UNSUPPORTED:
                raise
        finally:
            os.close(descriptor)


@dataclass(frozen=True)
class FileChange:
    """One file, no link, with what it holds and what it shall hold."""

    file: Path
    old: bytes
    new: bytes

    @property
    def undone(self) -> "FileChange":
        """The way back."""
        return FileChange(self.file, self.new, self.old)


class ChangedMeanwhileError(OSError):
    """Somebody else has written to a file in the middle of the replacing."""


def writable(file: Path) -> Path:
    """Follow a link to the file behind it, which must be there and not be write-protected; raises OSError.

    A rename would replace a protected file all the same, and somebody meant something by protecting it.
    """
    target = file.resolve(strict=True)
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
    return target


def replace_files(changes: Sequence[FileChange], disk: Disk) -> None:
    """Replace all files, durably. Raises OSError; what was replaced by then is put back as far as can be."""
    ready: list[tuple[FileChange, Path]] = []
    replaced: list[FileChange] = []
    try:
        # All are written before the first is replaced: a full disk shows itself here.
        for change in changes:
            ready.append((change, _beside(change.file)))
            _prepare(*ready[-1], disk)
        for change, temporary in ready:
            _refuse_foreign(change, disk)
            replaced.append(change)
            disk.rename(temporary, change.file)
        for folder in {change.file.parent for change in changes}:
            disk.fsync_folder(folder)
    except OSError:
        _discard(temporary for _, temporary in ready)
        for change in reversed(replaced):
            _put_back(change.undone, disk)
        raise


def remove_leftovers(files: Sequence[Path]) -> None:
    """Remove the temporary files that a crash left beside these files."""
    for file in files:
        with suppress(OSError, RuntimeError):
            target = file.resolve()
            _discard(target.parent.glob(f".{glob.escape(target.name)}.*{LEFTOVER}"))


def _beside(file: Path) -> Path:
    return file.with_name(f".{file.name}.{secrets.token_hex(4)}{LEFTOVER}")


def _prepare(change: FileChange, temporary: Path, disk: Disk) -> None:
    """Write the new file out beside the old one, in its mode and, where that is allowed, its owner's name."""
    like = change.file.stat()
    descriptor = disk.create(temporary)
    try:
        disk.write(descriptor, change.new)
        with suppress(OSError, AttributeError):
            os.chown(temporary, like.st_uid, like.st_gid)
        with suppress(OSError):
            temporary.chmod(stat.S_IMODE(like.st_mode))
        disk.fsync(descriptor)
    finally:
        os.close(descriptor)


def _refuse_foreign(change: FileChange, disk: Disk) -> None:
    if disk.read(change.file) != change.old:
        raise ChangedMeanwhileError(errno.EAGAIN, "it was changed meanwhile", str(change.file))


def _put_back(change: FileChange, disk: Disk) -> None:
    """Go back, unless the file was not replaced, or somebody else's is there; what fails shows later."""
    temporary = _beside(change.file)
    try:
        if disk.read(change.file) == change.old:
            _prepare(change, temporary, disk)
            disk.rename(temporary, change.file)
            disk.fsync_folder(change.file.parent)
    except OSError:
        _discard([temporary])


def _discard(files: Iterable[Path]) -> None:
    for file in files:
        with suppress(OSError):
            file.unlink(missing_ok=True)
