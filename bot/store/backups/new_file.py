"""A file that stands under its name whole and for good, or not at all."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from bot.store.backups.errors import BackupError
from bot.store.revisions.atomic_files import Disk, remove_leftovers, temporary_name


@contextmanager
def new_file(file: Path, replaces: bool) -> Iterator[tuple[BinaryIO, Path]]:
    """Write a file for its owner alone: a stream, and the name of a temporary file beside it.

    What a call before left there when it was killed is removed. Raises BackupError if the file is there
    already, unless it `replaces` that, or if it cannot be written: then nothing of it is left.
    """
    _refuse(file, replaces)
    disk, stream_name, beside = Disk(), temporary_name(file), temporary_name(file)
    remove_leftovers([file])
    try:
        with os.fdopen(disk.create(stream_name), "wb") as stream:
            yield stream, beside
            stream.flush()
            disk.fsync(stream.fileno())
        _refuse(file, replaces)
        disk.rename(stream_name, file)
        disk.fsync_folder(file.parent)
    except OSError as error:
        raise BackupError(
            f"{file} cannot be written: {error.strerror or error}. Nothing of it is left."
        ) from error
    finally:
        for each in (stream_name, beside):
            with suppress(OSError):
                each.unlink(missing_ok=True)


@contextmanager
def standard_output() -> Iterator[tuple[BinaryIO, Path]]:
    """The same for standard output, of which whoever reads it may have a part. Raises BackupError."""
    with tempfile.TemporaryDirectory(prefix="footnote-") as folder:
        try:
            yield sys.stdout.buffer, Path(folder) / "database"
            sys.stdout.buffer.flush()
        except OSError as error:
            raise BackupError(f"Standard output takes no backup: {error.strerror or error}.") from error


def _refuse(file: Path, replaces: bool) -> None:
    if file.exists() and not file.is_file():
        raise BackupError(f"{file} is no file: name one, such as footnote.tar.gz in a folder.")
    if not file.parent.is_dir():
        raise BackupError(f"There is no folder {file.parent}: make it first, or name a file elsewhere.")
    if file.exists() and not replaces:
        raise BackupError(f"{file} is there already: name another file, or replace it with --force.")
