"""Why a save, an edit or the history failed, in sentences for a curator."""

import errno
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import UserError
from bot.store.database.connection import DATABASE_ERRORS, DatabaseLostError
from bot.store.database.schema_version import NewerDatabaseError


class EditError(UserError):
    """An edit that cannot be carried out; the text says why."""


class Failure(NamedTuple):
    """The cause of a failure, as a half sentence, and what to do about it, as a whole sentence."""

    cause: str
    advice: str


TRY_AGAIN = "Try again in a moment."
FOLDER_SILENT = Failure("the pack's folder does not answer", TRY_AGAIN)
NO_ANSWER = Failure("the database does not answer", TRY_AGAIN)
_SPACE = "Free some space, then try again."
_RIGHTS = "Give the bot the right to write there, then try again."
_FULL_DISK = Failure("the disk is full", _SPACE)
_DISK = {
    errno.ENOSPC: _FULL_DISK,
    errno.EDQUOT: _FULL_DISK,
    errno.EACCES: Failure("the pack's files may not be written", _RIGHTS),
    errno.EPERM: Failure("the pack's files may not be written", _RIGHTS),
    errno.EROFS: Failure("the pack's folder can only be read", _RIGHTS),
    errno.EBUSY: Failure("a file is in use as a whole", "Mount the pack's folder, not its single files."),
}
# A part of what SQLite or PostgreSQL says, and the failure it means. The first match counts.
_DATABASE = (
    ("locked", Failure("the database is busy", TRY_AGAIN)),
    ("full", Failure("the disk of the database is full", _SPACE)),
    ("No space left", Failure("the disk of the database is full", _SPACE)),
    ("readonly", Failure("the database can only be read", _RIGHTS)),
    ("read-only", Failure("the database can only be read", _RIGHTS)),
    ("malformed", Failure("the database is damaged", "Restore a copy of it, or move it away and try again.")),
    (
        "not a database",
        Failure("the database is damaged", "Restore a copy of it, or move it away and try again."),
    ),
    ("unable to open", Failure("the database cannot be opened", "Check its folder, then try again.")),
)
# A damaged file also gives values that cannot be read back.
_UNREADABLE = (*DATABASE_ERRORS, ValueError, TypeError, OverflowError)
_logger = logging.getLogger(__name__)
_LOG = "The log has the details; try again."


def describe_disk_error(error: OSError) -> Failure:
    """Say why a file could not be read or written."""
    cause = f"the disk gave an error ({error.strerror or error})"
    return _DISK.get(error.errno or 0, Failure(cause, _LOG))


def describe_database_error(error: Exception) -> Failure:
    """Say why the database could not be used."""
    if isinstance(error, NewerDatabaseError):
        return Failure("the database is newer than this program", "Update the program.")
    if isinstance(error, DatabaseLostError):
        return Failure("the database is gone", "Put it back.")
    message = str(getattr(error, "orig", None) or error)
    for part, failure in _DATABASE:
        if part in message:
            return failure
    return Failure("the database failed", _LOG)


@asynccontextmanager
async def translate_database_errors(
    transaction: AbstractAsyncContextManager[AsyncConnection],
    subject: str,
    refusal: Callable[[Failure], UserError],
) -> AsyncIterator[AsyncConnection]:
    """Run a transaction. An error of the database is logged, and raised as `refusal(failure)`.

    `subject` names what the transaction is on, for the log.
    """
    try:
        async with transaction as connection:
            yield connection
    except _UNREADABLE as error:
        _logger.warning("%s cannot be used (%s)", subject, type(error).__name__)
        raise refusal(describe_database_error(error)) from error


class HistoryError(UserError):
    """The recorded revisions cannot be read or added to. Answers still work."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(f"The history is out of reach: {failure.cause}. {failure.advice}")
        self.failure = failure


class NoRevisionError(UserError):
    """There is no revision of that number, or none that can be read."""


class TooOldError(NoRevisionError):
    """The texts of a revision are no longer kept."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"Revision {number} is too old to be taken back: of so long ago only the last one of each day is"
            " kept, so put right with `/qa edit` what is wrong today."
        )


class SaveError(UserError):
    """Something was not saved. The files are unchanged, unless it is an UnfinishedError."""

    @classmethod
    def from_failure(cls, failure: Failure) -> "SaveError":
        """Make the error that says that nothing was changed, and why."""
        return cls(f"Nothing was changed: {failure.cause}. {failure.advice}")


class UnrecordedError(SaveError):
    """A hand edit of the files is served, but it is not in the history yet."""

    def __init__(self, failure: Failure) -> None:
        # A failure that passes by itself needs no action from anybody.
        advice = "" if failure.advice == TRY_AGAIN else f" {failure.advice}"
        super().__init__(
            f"The change in the files serves, but is not in the history: {failure.cause}.{advice}"
            " I record it as soon as I can, and then say so here."
        )
        self.failure = failure


class MovedError(SaveError):
    """The files are no longer in the state that the save was based on."""

    def __init__(self) -> None:
        super().__init__(
            "Nothing was changed: the files are no longer what this was made on."
            " Look at it again, then save it."
        )


class UncertainError(SaveError):
    """The pack's folder stopped answering while the files were being replaced: all or none are, later."""

    def __init__(self) -> None:
        super().__init__(
            "The pack's folder stopped answering during the save: what you typed is kept, and when the folder"
            " answers again, `/qa history` says whether it was saved."
        )


class UnfinishedError(SaveError):
    """Some files were replaced and the others could not be. The save is finished as soon as possible."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(
            f"A save is only half done: {failure.cause}. {failure.advice}"
            " It is finished with the next save, or when the bot starts again."
        )
