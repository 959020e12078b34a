"""A client that asks Discord's REST API how things are, and begins no session of the gateway."""

import asyncio
import time
from email.utils import parsedate_to_datetime
from types import SimpleNamespace

import aiohttp
import discord

from bot.client.connection.client import ConnectedClient
from bot.settings import Settings


class RestClient(ConnectedClient):
    """Log in, ask, and close it. What fails is tried again for `doctor_retry_seconds`, all of it together."""

    def __init__(self, settings: Settings) -> None:
        changed = {"start_seconds": settings.doctor_retry_seconds, "farewell_seconds": 0.0}
        super().__init__(settings.model_copy(update=changed), discord.Intents.none())
        self.clock_seconds: float | None = None
        """How many seconds this machine's clock is ahead of Discord's; None while that is not known."""
        if self.http.http_trace is not None:
            self.http.http_trace.on_request_end.append(self._note_time)
        self._members: dict[int, discord.Member] = {}

    async def fetch_self(self, guild: int) -> discord.Member:
        """The bot as a member of a server, with the roles that there are; asked for once.

        Raises NotFound or Forbidden if it is not in it.
        """
        if guild not in self._members:
            found = await self.fetch_guild(guild, with_counts=False)
            self._members[guild] = await found.fetch_member(self.user.id if self.user else 0)
        return self._members[guild]

    def is_in(self, guild: int) -> bool:
        """Was the bot found to be in a server?"""
        return guild in self._members

    async def greet_gateway(self, address: str) -> None:
        """Connect to the gateway, and leave when it has greeted: that begins no session.

        Raises aiohttp.ClientError, OSError or TimeoutError where it does not greet.
        """
        async with asyncio.timeout(self.settings.connect_seconds):
            socket = await self.http.ws_connect(f"{address}?v=10&encoding=json")
            try:
                greeting = await socket.receive()
            finally:
                await socket.close()
        if greeting.type is not aiohttp.WSMsgType.TEXT:
            raise aiohttp.ClientError("no greeting")

    async def _note_time(
        self, _: aiohttp.ClientSession, __: SimpleNamespace, said: aiohttp.TraceRequestEndParams
    ) -> None:
        try:
            theirs = parsedate_to_datetime(said.response.headers.get("Date", ""))
            ahead = time.time() - theirs.timestamp()
        except (ValueError, TypeError):
            return
        # Of what a slow answer makes of it, the least is believed.
        if self.clock_seconds is None or abs(ahead) < abs(self.clock_seconds):
            self.clock_seconds = ahead
