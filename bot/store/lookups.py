"""What somebody looks up in the database who cannot wait for it for ever."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

_T = TypeVar("_T")
# Lookups at most that were given up and are still under way: of a disk that stalls no more is asked.
_MOST_GIVEN_UP = 100


class Lookups:
    """Waits for lookups. One that is given up is not cancelled: a driver that waits would be waited for."""

    def __init__(self) -> None:
        self._under_way: set[asyncio.Task[Any]] = set()
        self._given_up = 0

    async def wait(self, lookup: Callable[[], Coroutine[Any, Any, _T]], patience: float | None) -> _T:
        """What a lookup finds.

        Raises what it raises, and TimeoutError if it takes longer than `patience` seconds (None is for ever),
        or at once where too many have been given up.
        """
        if self._given_up >= _MOST_GIVEN_UP:
            raise TimeoutError
        task = asyncio.create_task(lookup())
        self._under_way.add(task)
        task.add_done_callback(self._end)
        try:
            await asyncio.wait({task}, timeout=patience)
        finally:
            if not task.done():
                self._given_up += 1
                task.add_done_callback(self._end_given_up)
        if not task.done():
            raise TimeoutError
        return task.result()

    async def finish(self) -> None:
        """Wait for the end of lookups that were given up."""
        if self._under_way:
            await asyncio.wait(self._under_way)

    def _end(self, task: asyncio.Task[Any]) -> None:
        self._under_way.discard(task)

    def _end_given_up(self, task: asyncio.Task[Any]) -> None:
        self._given_up -= 1
        # Nobody waits for its error any more, and asyncio would write it to the log.
        if not task.cancelled():
            task.exception()
