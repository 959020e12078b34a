"""Work that is not cut off in the middle: blocking work in a thread, and what has to run to its end."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

_T = TypeVar("_T")


async def in_thread(work: Callable[[], _T]) -> _T:
    """Run blocking work in a thread. A thread cannot be cut off: a cancelled caller waits for its end.

    So nothing that the caller holds, such as a lock, is let go while the thread still runs.
    """
    running = asyncio.get_running_loop().run_in_executor(None, work)
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        await asyncio.wait([running])
        raise


async def uninterrupted(work: Awaitable[_T]) -> _T:
    """Let work run to its end, even where the caller is cancelled: then nobody waits for it."""
    return await asyncio.shield(asyncio.ensure_future(work))
