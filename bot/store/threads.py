"""Heavy work off the event loop, and work that is not cut off in the middle."""

import asyncio
import gc
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
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


async def off_loop(work: Callable[..., _T], *arguments: object) -> _T:
    """Do heavy work in a thread, with the garbage collector held off."""
    return await asyncio.to_thread(_quietly, work, *arguments)


@contextmanager
def collection_held_off() -> Iterator[None]:
    """Hold the garbage collector off: of the many objects that loading makes, nearly all stay.

    It never looks at them later, either: what is done meanwhile must leave no circles of objects behind.
    """
    _held.begin()
    try:
        yield
    finally:
        _held.end()


class _Held:
    """How many hold it off at this moment: the last one lets go, if it was on before the first."""

    def __init__(self) -> None:
        self._alone = threading.Lock()
        self._holding = 0
        self._was_on = False

    def begin(self) -> None:
        with self._alone:
            if not self._holding:
                self._was_on = gc.isenabled()
                gc.disable()
            self._holding += 1

    def end(self) -> None:
        with self._alone:
            self._holding -= 1
            if not self._holding and self._was_on:
                # Or the first thing it did would be to look through all that was made meanwhile. What is
                # frozen still goes when nobody refers to it any more.
                gc.freeze()
                gc.enable()


# The collector is the process's.
_held = _Held()


def _quietly(work: Callable[..., _T], *arguments: object) -> _T:
    with collection_held_off():
        return work(*arguments)
