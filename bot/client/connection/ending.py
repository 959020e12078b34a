"""The last things that a client does, all of them within a time."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

_log = logging.getLogger(__name__)


class Ending:
    """Does one thing after the other. None that fails or hangs keeps the next from being begun."""

    def __init__(self, patience: float) -> None:
        """Do nothing yet; from now on there are `patience` seconds for everything together."""
        self._loop = asyncio.get_running_loop()
        self._until = self._loop.time() + patience
        self._tasks: dict[asyncio.Task[None], str] = {}

    @property
    def is_whole(self) -> bool:
        """Was everything done to its end? What was not goes on, and may never end."""
        return all(task.done() for task in self._tasks)

    async def do(self, what: str, work: Coroutine[Any, Any, None]) -> None:
        """Do something, `what` in the log's words. It is given up, not cancelled, where time is over.

        A driver that hangs in the operating system cannot be cancelled: it would be waited for.
        """
        task = self._loop.create_task(work)
        self._tasks[task] = what
        await asyncio.wait({task}, timeout=max(self._until - self._loop.time(), 0))
        if task.done() and (error := task.exception()):
            _log.error("It failed to %s while the bot ended", what, exc_info=error)

    def tell(self) -> None:
        """Say in the log what was not done to its end."""
        if not self.is_whole:
            left = ", ".join(what for task, what in self._tasks.items() if not task.done())
            _log.warning("The bot ends before it could do all of this: %s", left)
