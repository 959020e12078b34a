"""The database: whether it is there, whole, and of this Footnote."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from bot.ops.doctor.diagnosis import Condition, Diagnosis
from bot.store.database.database_file import MARKER_SUFFIX
from bot.store.database.marker import DatabaseMarker
from bot.store.database.schema_version import list_known_migrations
from bot.store.database_look import DatabaseLook
from bot.store.errors import describe_database_error

PRESENT, WHOLE, MIGRATIONS = "database.present", "database.whole", "database.migrations"
_RESTORE = "Stop the bot, and put a copy from before in its place."


def is_there(file: Path) -> bool:
    """Is there a database? An empty file is none: so is one that was lost."""
    return file.is_file() and file.stat().st_size > 0


def check_absence(file: Path) -> list[Diagnosis]:
    """Say whether a database that is not there is missed."""
    marker = file.with_name(f"{file.name}{MARKER_SUFFIX}")
    if not DatabaseMarker(file).exists():
        return [Diagnosis(PRESENT, Condition.OK, "There is no database yet: the first start makes it.")]
    message = f"The database {file} is gone: {marker.name} says that there was one."
    advice = f"Stop the bot and put it back; or, to begin anew without the history, delete {marker}."
    return [Diagnosis(PRESENT, Condition.PROBLEM, message, advice)]


def check_database(file: Path, look: DatabaseLook | sqlite3.Error) -> list[Diagnosis]:
    """Say how a database is that is there, from a look at it, or from what kept it from being looked at."""
    if isinstance(look, sqlite3.Error):
        return [_explain_failure(file, look)]
    replaced = [_explain_replacement(file)] if look.replaces_another else []
    return [*replaced, _check_faults(file, look), check_migrations(look.revision, list_known_migrations())]


def check_migrations(revision: str | None, known: Sequence[str]) -> Diagnosis:
    """Say whether a database is of this Footnote, whose migrations are known, the newest last."""
    if revision is None:
        return Diagnosis(
            MIGRATIONS, Condition.OK, "The database has no tables yet: the first start makes them."
        )
    if revision == known[-1]:
        return Diagnosis(MIGRATIONS, Condition.OK, f"The database is up to date (migration {revision}).")
    if revision in known:
        until = f"the next start brings it to {known[-1]}"
        message = f"The database is of an earlier Footnote (migration {revision}): {until}."
        return Diagnosis(MIGRATIONS, Condition.OK, message)
    message = (
        f"The database is newer than this Footnote (migration {revision}; this one knows up to {known[-1]})."
    )
    advice = "Update Footnote, or put back the copy from before the newer one ran."
    return Diagnosis(MIGRATIONS, Condition.PROBLEM, message, advice)


def _check_faults(file: Path, look: DatabaseLook) -> Diagnosis:
    if look.faults is None:
        message = f"{file} opens; there was not enough time to see whether all of it is whole."
        return Diagnosis(WHOLE, Condition.UNKNOWN, message)
    if look.faults:
        return Diagnosis(
            WHOLE, Condition.PROBLEM, f"The database {file} is damaged: {look.faults[0]}.", _RESTORE
        )
    return Diagnosis(WHOLE, Condition.OK, f"{file} opens and is whole.")


def _explain_failure(file: Path, error: sqlite3.Error) -> Diagnosis:
    name = error.sqlite_errorname if isinstance(error, sqlite3.DatabaseError) else ""
    if name in ("SQLITE_BUSY", "SQLITE_LOCKED"):
        return Diagnosis(
            WHOLE, Condition.UNKNOWN, f"Somebody writes to {file} for long.", "Look again later."
        )
    if name.startswith("SQLITE_READONLY"):
        # What a crash left half written is taken back by the next program that may write.
        message = f"{file} was left in the middle of a write: the next start takes that back."
        return Diagnosis(WHOLE, Condition.UNKNOWN, message)
    failure = describe_database_error(error)
    advice = _RESTORE if "damaged" in failure.cause else failure.advice
    return Diagnosis(WHOLE, Condition.PROBLEM, f"{failure.cause.capitalize()}: {file} ({error}).", advice)


def _explain_replacement(file: Path) -> Diagnosis:
    message = f"{file} is a new database in place of one that is gone."
    advice = f"Stop the bot and put the other back; or, to go on with this one, delete {file}{MARKER_SUFFIX}."
    return Diagnosis(PRESENT, Condition.WARNING, message, advice)
