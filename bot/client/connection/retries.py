"""Trying again: which errors pass by themselves, and how long to wait between two tries."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TypeVar

import aiohttp
import discord
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, wait_exponential, wait_random

from bot.client.counts import Counts

_log = logging.getLogger(__name__)
_T = TypeVar("_T")
_TOO_MANY_REQUESTS = 429
_UNAUTHORIZED = 401
# In seconds. What Discord says beyond it, or what is no number, is not believed.
_LONGEST_TOLD = 3_600
# What a connection to Discord raises when it fails, a time-out too. Files raise the same: so it is told apart
# where something is sent, by UnreachableError.
CONNECTION_ERRORS = (aiohttp.ClientError, OSError)


class UnreachableError(discord.DiscordException):
    """Discord could not be reached, or did not answer in time: its cause is the connection's own error."""


class MalformedReplyError(discord.DiscordException):
    """Something answered in Discord's place, or only a part of what Discord said arrived."""


def passes_by_itself(error: BaseException) -> bool:
    """Did a request to Discord fail so that the same may succeed a moment later?"""
    if isinstance(error, discord.HTTPException):
        return error.status >= 500 or is_rate_limited(error)
    return isinstance(error, UnreachableError | MalformedReplyError)


def is_rate_limited(error: BaseException) -> bool:
    """Did Discord do nothing, because the bot asks for too much at once?"""
    return isinstance(error, discord.HTTPException) and error.status == _TOO_MANY_REQUESTS


def is_token_refused(error: BaseException) -> bool:
    """Does Discord no longer take the bot's token?"""
    return isinstance(error, discord.HTTPException) and error.status == _UNAUTHORIZED


def describe_failure(error: BaseException) -> str:
    """What Discord does, in a few words for the log: they follow its name in a sentence."""
    if is_token_refused(error):
        return "refuses the token"
    if isinstance(error, discord.HTTPException):
        return f"answers with an error ({error.status})"
    if isinstance(error, MalformedReplyError):
        return "answers with something that is not Discord's"
    if isinstance(error, TimeoutError) or isinstance(error.__cause__, TimeoutError):
        return "does not answer in time"
    return "cannot be reached"


class Retries:
    """Tries again what failed and may succeed. The log says once that Discord fails, and that it is back.

    The waits between two tries grow from `first_wait` to `longest_wait` seconds, with a random part, so that
    many that failed together do not all come back together.
    """

    def __init__(self, first_wait: float, longest_wait: float, counts: Counts) -> None:
        self._wait = wait_exponential(multiplier=first_wait, max=longest_wait) + wait_random(0, first_wait)
        self._counts = counts
        # The requests that failed and are tried again.
        self._failing: set[object] = set()
        self._given_up = asyncio.Event()

    def give_up(self) -> None:
        """From now on nothing is tried again: what waits for it fails at once."""
        self._given_up.set()

    async def run(
        self,
        attempt: Callable[[], Awaitable[_T]],
        patience: float,
        may_try_again: Callable[[BaseException], bool] = passes_by_itself,
    ) -> _T:
        """Return what an attempt returns, the first that succeeds.

        Raises what the last attempt raised: if none succeeds in the `patience` seconds after the first
        failure, or if `may_try_again` says that another attempt is no use, or is not safe.
        """
        self._counts.waiting += 1
        try:
            return await attempt()
        except Exception as error:
            # Nearly all succeed at once: what the others need is made only for them.
            return await self._run_again(attempt, error, patience, may_try_again)
        finally:
            self._counts.waiting -= 1

    async def _run_again(
        self,
        attempt: Callable[[], Awaitable[_T]],
        failure: Exception,
        patience: float,
        may_try_again: Callable[[BaseException], bool],
    ) -> _T:
        """Do the same after a first attempt that ended in `failure`."""
        failures = [failure]

        async def go_on() -> _T:
            if failures:
                raise failures.pop()
            return await attempt()

        is_over = _stop_after(patience)
        retrying = AsyncRetrying(
            retry=retry_if_exception(may_try_again),
            wait=self._seconds_to_wait,
            stop=lambda state: self._given_up.is_set() or is_over(state),
            sleep=self._sleep,
            before_sleep=self._note_failure,
            reraise=True,
        )
        try:
            result: _T = await retrying(go_on)
        except BaseException:
            self._failing.discard(go_on)
            raise
        self._failing.discard(go_on)
        if not self._failing:
            _log.info("Discord takes what is sent to it again")
        return result

    def _seconds_to_wait(self, state: RetryCallState) -> float:
        # Discord itself may say how long to wait: it counts requests that come earlier against the bot.
        headers = getattr(getattr(_error_of(state), "response", None), "headers", {})
        try:
            told = float(headers.get("Retry-After", 0))
        except ValueError:
            told = 0.0
        return max(told if told < _LONGEST_TOLD else 0.0, self._wait(state))

    async def _sleep(self, seconds: float) -> None:
        # Not `wait_for`, which swallows a cancellation that comes together with what it waits for.
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._given_up.wait()

    def _note_failure(self, state: RetryCallState) -> None:
        self._counts.retries += 1
        error = _error_of(state)
        if not self._failing and error is not None:
            _log.warning("Discord %s: what is sent to it is tried again", describe_failure(error))
        self._failing.add(state.fn)


def _stop_after(patience: float) -> Callable[[RetryCallState], bool]:
    """Stop when the next attempt would be later than that many seconds after the first failure.

    The first attempt itself may have waited long, for its turn within Discord's rate limits.
    """
    first_failure: float | None = None

    def is_over(state: RetryCallState) -> bool:
        nonlocal first_failure
        failed_at = state.outcome_timestamp or 0.0
        if first_failure is None:
            first_failure = failed_at
        return failed_at + state.upcoming_sleep - first_failure > patience

    return is_over


def _error_of(state: RetryCallState) -> BaseException | None:
    return state.outcome.exception() if state.outcome is not None else None
