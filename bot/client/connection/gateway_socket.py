"""A connection to the gateway that does not outlive what goes wrong on it."""

import asyncio
from collections.abc import Awaitable

from discord.gateway import DiscordWebSocket


class GatewaySocket(DiscordWebSocket):
    """The library's, but closed after whatever is raised: it leaves it open, and its heartbeat goes on."""

    _closing: asyncio.Task[None]

    async def poll_event(self) -> None:
        """Wait for one event, and have it handled."""
        await self._or_close(super().poll_event())

    async def identify(self) -> None:
        """Ask for a new session."""
        await self._or_close(super().identify())

    async def resume(self) -> None:
        """Ask for what came after the last event of the session."""
        await self._or_close(super().resume())

    async def _or_close(self, step: Awaitable[None]) -> None:
        try:
            await step
        except BaseException:
            if self.open:
                # Whoever is on the other side may take long to say goodbye: nobody waits for that.
                self._closing = self.loop.create_task(self.close())
            raise
