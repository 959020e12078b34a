"""One at a time: no two programs save to one folder at once."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from bot.store.errors import AGAIN, Reason, SaveError

try:
    import fcntl
except ImportError:  # Windows has no such lock; there the database alone keeps two programs apart.
    fcntl = None  # type: ignore[assignment]

# Seconds between two looks whether the other one is done.
_LOOK = 0.02


class FolderBusyError(SaveError):
    """Another program is saving to the folder."""

    reason = Reason("another program is saving to the same folder", AGAIN)

    def __init__(self) -> None:
        super().__init__(str(SaveError.because(self.reason)))


@asynccontextmanager
async def folder_lock(folder: Path, patience: float) -> AsyncIterator[None]:
    """Hold the folder for this program, and wait for another one so many seconds; raises FolderBusyError.

    The lock is on the folder itself, leaves no file behind, and ends with the program, however that ends.
    Where a folder cannot be locked (it is not there, or its file system has no locks), there is none.
    """
    descriptor = _opened(folder)
    try:
        if descriptor is not None:
            await _acquire(descriptor, patience)
        yield
    finally:
        if descriptor is not None:
            os.close(descriptor)


def _opened(folder: Path) -> int | None:
    if fcntl is not None:
        with suppress(OSError):
            return os.open(folder, os.O_RDONLY)
    return None


async def _acquire(descriptor: int, patience: float) -> None:
    loop = asyncio.get_running_loop()
    end = loop.time() + patience
    while not _acquired(descriptor):
        if loop.time() >= end:
            raise FolderBusyError
        await asyncio.sleep(_LOOK)


def _acquired(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True
