"""The one thread that works on the pack's folder, which may be on a network that goes away."""

import asyncio
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from bot.errors import OutageError

_T = TypeVar("_T")
_Job = Callable[[], None]


class FolderSilentError(OutageError):
    """The pack's folder does not answer: it may be on a network that is out of reach. Answers still work."""

    def __init__(self) -> None:
        super().__init__("The pack's folder does not answer: see whether what it is on can be reached.")


class FolderThread:
    """Runs work on the folder, a piece at a time. While the folder does not answer, nothing waits for it.

    A thread that hangs in the operating system cannot be stopped. So there is only one, it does not keep the
    process from ending, and while it hangs all other work is refused at once. When the folder answers again,
    the thread goes on with what it was doing.
    """

    def __init__(self, patience: float) -> None:
        """A folder that has not answered for `patience` seconds counts as silent."""
        self._patience = patience
        self._jobs: deque[_Job] = deque()
        self._changing = threading.Lock()
        self._is_running = False
        # The work that hangs, or hung until a moment ago.
        self._hanging: Future[Any] | None = None

    async def run(self, work: Callable[[], _T]) -> _T:
        """Run work in the thread. Raises what the work raises.

        Raises FolderSilentError if it takes longer than the patience: then it goes on all the same, and must
        do no harm when it gets to its end. Raises it at once if earlier work still hangs.
        """
        if self._hanging is not None and not self._hanging.done():
            raise FolderSilentError
        working = self._put(work)
        waiting = asyncio.wrap_future(working)
        # Where nobody waits any more, its error is nobody's.
        waiting.add_done_callback(_take_error)
        await asyncio.wait([waiting], timeout=self._patience)
        if not waiting.done():
            self._give_up(working)
        return waiting.result()

    def wait_for(self, work: Callable[[], _T]) -> _T:
        """Do the same before there is an event loop."""
        working = self._put(work)
        try:
            return working.result(self._patience)
        except TimeoutError:
            self._give_up(working)
            raise

    def _give_up(self, working: Future[Any]) -> None:
        # What waits behind other work has not begun, and is not begun any more.
        if not working.cancel():
            self._hanging = working
        raise FolderSilentError

    def run_later(self, work: Callable[[], object]) -> None:
        """Run work when the thread has done what it was given before; wait for nothing."""
        self._put(work)

    def _put(self, work: Callable[[], _T]) -> Future[_T]:
        working: Future[_T] = Future()
        with self._changing:
            self._jobs.append(lambda: _do(work, working))
            if not self._is_running:
                self._is_running = True
                # The interpreter waits for every thread of an executor before it ends, and for no daemon.
                threading.Thread(target=self._work_off, name="folder", daemon=True).start()
        return working

    def _work_off(self) -> None:
        """Do all jobs that there are. The thread ends then, so that nobody has to close it."""
        while True:
            with self._changing:
                if not self._jobs:
                    self._is_running = False
                    return
                job = self._jobs.popleft()
            job()


def _do(work: Callable[[], _T], working: Future[_T]) -> None:
    if not working.set_running_or_notify_cancel():
        return
    try:
        result = work()
    except BaseException as error:
        working.set_exception(error)
    else:
        working.set_result(result)


def _take_error(waiting: asyncio.Future[Any]) -> None:
    if not waiting.cancelled():
        waiting.exception()
