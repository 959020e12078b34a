"""A connection to the gateway that does not outlive what goes wrong on it."""

import asyncio
import time
from collections.abc import Awaitable

from discord.gateway import DiscordWebSocket, KeepAliveHandler


class GatewaySocket(DiscordWebSocket):
    """The library's, but closed after whatever is raised: it leaves it open, and its heartbeat goes on."""

    _closing: asyncio.Task[None]
    _heartbeat: KeepAliveHandler | None = None

    async def poll_event(self) -> None:
        """Wait for one event, and have it handled."""
        # The library forgets it where the connection ends.
        self._heartbeat = self._keep_alive
        await self._or_close(super().poll_event())

    async def identify(self) -> None:
        """Ask for a new session."""
        await self._or_close(super().identify())

    async def resume(self) -> None:
        """Ask for what came after the last event of the session."""
        await self._or_close(super().resume())

    @property
    def heartbeat_age(self) -> float | None:
        """Seconds since Discord acknowledged a heartbeat, or greeted; None before that."""
        return None if self._heartbeat is None else time.perf_counter() - self._heartbeat._last_ack

    async def _or_close(self, step: Awaitable[None]) -> None:
        try:
            await step
        except BaseException:
            if self.open:
                # Whoever is on the other side may take long to say goodbye: nobody waits for that.
                self._closing = self.loop.create_task(self.close())
            raise
