"""Sessions of the gateway that are resumed until Discord refuses: what was said meanwhile arrives then."""

import asyncio
import logging
import random
import time
from collections.abc import Callable

import discord
from discord.gateway import DiscordWebSocket, ReconnectWebSocket
from discord.shard import AutoShardedClient, EventItem, EventType, Shard

from bot.client.connection.retries import describe_failure
from bot.client.counts import Counts

_log = logging.getLogger(__name__)
# Close codes of the gateway that end a session for good: a wrong sequence number, and a time that ran out.
_SESSION_OVER = (4007, 4009)
_NORMAL_CLOSURE = 1000


class ResumingShard(Shard):
    """A shard that connects again with its session.

    The library begins a new session as soon as one attempt to connect fails, and Discord replays nothing to a
    new one. The waits between attempts grow from `first_wait` to `longest_wait` seconds.
    """

    def __init__(
        self,
        ws: DiscordWebSocket,
        client: AutoShardedClient,
        queue_put: Callable[[EventItem], None],
        first_wait: float,
        longest_wait: float,
        counts: Counts,
    ) -> None:
        super().__init__(ws, client, queue_put)
        self._counts = counts
        self._first_wait = first_wait
        self._longest_wait = longest_wait
        self._attempts = 0
        self._last_attempt = 0.0

    async def reidentify(self, exc: ReconnectWebSocket) -> None:
        """Connect again, with the session if Discord has not ended it."""
        self._counts.reconnects += 1
        await asyncio.sleep(self._seconds_to_wait())
        if self._client.is_closed():
            return
        is_over = self.ws.session_id is None or self.ws.socket.close_code in _SESSION_OVER
        await super().reidentify(ReconnectWebSocket(self.id, resume=exc.resume and not is_over))

    async def reconnect(self) -> None:
        """Connect again after an attempt that failed."""
        await self.reidentify(ReconnectWebSocket(self.id, resume=True))

    async def _handle_disconnect(self, e: Exception) -> None:
        if isinstance(e, discord.ConnectionClosed) and e.code != _NORMAL_CLOSURE:
            await super()._handle_disconnect(e)
        elif not self._client.is_closed():
            _log.warning("The gateway of Discord %s: it is tried again", describe_failure(e))
            self._queue_put(EventItem(EventType.reconnect, self, e))

    def _seconds_to_wait(self) -> float:
        """How long to wait now: not at all after a quiet time, else longer each time, with a random part."""
        now = time.monotonic()
        if now - self._last_attempt > 2 * self._longest_wait:
            self._attempts = 0
        wait = (
            min(self._first_wait * 2 ** (self._attempts - 1), self._longest_wait) if self._attempts else 0.0
        )
        self._attempts += 1
        self._last_attempt = now + wait
        return wait * random.uniform(0.5, 1)  # noqa: S311 - no secret
