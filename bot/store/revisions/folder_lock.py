"""A lock on the pack's folder: only one program at a time saves to it."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from bot.store.errors import TRY_AGAIN, Failure, SaveError
from bot.store.folder_thread import FolderSilentError, FolderThread

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
async def folder_lock(folder: Path, thread: FolderThread, patience: float) -> AsyncIterator[None]:
    """Lock the folder for this program.

    Raises FolderBusyError if another program still holds it after `patience` seconds, FolderSilentError if
    the folder does not answer.

    The lock is on the folder itself. It leaves no file behind, and it ends with the program, even if that
    crashes. A folder that cannot be locked (it does not exist, or its file system has no locks) is not
    locked, and that is no error.
    """
    async with held(Lock(folder, os.O_RDONLY), thread, patience):
        yield


@asynccontextmanager
async def held(lock: "Lock", thread: FolderThread, patience: float) -> AsyncIterator[None]:
    """Hold a lock; all as for `folder_lock`."""
    try:
        await thread.run(lock.open)
        await _acquire(lock, thread, patience)
        yield
    finally:
        try:
            await thread.run(lock.close)
        except FolderSilentError:
            # If the folder was opened late, it is closed later still.
            thread.run_later(lock.close)


class Lock:
    """A lock on a file or a folder. Everything it does may hang, and is done in the thread of the folder."""

    def __init__(self, path: Path, flags: int) -> None:
        """Take how the path is opened; open nothing."""
        self._path = path
        self._flags = flags
        self._descriptor: int | None = None

    def open(self) -> None:
        """Open what is locked, if it can be opened."""
        if fcntl is not None:
            with suppress(OSError):
                self._descriptor = os.open(self._path, self._flags, 0o644)

    def try_to_take(self) -> bool:
        """Take it. False if somebody else has it; what cannot be locked is nobody's."""
        if self._descriptor is None:
            return True
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True
        return True

    def close(self) -> None:
        """Give it back."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


async def _acquire(lock: Lock, thread: FolderThread, patience: float) -> None:
    loop = asyncio.get_running_loop()
    deadline = loop.time() + patience
    while not await thread.run(lock.try_to_take):
        if loop.time() >= deadline:
            raise FolderBusyError
        await asyncio.sleep(_RETRY_SECONDS)
