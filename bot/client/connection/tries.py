"""The tries of one request, and how long there may be more of them."""

import asyncio
from collections.abc import Awaitable
from types import SimpleNamespace
from typing import Any, TypeVar

import aiohttp

from bot.client.connection.retries import UnreachableError

_T = TypeVar("_T")
_TOO_MANY_REQUESTS = 429


class OverdueError(UnreachableError):
    """A request is sent no more: too much time has gone by since it may have arrived, or for a start."""


class Tries:
    """Watches a request go out and be answered, again and again.

    The library waits and repeats inside one attempt: only what aiohttp tells, see `watch_tries`, shows when.
    """

    def __init__(self, seconds: float) -> None:
        """`seconds` is how long after the first try, that may have arrived, the last one may begin."""
        self._clock = asyncio.get_running_loop().time
        self._seconds = seconds
        self._made_at = self._begun_at = self._clock()
        self._last_begin: float | None = None
        self._cut: asyncio.Timeout | None = None

    async def end_in_time(self, sending: Awaitable[_T]) -> _T:
        """Wait for what is sent; where it fails, until so many seconds from now, in the middle of a wait too.

        Only for a start: who waits for a rate limit of everything, and is ended, leaves it in force for all.
        Raises OverdueError.
        """
        try:
            async with asyncio.timeout(None) as self._cut:
                return await sending
        except TimeoutError as error:
            raise OverdueError from error

    def begin(self) -> None:
        """Note that it goes out now. Raises OverdueError where that would be too late."""
        self._begun_at = self._clock()
        if self._last_begin is not None and self._begun_at > self._last_begin:
            raise OverdueError

    def end(self, status: int | None) -> None:
        """Note what Discord answered; None if it did not."""
        # What Discord limits the rate of, it has not carried out: that waits for its turn still.
        if self._last_begin is None and status != _TOO_MANY_REQUESTS:
            self._last_begin = self._begun_at + self._seconds
        is_tried_again = status is None or status >= 500 or status == _TOO_MANY_REQUESTS
        if is_tried_again and self._cut is not None and self._cut.when() is None:
            self._cut.reschedule(self._made_at + self._seconds)


def watch_tries() -> aiohttp.TraceConfig:
    """What tells the `Tries` that a request is sent with, as its `trace_request_ctx`, how it goes."""
    trace = aiohttp.TraceConfig()
    trace.on_request_start.append(_begin)
    trace.on_request_end.append(_end)
    trace.on_request_exception.append(_fail)
    return trace


async def _begin(_: aiohttp.ClientSession, context: SimpleNamespace, __: Any) -> None:
    if isinstance(tries := context.trace_request_ctx, Tries):
        tries.begin()


async def _end(
    _: aiohttp.ClientSession, context: SimpleNamespace, said: aiohttp.TraceRequestEndParams
) -> None:
    if isinstance(tries := context.trace_request_ctx, Tries):
        tries.end(said.response.status)


async def _fail(
    _: aiohttp.ClientSession, context: SimpleNamespace, failed: aiohttp.TraceRequestExceptionParams
) -> None:
    is_known = not isinstance(failed.exception, aiohttp.ClientConnectorError)
    if is_known and isinstance(tries := context.trace_request_ctx, Tries):
        tries.end(None)
