"""Putting a backup back: all of it is checked first, and what it replaces is kept."""

import os
import shutil
import stat
from collections.abc import Callable, Iterable
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from bot.store.backups.archive_file import ArchiveReader
from bot.store.backups.backup import Installation
from bot.store.backups.database_copy import refuse_unusable
from bot.store.backups.errors import BackupError, PackBusyError
from bot.store.backups.manifest import DATABASE, PACK_PARTS, Manifest, Part, current_version
from bot.store.backups.pack_copy import loads
from bot.store.backups.replacement import Exchange, replace_all
from bot.store.data_lock import LOCK_FILE, data_lock
from bot.store.database.database_file import database_in, files_of, make_folder
from bot.store.database.schema_version import list_known_migrations
from bot.store.folder_thread import FolderThread
from bot.store.pack_files.loader import FILES
from bot.store.revisions.atomic_files import Disk, remove_leftovers, temporary_name
from bot.store.revisions.folder_lock import FolderBusyError, folder_lock


@dataclass(frozen=True)
class Restored:
    """What was put back, and the folders in which is kept what was there before."""

    manifest: Manifest
    kept: tuple[Path, ...]

    @property
    def is_older(self) -> bool:
        """Is its database of an earlier version, to be brought up to date by the next start?"""
        return self.manifest.schema_revision != list_known_migrations()[-1]


async def restore_backup(place: Installation, stream: BinaryIO, now: datetime) -> Restored:
    """Put the backup in a stream back.

    Either all of it or nothing, unless the program is killed in the middle: then the next call goes on.
    Raises DataInUseError where the bot runs, DamagedBackupError or NewerBackupError for what cannot be put
    back, PackBusyError, FolderSilentError, or BackupError for everything else.
    """
    try:
        with ExitStack() as undo:
            _make(place.data, lambda: make_folder(place.data), [LOCK_FILE], undo)
            async with data_lock(place.data, FolderThread(place.folder_seconds), 0):
                _make(place.knowledge, lambda: place.knowledge.mkdir(parents=True), [], undo)
                restored = await _restore(place, stream, now)
            undo.pop_all()
    except FolderBusyError:
        raise PackBusyError(
            f"Somebody is saving to {place.knowledge}: nothing was changed. Try again in a moment."
        ) from None
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        raise BackupError(
            f"The backup could not be restored: {error.strerror or error}{where}. Nothing was changed."
        ) from error
    return restored


async def _restore(place: Installation, stream: BinaryIO, now: datetime) -> Restored:
    database = database_in(place.data)
    remove_leftovers([database, *(place.knowledge / name for name in FILES)])
    with ExitStack() as staged:
        reader = ArchiveReader(stream)
        manifest, copy = reader.manifest, _staged(database, staged)
        contents: dict[str, bytes] = {}
        for part in manifest.parts:
            if part.name == DATABASE:
                _refuse_too_large(place.data, part)
                _write(copy, reader.read(part), database, 0o600)
            else:
                contents[PACK_PARTS[part.name]] = b"".join(reader.read(part))
        reader.finish()
        refuse_unusable(copy, manifest)
        _refuse_other_pack(contents, manifest)
        files = {name: _staged(place.knowledge / name, staged) for name in contents}
        for name, file in files.items():
            _write(file, [contents[name]], place.knowledge / name, 0o644)
        exchanges = (
            Exchange(place.data, files_of(database), ((copy, database.name),)),
            Exchange(place.knowledge, FILES, tuple((file, name) for name, file in files.items())),
        )
        async with folder_lock(place.knowledge, FolderThread(place.folder_seconds), place.patience):
            return Restored(manifest, replace_all(exchanges, place.data, now))


def _refuse_too_large(data: Path, part: Part) -> None:
    free = shutil.disk_usage(data).free
    if part.size > free:
        raise BackupError(
            f"There is no room for the database in {data}: it has {part.size:,} bytes, and {free:,} are free."
            " Nothing was changed."
        )


def _refuse_other_pack(contents: dict[str, bytes], manifest: Manifest) -> None:
    if manifest.pack_loads and not loads(contents):
        raise BackupError(
            f"The pack in the backup, made by Footnote {manifest.footnote}, does not load with this one"
            f" ({current_version()}). Nothing was changed: restore it with the version that made it."
        )


def _make(folder: Path, make: Callable[[], None], holding: Iterable[str], undo: ExitStack) -> None:
    """Make a folder where it is missing, until something fails; then it holds these files at most."""
    if folder.exists():
        return
    make()

    def remove() -> None:
        with suppress(OSError):
            for name in holding:
                (folder / name).unlink(missing_ok=True)
            folder.rmdir()

    undo.callback(remove)


def _staged(file: Path, staged: ExitStack) -> Path:
    """A name for the new content beside the file, under which nothing is left in the end."""
    name = temporary_name(file)
    staged.callback(name.unlink, missing_ok=True)
    return name


def _write(file: Path, pieces: Iterable[bytes], present: Path, mode: int) -> None:
    """Write a new file to the disk, of the owner and the mode of the present one.

    Where there is none, its owner is that of the folder.
    """
    disk = Disk()
    descriptor = disk.create(file)
    try:
        for piece in pieces:
            disk.write(descriptor, piece)
        status = present.stat() if present.exists() else present.parent.stat()
        with suppress(OSError, AttributeError):
            os.chown(file, status.st_uid, status.st_gid)
        file.chmod(stat.S_IMODE(status.st_mode) if stat.S_ISREG(status.st_mode) else mode)
        disk.fsync(descriptor)
    finally:
        os.close(descriptor)
