"""Requests to Discord's REST API that are tried again until Discord takes them, or patience is over."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import aiohttp
from discord.http import HTTPClient, Route

from bot.client.connection.attempts import Attempts
from bot.client.connection.retries import Retries, passes_by_itself
from bot.client.connection.start_time import StartTime
from bot.client.connection.tries import OverdueError, Tries, watch_tries


def persist(http: HTTPClient, retries: Retries, start: StartTime, patience: float, timeout: float) -> None:
    """Make every request of the library's REST client one that is tried again.

    The last try begins at most `patience` seconds after the first that may have arrived; those of a start
    end with its time. A try itself ends after `timeout` seconds. The library tries again after some errors,
    but not after a reset connection, a part of an answer, or a page of what stands between the bot and
    Discord. Nothing is posted twice: the library gives each message a nonce, which Discord remembers for
    longer than that, and all other requests of the bot set, read or remove something.
    """
    send = http.request
    limit = aiohttp.ClientTimeout(total=timeout)
    http.http_trace = watch_tries()

    async def request(route: Route, **parts: Any) -> Any:
        seconds = patience if start.is_over else start.seconds_left
        tries = Tries(seconds)
        send_once = partial(send, route, timeout=limit, trace_request_ctx=tries)
        attempt = _with_cause(Attempts(send_once, route.method, parts))
        sending = retries.run(attempt, seconds, _may_send_again)
        return await (sending if start.is_over else tries.end_in_time(sending))

    http.request = request  # type: ignore[method-assign]  # the library takes no client of another class


def _with_cause(send: Callable[[], Awaitable[Any]]) -> Callable[[], Awaitable[Any]]:
    """The same, but where there is no time any more, what went wrong before is raised: it says more."""
    last: Exception | None = None

    async def attempt() -> Any:
        nonlocal last
        try:
            return await send()
        except OverdueError:
            if last is not None:
                raise last from None
            raise
        except Exception as error:
            last = error
            raise

    return attempt


def _may_send_again(error: BaseException) -> bool:
    return passes_by_itself(error) and not isinstance(error, OverdueError)
