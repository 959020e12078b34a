"""Replacing several files: all or none. At every moment each file is whole, either the old or the new one.

Nothing here is asynchronous: it runs in a thread.
"""

import errno
import glob
import os
import secrets
import stat
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bot.store.pack_files.regular_file import read_regular_file

# The end of the name of a temporary file. It shows which files a crash left behind.
TEMPORARY_SUFFIX = ".footnote"
# Some network file systems cannot make a folder durable, and say so in one of these ways.
_UNSUPPORTED = (errno.EINVAL, errno.ENOTSUP, errno.EBADF)


class Disk:
    """The steps of a save on the disk. Every method may raise OSError."""

    def read(self, file: Path) -> bytes:
        """Read a file of the pack whole."""
        return read_regular_file(file)

    def create(self, file: Path) -> int:
        """Make a new file that only its owner may read, and open it."""
        return os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)

    def write(self, descriptor: int, data: bytes) -> None:
        """Write all the data, in several calls if one does not take it all."""
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]

    def fsync(self, descriptor: int) -> None:
        """Make durable what was written to an open file."""
        os.fsync(descriptor)

    def rename(self, source: Path, target: Path) -> None:
        """Replace a file by another, in one step."""
        os.replace(source, target)  # noqa: PTH105

    def fsync_folder(self, folder: Path) -> None:
        """Make the list of files in a folder durable, if the file system can."""
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
    """One file (not a link) with its old and new content."""

    file: Path
    old: bytes
    new: bytes

    @property
    def reversed(self) -> "FileChange":
        """The change back to the old content."""
        return FileChange(self.file, self.new, self.old)


class ChangedMeanwhileError(OSError):
    """Somebody else wrote to a file while the files were being replaced."""


def resolve_writable(file: Path) -> Path:
    """Follow links to the real file. Raises OSError if it does not exist or is write-protected.

    Raises RuntimeError if the links form a circle. A rename would replace even a protected file, but
    whoever protected it does not want that.
    """
    target = file.resolve(strict=True)
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
    return target


def replace_files(
    changes: Sequence[FileChange], disk: Disk, is_given_up: Callable[[], bool] = lambda: False
) -> None:
    """Replace all files, durably. If that fails, put back as many files as possible and raise OSError.

    So it is as well if nobody waits for it any more (`is_given_up`) and no file is replaced yet.
    """
    ready: list[tuple[FileChange, Path]] = []
    replaced: list[FileChange] = []
    try:
        # All new files are written before the first is replaced, so that a full disk fails here.
        for change in changes:
            ready.append((change, temporary_name(change.file)))
            _prepare(*ready[-1], disk)
        if is_given_up():
            raise TimeoutError(errno.ETIMEDOUT, "the folder took too long to answer")
        for change, temporary in ready:
            _refuse_if_changed(change, disk)
            replaced.append(change)
            disk.rename(temporary, change.file)
        for folder in {change.file.parent for change in changes}:
            disk.fsync_folder(folder)
    except OSError:
        _discard(temporary for _, temporary in ready)
        for change in reversed(replaced):
            _put_back(change.reversed, disk)
        raise


def remove_leftovers(files: Sequence[Path]) -> None:
    """Remove the temporary files that a crash left next to these files."""
    for file in files:
        with suppress(OSError, RuntimeError):
            target = file.resolve()
            _discard(target.parent.glob(f".{glob.escape(target.name)}.*{TEMPORARY_SUFFIX}"))


def temporary_name(file: Path) -> Path:
    """A name beside a file that nothing has yet, by which `remove_leftovers` knows it."""
    return file.with_name(f".{file.name}.{secrets.token_hex(4)}{TEMPORARY_SUFFIX}")


def _prepare(change: FileChange, temporary: Path, disk: Disk) -> None:
    """Write the new content next to the old file, with its mode and, if that is allowed, its owner."""
    old_status = change.file.stat()
    descriptor = disk.create(temporary)
    try:
        disk.write(descriptor, change.new)
        with suppress(OSError, AttributeError):
            os.chown(temporary, old_status.st_uid, old_status.st_gid)
        with suppress(OSError):
            temporary.chmod(stat.S_IMODE(old_status.st_mode))
        disk.fsync(descriptor)
    finally:
        os.close(descriptor)


def _refuse_if_changed(change: FileChange, disk: Disk) -> None:
    if disk.read(change.file) != change.old:
        raise ChangedMeanwhileError(errno.EAGAIN, "it was changed meanwhile", str(change.file))


def _put_back(change: FileChange, disk: Disk) -> None:
    """Undo a replacement, unless the file was not replaced or somebody else wrote to it.

    An error is not raised: the caller reads the files again and sees what is in them.
    """
    temporary = temporary_name(change.file)
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
