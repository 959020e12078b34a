"""Letting time pass in the simulation, so that what removes itself does."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime

import simcord
from simcord.preview import Preview

_TICK = 1.0


def begin_now(run: simcord.run) -> simcord.run:
    """Put the simulation's clock to the present, before anything in it has begun.

    simcord's begins at a fixed day. Later it could only leap, and what was recorded before, such as the
    first revision, would have that day's date.
    """
    backend = run._env.backend
    backend.advance_clock((datetime.now(UTC) - backend.clock.now()).total_seconds())
    return run


@asynccontextmanager
async def keep_time(
    env: simcord.Env, preview: Preview, turn: asyncio.Lock, meanwhile: Callable[[], Awaitable[None]]
) -> AsyncIterator[None]:
    """Keep the simulation's clock at the present while the block runs; `turn` is taken for each step.

    `meanwhile` is what the bot itself would do periodically.

    simcord does one thing at a time and refuses a second, so a step waits until nothing else is
    under way. The pages are only published anew where the bot did something in that step.
    """
    ticking = asyncio.create_task(_tick(env, preview, turn, meanwhile))
    try:
        yield
    finally:
        ticking.cancel()
        with suppress(asyncio.CancelledError):
            await ticking


async def _tick(
    env: simcord.Env, preview: Preview, turn: asyncio.Lock, meanwhile: Callable[[], Awaitable[None]]
) -> None:
    while True:
        await asyncio.sleep(_TICK)
        async with turn:
            done = len(env.http_requests)
            await meanwhile()
            behind = (datetime.now(UTC) - env.now()).total_seconds()
            if behind > 0:
                # What takes longer than the simulation waits for is waited for at the next step.
                with suppress(TimeoutError):
                    await env.advance_time(behind)
            # simcord does so only when the whole page is published anew: to what a press has just changed,
            # the page would be still at an earlier time, and call it something of the future.
            preview.capture_time = env.now()
            if len(env.http_requests) != done:
                await preview.refresh()
