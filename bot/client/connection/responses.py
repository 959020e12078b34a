"""Responses to interactions that are tried again, each as long as it can still arrive, and never twice."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

import aiohttp
import discord
from discord.http import Route
from discord.webhook.async_ import AsyncWebhookAdapter

from bot.client.connection.attempts import Attempts
from bot.client.connection.retries import Retries, is_rate_limited


class ResponseAdapter(AsyncWebhookAdapter):
    """How the library sends responses to interactions: its `async_context` holds one.

    A first response is tried again for `first_seconds`, because Discord waits three. Edits are tried again
    for `edit_seconds`: Discord takes them for 15 minutes, and the same edit twice changes nothing. A message
    that follows has no nonce, and is posted again only if it surely did not arrive. A try ends after
    `timeout` seconds; that of a first response earlier, so that there is time for another.
    """

    def __init__(self, retries: Retries, first_seconds: float, edit_seconds: float, timeout: float) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # the library leaves it so
        self._retries = retries
        self._first_seconds = first_seconds
        self._edit_seconds = edit_seconds
        self._timeout = timeout

    async def request(self, route: Route, session: aiohttp.ClientSession, **parts: Any) -> Any:
        is_first = route.path.endswith("/callback")
        timeout = min(self._timeout, self._first_seconds / 2) if is_first else self._timeout
        watched: Any = _Session(session, aiohttp.ClientTimeout(total=timeout))
        attempts = Attempts(partial(super().request, route, watched), route.method, parts)
        if is_first:
            reply = await self._retries.run(attempts, self._first_seconds)
            # Where a response had arrived already, there is no answer with what became of it.
            return reply or {"interaction": {"id": route.webhook_id}}
        if route.method == "POST":
            return await self._retries.run(attempts, self._edit_seconds, _has_not_arrived)
        return await self._retries.run(attempts, self._edit_seconds)


class _Session:
    """The session as the library's adapter uses it. An error of the server ends the try at once.

    After such an error the library itself would post a message again, which may have arrived.
    """

    def __init__(self, session: aiohttp.ClientSession, timeout: aiohttp.ClientTimeout) -> None:
        self._session = session
        self._timeout = timeout

    @asynccontextmanager
    async def request(self, method: str, url: str, **rest: Any) -> AsyncIterator[aiohttp.ClientResponse]:
        async with self._session.request(method, url, timeout=self._timeout, **rest) as response:
            if response.status >= 500:
                raise discord.DiscordServerError(response, await response.text())
            yield response


def _has_not_arrived(error: BaseException) -> bool:
    return is_rate_limited(error) or isinstance(error.__cause__, aiohttp.ClientConnectorError)
