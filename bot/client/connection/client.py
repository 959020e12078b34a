"""A client that keeps in touch with Discord, and leaves it in order."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import discord
from discord.gateway import DiscordWebSocket
from discord.http import Route
from discord.webhook.async_ import async_context
from yarl import URL

from bot.client.connection.ending import Ending
from bot.client.connection.gateway_socket import GatewaySocket
from bot.client.connection.handlers import finish_handlers, wait_for_cancelled
from bot.client.connection.identify_pace import IdentifyPace
from bot.client.connection.malformed_events import pass_over_malformed_events
from bot.client.connection.outages import Outages
from bot.client.connection.requests import persist
from bot.client.connection.responses import ResponseAdapter
from bot.client.connection.retries import (
    CONNECTION_ERRORS,
    MalformedReplyError,
    Retries,
    UnreachableError,
)
from bot.client.connection.sessions import UNREADABLE, ResumingShard, may_connect_again
from bot.client.connection.start_time import StartTime
from bot.client.counts import Counts
from bot.settings import Settings

_log = logging.getLogger(__name__)


class ConnectedClient(discord.AutoShardedClient):
    """The client without what it is for: it starts, connects, sends and ends so that no answer is lost."""

    def __init__(self, settings: Settings, intents: discord.Intents) -> None:
        super().__init__(
            intents=intents,
            # No message of the bot ever pings anybody, whatever its text is.
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            guild_ready_timeout=settings.server_seconds,
        )
        self.settings = settings
        self.counts = Counts()
        self.outages = Outages()
        self._retries = Retries(settings.first_wait_seconds, settings.longest_wait_seconds, self.counts)
        self._start_time = StartTime(settings.start_seconds)
        persist(self.http, self._retries, self._start_time, settings.send_seconds, settings.request_seconds)
        self._identify_pace = IdentifyPace(settings.identify_seconds)
        pass_over_malformed_events(self._connection.parsers)
        self._leaving: asyncio.Task[None] | None = None
        self.ending: Ending | None = None
        """What the client does last, once it has begun to."""

    async def login(self, token: str) -> None:
        """Log in at the REST address of the settings."""
        # The library has one address for all clients of a process; this is the only way to set it.
        Route.BASE = self.settings.discord_api
        self._start_time.begin()
        await super().login(token)

    async def connect(self, *, reconnect: bool = True) -> None:
        """Connect to the gateway, and stay connected until the client is closed."""
        settings = self.settings
        # The tasks that are started from here, those of the handlers too, see this adapter.
        async_context.set(
            ResponseAdapter(
                self._retries, settings.respond_seconds, settings.edit_seconds, settings.request_seconds
            )
        )
        await super().connect(reconnect=reconnect)

    async def launch_shards(self) -> None:
        """Start the shards. New sessions, too, connect to the gateway that the REST API names."""
        self.shard_count, gateway, limits = await self.http.get_bot_gateway()
        DiscordWebSocket.DEFAULT_GATEWAY = URL(gateway)
        self.outages.shards = self.shard_count
        self._identify_pace.lanes = max(limits["max_concurrency"], 1)
        await super().launch_shards()
        self._start_time.end()

    async def launch_shard(self, gateway: URL, shard_id: int, *, initial: bool = False) -> None:
        """Connect a shard for the first time, and read what arrives on it while others connect."""
        open_gateway = partial(
            GatewaySocket.from_client, self, initial=initial, gateway=gateway, shard_id=shard_id
        )
        ws = await self._retries.run(
            partial(self._in_time, open_gateway), self._start_time.seconds_left, may_connect_again
        )
        # The library makes shards of its own class only, and has no other place for one of ours.
        shards, queue = self._AutoShardedClient__shards, self._AutoShardedClient__queue  # type: ignore[attr-defined]
        settings = self.settings
        waits = (settings.first_wait_seconds, settings.longest_wait_seconds, settings.connect_seconds)
        shards[shard_id] = shard = ResumingShard(
            ws, self, queue.put_nowait, *waits, self.counts, self.outages
        )
        shard.launch()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Wait until a shard may begin a new session."""
        await self._identify_pace.wait_for_turn(shard_id or 0)

    def is_closed(self) -> bool:
        """Is the client closed, or does it leave? Then it connects no more."""
        return self._leaving is not None or super().is_closed()

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:
        """Pass on an event to its handlers; nothing any more while the client leaves."""
        if not self.is_closed():
            super().dispatch(event, *args, **kwargs)

    async def on_shard_connect(self, shard_id: int) -> None:
        """Count a new session."""
        self.counts.sessions += 1
        self._note_session(shard_id, is_resumed=False)

    async def on_shard_resumed(self, shard_id: int) -> None:
        """Count a session that goes on."""
        self.counts.resumes += 1
        self._note_session(shard_id, is_resumed=True)

    def _note_session(self, shard_id: int, *, is_resumed: bool) -> None:
        shard = self._AutoShardedClient__shards.get(shard_id)  # type: ignore[attr-defined]  # see above
        if isinstance(shard, ResumingShard):
            shard.note_session()
            self.outages.end(shard_id, is_resumed=is_resumed)

    @property
    def heartbeat_age(self) -> float | None:
        """Seconds since Discord acknowledged a heartbeat, of the shard where that is longest ago.

        None before the first connection.
        """
        sockets = [shard.ws for shard in self._AutoShardedClient__shards.values()]  # type: ignore[attr-defined]  # see above
        ages = [ws.heartbeat_age for ws in sockets if isinstance(ws, GatewaySocket)]
        return max((age for age in ages if age is not None), default=None)

    async def close(self) -> None:
        """Take no more questions, answer those that were heard, then leave Discord."""
        if self._leaving is None:
            self._leaving = asyncio.create_task(self._leave())
        # Whoever waits may be cancelled; what is under way is not.
        await asyncio.shield(self._leaving)

    async def finish(self, ending: Ending) -> None:
        """Do what is left to be done once everything was answered."""

    async def _leave(self) -> None:
        settings = self.settings
        # Whether the gateway takes leave of the bot or not, what was asked is answered meanwhile.
        leave = asyncio.gather(
            *(shard.disconnect() for shard in self.shards.values()), return_exceptions=True
        )
        ended = await finish_handlers(settings.farewell_seconds)
        if ended:
            self.counts.lost += ended
            _log.warning("The bot ends before %d questions or presses could be answered", ended)
        self._retries.give_up()
        self.ending = ending = Ending(settings.ending_seconds)
        await self.finish(ending)
        await ending.do("end what could not be answered", wait_for_cancelled())
        await ending.do("leave Discord", self._disconnect(leave))

    async def _disconnect(self, leave: "asyncio.Future[list[BaseException | None]]") -> None:
        await leave
        await super().close()

    async def _in_time(self, open_gateway: Callable[[], Awaitable[DiscordWebSocket]]) -> DiscordWebSocket:
        try:
            return await asyncio.wait_for(open_gateway(), self.settings.connect_seconds)
        except UNREADABLE as error:
            raise MalformedReplyError from error
        except CONNECTION_ERRORS as error:
            raise UnreachableError from error
