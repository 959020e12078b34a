"""When the backlog is read: after each new session, one reading at a time, and again where it failed."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.client.services import Services

_log = logging.getLogger(__name__)


class BacklogReader:
    """Reads the backlog in the background. A new session breaks no reading off: another one follows."""

    def __init__(self, client: Services, read: Callable[[], Awaitable[bool]]) -> None:
        """`read` says whether it could be known what was missed."""
        self._client = client
        self._read = read
        self._is_due = False
        self._reading: asyncio.Task[None] | None = None

    def start_again(self) -> None:
        """Read as soon as what is being read is done."""
        self._is_due = True
        if not self._client.is_closed() and (self._reading is None or self._reading.done()):
            self._reading = asyncio.create_task(self._read_all())

    def cancel(self) -> None:
        """Read no more."""
        if self._reading is not None:
            self._reading.cancel()

    async def _read_all(self) -> None:
        while self._is_due:
            self._is_due = False
            try:
                is_known = await self._read()
            except Exception:
                self._client.counts.failed_loops["read back"] += 1
                _log.exception("What was asked meanwhile could not be read back")
                continue
            if not is_known:
                self._is_due = True
                await asyncio.sleep(self._client.settings.retry_seconds)
