"""Garbage collection, which is of no use while much is loaded that stays."""

import ctypes
import gc
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def garbage_collection_paused() -> Iterator[None]:
    """Pause garbage collection: loading makes many objects, and nearly all of them stay in use.

    The collector never examines these objects later, either. So the work must leave no unused reference
    cycles behind. What was used only meanwhile goes back to the operating system.
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
                _return_freed_memory()


def _return_freed_memory() -> None:
    """Let the C library give back what is free. Between what stays it keeps it else: 18 MB after an index."""
    if sys.platform == "linux":
        # Only GNU's has it.
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)


# The whole process has one collector.
_pause_count = _PauseCount()
