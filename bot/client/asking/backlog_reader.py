"""When the backlog is read: after each new session, one reading at a time, and again where it failed."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.client.services import Services
from bot.store.question_log.log import LogSilentError

_log = logging.getLogger(__name__)


class BacklogReader:
    """Reads the backlog in the background. A new session breaks no reading off: another one follows."""

    def __init__(self, client: Services, read: Callable[[], Awaitable[None]]) -> None:
        """`read` raises LogSilentError where it cannot be known just now what was missed."""
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
                await self._read()
                self._client.counts.readings += 1
            except LogSilentError:
                self._is_due = True
                await asyncio.sleep(self._client.settings.retry_seconds)
            except Exception:
                self._client.counts.failed_loops["read back"] += 1
                _log.exception("What was asked meanwhile could not be read back")
