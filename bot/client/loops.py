"""What the client does again and again. A loop that fails goes on, and is counted."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from datetime import datetime, timedelta
from typing import Any

import discord
from discord.ext import tasks

from bot.client.counts import Counts

_log = logging.getLogger(__name__)


class Loops:
    """Loops that are started and ended together."""

    def __init__(self, counts: Counts) -> None:
        self._counts = counts
        self._loops: list[MonotonicLoop] = []
        self._failing: set[str] = set()
        self._steps: set[asyncio.Future[None]] = set()

    def add(self, name: str, seconds: float, step: Callable[[], Awaitable[None]]) -> None:
        """Add a loop that takes a step every so many seconds. The log says by `name` that a step failed."""

        async def run() -> None:
            # A step that runs when the bot leaves is not cancelled in the middle: `finish` waits for it.
            task = asyncio.ensure_future(take())
            self._steps.add(task)
            task.add_done_callback(self._steps.discard)
            await asyncio.shield(task)

        async def take() -> None:
            try:
                await step()
                self._failing.discard(name)
            except Exception:
                self._counts.failed_loops[name] += 1
                if name not in self._failing:
                    self._failing.add(name)
                    _log.exception("It failed to %s; it is tried again and again", name)

        self._loops.append(MonotonicLoop(run, seconds))

    def start(self) -> None:
        """Start all loops."""
        for loop in self._loops:
            loop.start()

    def cancel(self) -> None:
        """Begin no step any more."""
        for loop in self._loops:
            loop.cancel()

    async def finish(self) -> None:
        """Wait for the steps that are under way."""
        if self._steps:
            await asyncio.wait(self._steps)


class MonotonicLoop(tasks.Loop[Any]):
    """The library's loop, but not by the wall clock: set back an hour, that would stand still for an hour."""

    def __init__(self, run: Callable[[], Coroutine[Any, Any, None]], seconds: float) -> None:
        """Run nothing yet; there are `seconds` from the end of one run to the next."""
        super().__init__(
            run,
            seconds=seconds,
            hours=0,
            minutes=0,
            time=discord.utils.MISSING,
            count=None,
            reconnect=True,
            name=None,
        )
        self._pause = timedelta(seconds=seconds)

    async def _try_sleep_until(self, dt: datetime) -> None:
        await super()._try_sleep_until(discord.utils.utcnow() + self._pause)
