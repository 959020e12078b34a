"""Whether the database answers, asked so that it costs little and nobody waits for long."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.store.database.connection import DATABASE_ERRORS


class DatabaseProbe:
    """Reads in the database when it is asked for, at most once in so many seconds, and once at a time."""

    def __init__(self, read: Callable[[], Awaitable[object]], seconds: float) -> None:
        """Ask nothing yet. `read` raises one of DATABASE_ERRORS; it is waited for at most `seconds`."""
        self._read = read
        self._seconds = seconds
        self._asked_at = 0.0
        self._asking: asyncio.Task[bool] | None = None

    async def is_reachable(self) -> bool:
        """Does the database answer now, or did it a moment ago?"""
        now = asyncio.get_running_loop().time()
        is_old = now - self._asked_at > self._seconds
        if self._asking is None or (is_old and self._asking.done()):
            self._asked_at = now
            self._asking = asyncio.create_task(self._ask())
        # It is not cancelled where it takes long: a driver that hangs would be waited for.
        await asyncio.wait({self._asking}, timeout=max(self._asked_at + self._seconds - now, 0))
        return self._asking.done() and not self._asking.cancelled() and self._asking.result()

    async def _ask(self) -> bool:
        try:
            await self._read()
        except DATABASE_ERRORS:
            return False
        return True
