"""Why a save, an edit or the history failed, in words for a curator."""

import errno
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import NamedTuple

from alembic.util import CommandError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import UserError
from bot.store.database.connection import UNUSABLE


class EditError(UserError):
    """An edit that cannot be carried out; the text says why."""


class Reason(NamedTuple):
    """What is wrong, as a half sentence, and what to do about it, as a whole one."""

    what: str
    do: str


AGAIN = "Try again in a moment."
_SPACE = "Free some space, then try again."
_RIGHTS = "Give the bot the right to write there, then try again."
_FULL_DISK = Reason("the disk is full", _SPACE)
_DISK = {
    errno.ENOSPC: _FULL_DISK,
    errno.EDQUOT: _FULL_DISK,
    errno.EACCES: Reason("the pack's files may not be written", _RIGHTS),
    errno.EPERM: Reason("the pack's files may not be written", _RIGHTS),
    errno.EROFS: Reason("the pack's folder can only be read", _RIGHTS),
    errno.EBUSY: Reason("a file is in use as a whole", "Mount the pack's folder, not its single files."),
}
# By what SQLite and PostgreSQL say; first come, first served.
_DATABASE = (
    ("locked", Reason("the database is busy", AGAIN)),
    ("full", Reason("the disk of the database is full", _SPACE)),
    ("No space left", Reason("the disk of the database is full", _SPACE)),
    ("readonly", Reason("the database can only be read", _RIGHTS)),
    ("read-only", Reason("the database can only be read", _RIGHTS)),
    ("malformed", Reason("the database is damaged", "Restore a copy of it, or move it away and try again.")),
    (
        "not a database",
        Reason("the database is damaged", "Restore a copy of it, or move it away and try again."),
    ),
    ("unable to open", Reason("the database cannot be opened", "Check its folder, then try again.")),
)
# A damaged file also shows itself in values that are none.
_UNREADABLE = (*UNUSABLE, ValueError, TypeError, OverflowError)
_logger = logging.getLogger(__name__)
_LOG = "The log has the details; try again."


def of_disk(error: OSError) -> Reason:
    """Say what kept a file from being read or written."""
    what = f"the disk gave an error ({error.strerror or error})"
    return _DISK.get(error.errno or 0, Reason(what, _LOG))


def of_database(error: Exception) -> Reason:
    """Say what kept the database from being used."""
    if isinstance(error, CommandError):
        return Reason("the database is newer than this program", "Update the program.")
    said = str(getattr(error, "orig", None) or error)
    return next((reason for part, reason in _DATABASE if part in said), Reason("the database failed", _LOG))


@asynccontextmanager
async def in_words(
    transaction: AbstractAsyncContextManager[AsyncConnection],
    what: str,
    refusal: Callable[[Reason], UserError],
) -> AsyncIterator[AsyncConnection]:
    """A transaction on `what`; trouble with the database is raised as the refusal that its reason makes."""
    try:
        async with transaction as connection:
            yield connection
    except _UNREADABLE as error:
        _logger.warning("%s cannot be used", what, exc_info=True)
        raise refusal(of_database(error)) from error


class HistoryError(UserError):
    """The recorded revisions cannot be read or added to; the answers are not touched by it."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(f"The history is out of reach: {reason.what}. {reason.do}")
        self.reason = reason


class NoRevisionError(UserError):
    """There is no revision of that number, or none that can be read."""


class SaveError(UserError):
    """Why something was not saved. The files are as they were, unless it is an UnfinishedError."""

    @classmethod
    def because(cls, reason: Reason) -> "SaveError":
        """Nothing was changed, for that reason."""
        return cls(f"Nothing was changed: {reason.what}. {reason.do}")


class UnrecordedError(SaveError):
    """A change of the files by hand is served and is not in the history yet."""

    def __init__(self, reason: Reason) -> None:
        # What passes by itself needs nobody.
        do = "" if reason.do == AGAIN else f" {reason.do}"
        super().__init__(
            f"The change in the files serves, but is not in the history: {reason.what}.{do}"
            " I record it as soon as I can, and then say so here."
        )
        self.reason = reason


class MovedError(SaveError):
    """The files are not what the save was made on."""

    def __init__(self) -> None:
        super().__init__(
            "Nothing was changed: the files are no longer what this was made on."
            " Look at it again, then save it."
        )


class UnfinishedError(SaveError):
    """Some of the files are replaced, and the others could not be. It is finished as soon as it can be."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(
            f"A save is only half done: {reason.what}. {reason.do}"
            " It is finished with the next save, or when the bot starts again."
        )
