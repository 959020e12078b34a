"""A copy of the embedded database for a backup, and whether one from a backup can be used."""

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

from bot.store.backups.errors import BackupError, DamagedBackupError, DatabaseMissingError, NewerBackupError
from bot.store.backups.manifest import MAX_DATABASE, Manifest, current_version
from bot.store.database.schema_version import list_known_migrations


def copy_database(source: Path, target: Path, patience: float) -> None:
    """Copy the database as it is at one moment, while others use it; `target` is a new file.

    A writer is waited for, `patience` seconds at most. Raises BackupError, or DatabaseMissingError.
    """
    size = _size(source)
    if not size:
        raise DatabaseMissingError(
            f"There is no database at {source}: name the folder that holds it with FOOTNOTE_DATA. (A bot that"
            " has never run has none yet.)"
        )
    if size > MAX_DATABASE:
        raise BackupError(f"{source} is too large for a backup: it may have {MAX_DATABASE:,} bytes.")
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, stat.S_IRUSR | stat.S_IWUSR))
    try:
        with (
            closing(sqlite3.connect(_uri(source, "mode=rw"), uri=True, timeout=patience)) as opened,
            closing(sqlite3.connect(target)) as copy,
        ):
            # Whoever reads is let in by a writer in time; the copying itself would wait without end.
            opened.isolation_level = None
            opened.execute("BEGIN")
            opened.execute("SELECT count(*) FROM sqlite_master").fetchone()
            # It is nobody's yet: nothing of it has to outlast anything.
            copy.execute("PRAGMA synchronous = OFF")
            copy.execute("PRAGMA journal_mode = MEMORY")
            opened.backup(copy)
    except sqlite3.Error as error:
        raise BackupError(
            f"The database at {source} could not be copied ({error}): nothing was written. See whether it is"
            " damaged, in use by another program for long, or the disk full."
        ) from error


def read_schema_revision(database: Path) -> str:
    """The last migration of a database that nobody uses.

    Raises ValueError if it cannot be used; its text is what the database is, or does, as a half sentence.
    """
    try:
        with closing(sqlite3.connect(_uri(database, "mode=ro&immutable=1"), uri=True)) as opened:
            faults = [row[0] for row in opened.execute("PRAGMA integrity_check(1)")]
            if faults != ["ok"]:
                raise ValueError("is damaged")
            (revision,) = opened.execute("SELECT version_num FROM alembic_version").fetchone() or (None,)
    except sqlite3.Error as error:
        raise ValueError(f"cannot be used ({error})") from error
    if not isinstance(revision, str):
        raise ValueError("does not say of which version it is")
    return revision


def refuse_unusable(database: Path, manifest: Manifest) -> None:
    """Raises DamagedBackupError, or NewerBackupError for a database that this program does not know."""
    if manifest.schema_revision not in list_known_migrations():
        raise NewerBackupError(manifest.footnote, current_version())
    try:
        revision = read_schema_revision(database)
    except ValueError as error:
        raise DamagedBackupError(f"its database {error}") from error
    if revision != manifest.schema_revision:
        raise DamagedBackupError("its database is of another version than it says")


def _size(file: Path) -> int:
    """In bytes; 0 where there is no such file."""
    try:
        return file.stat().st_size if file.is_file() else 0
    except OSError as error:
        raise BackupError(
            f"{file} cannot be read ({error.strerror or error}): no backup was taken."
        ) from error


def _uri(file: Path, options: str) -> str:
    return f"{file.absolute().as_uri()}?{options}"
