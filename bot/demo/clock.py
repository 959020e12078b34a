"""Keeps the simulation's clock at the present, so that what has a time limit ends in it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime

import simcord
from simcord.preview import Preview

# Seconds from one step to the next.
_STEP_SECONDS = 1.0


def start_clock_now(run: simcord.run) -> simcord.run:
    """Set the simulation's clock to the present, before anything in it has begun.

    The clock of simcord begins at a fixed day. Set later, it would jump, and what was recorded before,
    such as the first revision, would have the date of that day.
    """
    backend = run._env.backend
    backend.advance_clock((datetime.now(UTC) - backend.clock.now()).total_seconds())
    return run


@asynccontextmanager
async def keep_clock_current(
    env: simcord.Env, preview: Preview, lock: asyncio.Lock, periodic_work: Callable[[], Awaitable[None]]
) -> AsyncIterator[None]:
    """Keep the simulation's clock at the present while the block runs; `lock` is taken for each step.

    `periodic_work` is what the bot itself would do periodically.

    simcord does one thing at a time and refuses a second one, so a step waits for the lock. The pages are
    only published again where the bot did something in that step.
    """
    stepping = asyncio.create_task(_step_forever(env, preview, lock, periodic_work))
    try:
        yield
    finally:
        stepping.cancel()
        with suppress(asyncio.CancelledError):
            await stepping


async def _step_forever(
    env: simcord.Env, preview: Preview, lock: asyncio.Lock, periodic_work: Callable[[], Awaitable[None]]
) -> None:
    while True:
        await asyncio.sleep(_STEP_SECONDS)
        async with lock:
            requests_before = len(env.http_requests)
            await periodic_work()
            behind = (datetime.now(UTC) - env.now()).total_seconds()
            if behind > 0:
                # Where something takes longer than simcord waits, the next step waits for it.
                with suppress(TimeoutError):
                    await env.advance_time(behind)
            # simcord sets this only when it publishes the whole page again. Until then the page has an
            # earlier time, and would show what a press has just changed as something in the future.
            preview.capture_time = env.now()
            if len(env.http_requests) != requests_before:
                await preview.refresh()
