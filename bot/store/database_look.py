"""A look at the embedded database that changes nothing: no file is made, and no migration made up for."""

import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

# How many of SQLite's steps there are between two looks at the clock.
_STEPS = 10_000


@dataclass(frozen=True)
class DatabaseLook:
    """What was seen of a database that can be opened.

    `revision` is its newest migration; None if it has none. `faults` are what is damaged, as SQLite says it,
    empty if nothing is; None if there was not enough time to see that. `home` is the id of the remembered
    home server, and `has_home` whether it is remembered that there is one, or none.
    """

    revision: str | None
    faults: tuple[str, ...] | None
    replaces_another: bool
    has_home: bool
    home: int | None


def look_at_database(file: Path, patience: float, seconds: float) -> DatabaseLook:
    """Read a database through; `patience` is for those who write to it, `seconds` for all of its pages.

    Raises sqlite3.Error if it cannot be opened, or read.
    """
    with closing(
        sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=patience)
    ) as opened:
        tables = {name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        migrated = "alembic_version" in tables
        revision = _first(opened, "SELECT version_num FROM alembic_version") if migrated else None
        home = _first(opened, "SELECT guild FROM home_server") if "home_server" in tables else None
        sign = _first(opened, "PRAGMA user_version")
        return DatabaseLook(
            revision=str(revision[0]) if revision else None,
            faults=_find_faults(opened, seconds),
            replaces_another=bool(sign and sign[0]),
            has_home=home is not None,
            home=home[0] if home and isinstance(home[0], int) else None,
        )


def _first(opened: sqlite3.Connection, query: str) -> tuple[object, ...] | None:
    row: tuple[object, ...] | None = opened.execute(query).fetchone()
    return row


def _find_faults(opened: sqlite3.Connection, seconds: float) -> tuple[str, ...] | None:
    until = time.monotonic() + seconds
    opened.set_progress_handler(lambda: time.monotonic() > until, _STEPS)
    try:
        found = [str(fault) for (fault,) in opened.execute("PRAGMA quick_check")]
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
            return None
        raise
    finally:
        opened.set_progress_handler(None, 0)
    return tuple(fault for fault in found if fault != "ok")
