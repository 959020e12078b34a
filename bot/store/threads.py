"""Running heavy work outside the event loop, and work that a cancelled caller does not interrupt."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.store.garbage_collection import garbage_collection_paused

_T = TypeVar("_T")


async def run_in_thread(work: Callable[[], _T]) -> _T:
    """Run blocking work in a thread. A thread cannot be stopped, so a cancelled caller waits for its end.

    So whatever the caller holds, such as a lock, is held until the thread has ended. Raises what the work
    raises.
    """
    running = asyncio.get_running_loop().run_in_executor(None, work)
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        await asyncio.wait([running])
        raise


async def run_to_end(work: Awaitable[_T]) -> _T:
    """Let work run to its end, even if the caller is cancelled. Then nobody waits for its result."""
    return await asyncio.shield(asyncio.ensure_future(work))


async def run_heavy_work(work: Callable[..., _T], *arguments: object) -> _T:
    """Run heavy work in a thread, with garbage collection paused. Raises what the work raises."""
    return await asyncio.to_thread(_run_without_collection, work, *arguments)


def _run_without_collection(work: Callable[..., _T], *arguments: object) -> _T:
    with garbage_collection_paused():
        return work(*arguments)
