"""Running heavy work outside the event loop, and work that a cancelled caller does not interrupt."""

import asyncio
import gc
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

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


@contextmanager
def garbage_collection_paused() -> Iterator[None]:
    """Pause garbage collection: loading makes many objects, and nearly all of them stay in use.

    The collector never examines these objects later, either. So the work must leave no unused reference
    cycles behind.
    """
    _pause_count.begin()
    try:
        yield
    finally:
        _pause_count.end()


class _PauseCount:
    """Counts the pauses in force. The end of the last turns collection on, if it was on before the first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pauses = 0
        self._was_on = False

    def begin(self) -> None:
        with self._lock:
            if not self._pauses:
                self._was_on = gc.isenabled()
                gc.disable()
            self._pauses += 1

    def end(self) -> None:
        with self._lock:
            self._pauses -= 1
            if not self._pauses and self._was_on:
                # Without this, the first collection would examine every object made during the pause.
                # A frozen object is still freed when nothing refers to it any more.
                gc.freeze()
                gc.enable()


# The whole process has one collector.
_pause_count = _PauseCount()


def _run_without_collection(work: Callable[..., _T], *arguments: object) -> _T:
    with garbage_collection_paused():
        return work(*arguments)
