"""Requests to Discord's REST API that are tried again until Discord takes them, or patience is over."""

from collections.abc import Callable
from functools import partial
from typing import Any

import aiohttp
from discord.http import HTTPClient, Route

from bot.client.connection.attempts import Attempts
from bot.client.connection.retries import Retries


def persist(http: HTTPClient, retries: Retries, patience: Callable[[], float], timeout: float) -> None:
    """Make every request of the library's REST client one that is tried again.

    `patience` says for how many seconds after the first failure. A try ends after `timeout` seconds. The
    library itself tries again after some errors, but not after a reset connection, a part of an answer, or a
    page of what stands between the bot and Discord. Nothing is posted twice: the library gives each message a
    nonce, and all other requests of the bot set, read or remove something.
    """
    send = http.request
    limit = aiohttp.ClientTimeout(total=timeout)

    async def request(route: Route, **parts: Any) -> Any:
        attempts = Attempts(partial(send, route, timeout=limit), route.method, parts)
        return await retries.run(attempts, patience())

    http.request = request  # type: ignore[method-assign]  # the library takes no client of another class
