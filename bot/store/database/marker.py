"""The marker: a small file beside the embedded database, which says that there is or was one.

A new database where the marker stands replaces one that is gone. It carries a sign of its own, so that it is
known for that after a restart, too. Whoever deletes the marker says that there is to be a new one.
"""

import logging
import os
import stat
from pathlib import Path

from sqlalchemy import Connection, inspect

from bot.store.database.database_file import MARKER_SUFFIX

_log = logging.getLogger(__name__)
_TEXT = (
    "Footnote keeps {name} in this folder: if it is gone, put it back."
    " To begin anew with an empty one, delete this file.\n"
)


class DatabaseMarker:
    """The marker of a database. One that is no file has none."""

    def __init__(self, database: Path | None) -> None:
        """Look at nothing yet."""
        self._database = database
        self._file = None if database is None else database.with_name(f"{database.name}{MARKER_SUFFIX}")

    def exists(self) -> bool:
        """Does it say that there is or was a database? It does while that cannot be ruled out."""
        try:
            return self._file is not None and self._file.exists()
        except OSError:
            return True

    def write(self) -> bool:
        """Write it where it is missing, so that it outlasts a power cut. A failure is logged, and False."""
        if self._file is None or self._database is None:
            return False
        try:
            _write_to_disk(self._file, _TEXT.format(name=self._database.name))
        except FileExistsError:
            return True
        except OSError as error:
            _log.warning("%s cannot be written (%s): a lost database would not be noticed", self._file, error)
            return False
        return True


def is_new(connection: Connection) -> bool:
    """Has the database no tables yet?"""
    return not inspect(connection).get_table_names()


def sign(connection: Connection, was_new: bool, replaces_another: bool) -> bool:
    """Give a database the sign that it replaces one that is gone, or take the sign away; has it the sign now?

    It is called in the transaction that makes the tables. `replaces_another` says that there was one before,
    which may be this one.
    """
    if connection.dialect.name != "sqlite":
        return False
    was_signed = bool(connection.exec_driver_sql("PRAGMA user_version").scalar())
    is_signed = replaces_another and (was_new or was_signed)
    if is_signed != was_signed:
        connection.exec_driver_sql(f"PRAGMA user_version = {int(is_signed)}")
    return is_signed


def _write_to_disk(file: Path, text: str) -> None:
    created = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, stat.S_IRUSR | stat.S_IWUSR)
    with os.fdopen(created, "w", encoding="utf-8") as opened:
        opened.write(text)
        opened.flush()
        os.fsync(opened.fileno())
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
