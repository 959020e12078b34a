"""Taking a backup, while the bot runs or not."""

import hashlib
import io
from collections.abc import Mapping
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from bot.store.backups.archive_file import write_archive
from bot.store.backups.database_copy import copy_database, read_schema_revision
from bot.store.backups.errors import BackupError, PackBusyError
from bot.store.backups.manifest import DATABASE, PACK_PARTS, Manifest, Part, current_version
from bot.store.backups.pack_copy import loads, read_pack_files
from bot.store.backups.unfinished import refuse_unfinished_restore
from bot.store.database.database_file import database_in
from bot.store.folder_thread import FolderThread
from bot.store.revisions.folder_lock import FolderBusyError, folder_lock


@dataclass(frozen=True)
class Installation:
    """The folders of a bot: of its pack, and of its database; and how long they are waited for, in seconds.

    `folder_seconds` is for a folder that does not answer, `patience` for somebody who is saving.
    """

    knowledge: Path
    data: Path
    folder_seconds: float
    patience: float


async def take_backup(
    place: Installation, output: AbstractContextManager[tuple[BinaryIO, Path]], now: datetime
) -> Manifest:
    """Write a backup to `output`, which also names a file for the time being; what is in it.

    Nobody saves to the pack while the pack and the database are read, so both are of one moment. Raises
    BackupError, DatabaseMissingError, PackMissingError, PackBusyError, FolderSilentError, or
    UnfinishedRestoreError.
    """
    refuse_unfinished_restore(place.data)
    with output as (stream, copy):
        try:
            contents = await _read(place, copy)
            manifest = _describe(place, copy, contents, now)
            with copy.open("rb") as database:
                # From now on nothing of it is left, whatever ends this program. (Windows does not let it go.)
                with suppress(PermissionError):
                    copy.unlink()
                parts: dict[str, BinaryIO] = {DATABASE: database}
                parts |= {f"knowledge/{name}": io.BytesIO(text) for name, text in contents.items()}
                write_archive(stream, manifest, parts)
        finally:
            copy.unlink(missing_ok=True)
    return manifest


async def _read(place: Installation, copy: Path) -> dict[str, bytes]:
    thread = FolderThread(place.folder_seconds)
    try:
        async with folder_lock(place.knowledge, thread, place.patience):
            contents = await thread.run(lambda: read_pack_files(place.knowledge))
            copy_database(database_in(place.data), copy, place.patience)
    except FolderBusyError:
        raise PackBusyError(
            f"Somebody is saving to {place.knowledge}: no backup was taken. Try again in a moment."
        ) from None
    return contents


def _describe(place: Installation, copy: Path, contents: Mapping[str, bytes], now: datetime) -> Manifest:
    try:
        revision = read_schema_revision(copy)
    except ValueError as error:
        raise BackupError(
            f"The database at {database_in(place.data)} {error}: no backup was taken, as it could not be"
            " restored."
        ) from error
    with copy.open("rb") as database:
        digest = hashlib.file_digest(database, "sha256").hexdigest()
    parts = [Part(name=DATABASE, size=copy.stat().st_size, sha256=digest)]
    for part, name in PACK_PARTS.items():
        if name in contents:
            text = contents[name]
            parts.append(Part(name=part, size=len(text), sha256=hashlib.sha256(text).hexdigest()))
    return Manifest(
        footnote=current_version(),
        taken_at=now.replace(microsecond=0),
        schema_revision=revision,
        pack_loads=loads(contents),
        parts=tuple(parts),
    )
