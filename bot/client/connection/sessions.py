"""Sessions of the gateway that are resumed until Discord refuses: what was said meanwhile arrives then."""

import asyncio
import logging
import zlib
from collections.abc import Callable

import discord
from discord.gateway import DiscordWebSocket, ReconnectWebSocket
from discord.shard import AutoShardedClient, EventItem, EventType, Shard

from bot.client.connection.backoff import Backoff
from bot.client.connection.gateway_socket import GatewaySocket
from bot.client.connection.outages import Outages
from bot.client.connection.retries import describe_failure, passes_by_itself
from bot.client.counts import Counts

_log = logging.getLogger(__name__)
# Close codes of the gateway that end a session for good: a wrong sequence number, and a time that ran out.
_SESSION_OVER = (4007, 4009)
_NORMAL_CLOSURE = 1000
# The one by which the library ends a connection that it means to resume.
_OUR_CLOSURE = 4000
# What the library raises where something else answers in the place of the gateway.
UNREADABLE = (ValueError, zlib.error, AttributeError, KeyError, TypeError)
_RARELY = 20
_ATTEMPTS_AT_ITS_ADDRESS = 10
# How often the same session is resumed after something in it could not be read.
_MOST_UNREADABLE = 3


def may_connect_again(error: BaseException) -> bool:
    """May a first connection to the gateway, which failed like that, succeed a moment later?"""
    if isinstance(error, discord.ConnectionClosed):
        return error.code == _NORMAL_CLOSURE
    return passes_by_itself(error) or isinstance(error, ReconnectWebSocket)


class ResumingShard(Shard):
    """A shard that connects again by itself, and with its session.

    The library begins a new session as soon as one attempt to connect fails, and Discord replays nothing to a
    new one; and there one shard waits for another. The waits between attempts grow from `first_wait` to
    `longest_wait` seconds, those for a new session, of which Discord counts how many there are in a day, to
    twenty times that. A connection on which Discord does not begin or resume the session within `patience`
    seconds is given up.
    """

    def __init__(
        self,
        ws: DiscordWebSocket,
        client: AutoShardedClient,
        end_client: Callable[[EventItem], None],
        first_wait: float,
        longest_wait: float,
        patience: float,
        counts: Counts,
        outages: Outages,
    ) -> None:
        super().__init__(ws, client, self._take)
        self._end_client = end_client
        self._counts = counts
        self._outages = outages
        self._patience = patience
        self._resuming = Backoff(first_wait, longest_wait)
        self._identifying = Backoff(first_wait, longest_wait * _RARELY)
        self._attempts = 0
        self._unreadable = 0
        self._is_away_told = False
        self._silence: asyncio.TimerHandle | None = None
        self._connecting: asyncio.Task[None] | None = None

    def launch(self) -> None:
        """Read what arrives."""
        super().launch()
        self._silence = self._client.loop.call_later(self._patience, self._give_up_connection)

    def note_session(self) -> None:
        """Note that Discord began or resumed the session."""
        self._attempts = 0
        self._unreadable = 0
        self._is_away_told = False
        self._end_silence()

    async def close(self) -> None:
        """Leave the gateway."""
        self._outages.begin(self.id)
        self._end_silence()
        if self._connecting is not None:
            self._connecting.cancel()
        await super().close()

    def _take(self, item: EventItem) -> None:
        """Take what became of a connection: connect again, or end the client."""
        self._outages.begin(self.id)
        item = self._go_on_after(item)
        if item.type in (EventType.close, EventType.terminate):
            self._end_client(item)
        elif not self._client.is_closed():
            resumes = item.type != EventType.identify
            self._connecting = self._client.loop.create_task(self._connect_again(resumes))

    async def _connect_again(self, resumes: bool) -> None:
        """Connect again, with the session if Discord has not ended it."""
        self._counts.reconnects += 1
        self._attempts += 1
        self._end_silence()
        is_over = self.ws.session_id is None or self.ws.socket.close_code in _SESSION_OVER
        resumes = resumes and not is_over
        await asyncio.sleep((self._resuming if resumes else self._identifying).seconds_to_wait())
        if self._client.is_closed():
            return
        try:
            self.ws = await asyncio.wait_for(self._open(resumes), self._patience)
        except self._handled_exceptions as error:
            await self._handle_disconnect(error)
        except ReconnectWebSocket as error:
            self._take(EventItem(EventType.resume if error.resume else EventType.identify, self, error))
        except Exception as error:
            self._take(EventItem(EventType.terminate, self, error))
        else:
            self.launch()

    async def _open(self, resumes: bool) -> DiscordWebSocket:
        if not resumes:
            return await GatewaySocket.from_client(self._client, shard_id=self.id)
        # The session has an address of its own, which may be gone for good.
        gateway = self.ws.gateway if self._attempts <= _ATTEMPTS_AT_ITS_ADDRESS else None
        return await GatewaySocket.from_client(
            self._client,
            resume=True,
            gateway=gateway,
            shard_id=self.id,
            session=self.ws.session_id,
            sequence=self.ws.sequence,
        )

    async def _handle_disconnect(self, e: Exception) -> None:
        if isinstance(e, discord.ConnectionClosed) and e.code != _NORMAL_CLOSURE:
            await super()._handle_disconnect(e)
            return
        if not self._is_away_told:
            self._is_away_told = True
            _log.warning("The gateway of Discord %s: it is tried again", describe_failure(e))
        self._take(EventItem(EventType.reconnect, self, e))

    def _go_on_after(self, item: EventItem) -> EventItem:
        """Resume after what would end the bot because it cannot be read; begin anew if that comes again."""
        error = item.error
        if item.type != EventType.terminate or isinstance(error, discord.PrivilegedIntentsRequired):
            return item
        self._unreadable += 1
        kind = type(error).__name__
        _log.warning("What the gateway of Discord sends cannot be read (%s): it is asked for anew", kind)
        resumes = self._unreadable <= _MOST_UNREADABLE
        return EventItem(EventType.resume, self, ReconnectWebSocket(self.id, resume=resumes))

    def _end_silence(self) -> None:
        if self._silence is not None:
            self._silence.cancel()

    def _give_up_connection(self) -> None:
        _log.warning("The gateway of Discord does not begin the session in time: it is tried again")
        # The worker, which reads from it, then connects again.
        self._closing = self._client.loop.create_task(self.ws.close(code=_OUR_CLOSURE))
