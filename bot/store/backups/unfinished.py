"""The note that a restore is under way: it stands beside the database until all is in its place.

It holds the name of the folders in which is kept what was there before. Where it stands and nobody restores,
a restore was cut off.
"""

import os
import re
from pathlib import Path

from bot.store.backups.errors import UnfinishedRestoreError
from bot.store.database.database_file import database_in
from bot.store.revisions.atomic_files import Disk, temporary_name

_KEPT = re.compile(r"replaced-[0-9-]{1,40}")


def read_note(data: Path) -> str | None:
    """The name of the folders of a restore that was cut off; None where none was. Raises OSError."""
    try:
        name = _note(data).read_text(encoding="utf-8").strip()
    except (FileNotFoundError, NotADirectoryError, UnicodeDecodeError):
        return None
    return name if _KEPT.fullmatch(name) else None


def write_note(data: Path, kept: str) -> None:
    """Say that a restore begins. Raises OSError; then no note stands there."""
    disk, note = Disk(), _note(data)
    temporary = temporary_name(note)
    try:
        descriptor = disk.create(temporary)
        try:
            disk.write(descriptor, f"{kept}\n".encode())
            disk.fsync(descriptor)
        finally:
            os.close(descriptor)
        disk.rename(temporary, note)
        disk.fsync_folder(data)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


def remove_note(data: Path) -> None:
    """Say that all is in its place. Raises OSError."""
    _note(data).unlink(missing_ok=True)
    Disk().fsync_folder(data)


def refuse_unfinished_restore(data: Path) -> None:
    """Raises UnfinishedRestoreError where a restore was cut off, OSError where that cannot be seen."""
    kept = read_note(data)
    if kept is not None:
        raise UnfinishedRestoreError(
            f"A restore into {data} was cut off: call footnote restore again with the same file, which"
            f" finishes it. What was there before is kept in {data / kept} and in the folder {kept} of the"
            " pack."
        )


def _note(data: Path) -> Path:
    database = database_in(data)
    return database.with_name(f"{database.name}.restoring")
