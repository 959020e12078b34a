"""The lock on the folder of the database: one bot runs on it, or somebody restores a backup to it."""

import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from bot.errors import OperatorError
from bot.store.database.database_file import make_folder
from bot.store.folder_thread import FolderThread
from bot.store.revisions.folder_lock import FolderBusyError, Lock, held

LOCK_FILE = "footnote.lock"


class DataInUseError(OperatorError):
    """A bot runs on the folder, or a backup is restored to it."""


@asynccontextmanager
async def data_lock(data: Path, thread: FolderThread, patience: float) -> AsyncIterator[None]:
    """Have the folder for this program alone, and make it where it is missing.

    It is given back when the program ends, however it does; the file that it is on stays. Raises
    DataInUseError if somebody else still has it after `patience` seconds, FolderSilentError if the folder
    does not answer, OSError if it cannot be made. One that cannot be locked is not locked.
    """
    await thread.run(lambda: make_folder(data))
    async with AsyncExitStack() as stack:
        try:
            lock = Lock(data / LOCK_FILE, os.O_RDONLY | os.O_CREAT)
            await stack.enter_async_context(held(lock, thread, patience))
        except FolderBusyError:
            raise DataInUseError(
                f"Footnote runs on the data in {data}, or they are being restored: stop it first, or name"
                " another folder with FOOTNOTE_DATA."
            ) from None
        yield
