"""A database that does not answer: another connection holds it, and the bot would wait for hours."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any

from tests.client.curating.curating_town import CuratingTown

# The database itself is waited for without end; everything else that waits gives up soon.
STALLS: dict[str, Any] = {
    "patience_seconds": 3_600,
    "lookup_seconds": 0.02,
    "database_seconds": 0.02,
    "log_seconds": 3_600,
    "forget_seconds": 3_600,
}


@contextmanager
def stalled(town: CuratingTown) -> Iterator[None]:
    """Meanwhile the database does not answer."""
    file = town.client.settings.data / "footnote.db"
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield


async def until_sent(town: CuratingTown, action: Awaitable[Any], words: str) -> asyncio.Task[Any]:
    """Begin an action, and wait until the bot has sent something with these words on account of it."""
    before = len(town.env.http_requests)
    task = asyncio.ensure_future(action)
    async with asyncio.timeout(10):
        while not _sent(town, before, words):
            if task.done():
                task.result()
                raise AssertionError(f"nothing was sent with {words!r}")
            await asyncio.sleep(0.001)
    return task


async def until_acknowledged(town: CuratingTown, act: Callable[[], Awaitable[Any]]) -> asyncio.Task[Any]:
    """Begin an action, and wait until Discord has the first response to it."""
    return await until_sent(town, act(), "/callback")


def _sent(town: CuratingTown, since: int, words: str) -> bool:
    requests = town.env.http_requests[since:]
    return any(words in f"{request.method} {request.path} {request.json}" for request in requests)
