"""A lock on the pack's folder: only one program at a time saves to it."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from bot.store.errors import TRY_AGAIN, Failure, SaveError

try:
    import fcntl
except ImportError:  # Windows has no such lock; there the database alone keeps two programs apart.
    fcntl = None  # type: ignore[assignment]

# Seconds between two tries to get the lock.
_RETRY_SECONDS = 0.02


class FolderBusyError(SaveError):
    """Another program is saving to the folder."""

    failure = Failure("another program is saving to the same folder", TRY_AGAIN)

    def __init__(self) -> None:
        super().__init__(str(SaveError.from_failure(self.failure)))


@asynccontextmanager
async def folder_lock(folder: Path, patience: float) -> AsyncIterator[None]:
    """Lock the folder for this program.

    Raises FolderBusyError if another program still holds it after `patience` seconds.

    The lock is on the folder itself. It leaves no file behind, and it ends with the program, even if that
    crashes. A folder that cannot be locked (it does not exist, or its file system has no locks) is not
    locked, and that is no error.
    """
    descriptor = _open_folder(folder)
    try:
        if descriptor is not None:
            await _acquire(descriptor, patience)
        yield
    finally:
        if descriptor is not None:
            os.close(descriptor)


def _open_folder(folder: Path) -> int | None:
    if fcntl is not None:
        with suppress(OSError):
            return os.open(folder, os.O_RDONLY)
    return None


async def _acquire(descriptor: int, patience: float) -> None:
    loop = asyncio.get_running_loop()
    deadline = loop.time() + patience
    while not _try_lock(descriptor):
        if loop.time() >= deadline:
            raise FolderBusyError
        await asyncio.sleep(_RETRY_SECONDS)


def _try_lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True
