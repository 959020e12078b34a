"""What SIGINT and SIGTERM do, from the first moment of a run to its last."""

import atexit
import os
import signal
from collections.abc import Callable
from typing import NoReturn

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


def end_at_once_when_told() -> None:
    """Let them end the process with exit code 0 from now on: nothing is under way that could be lost.

    What Python does by itself is a traceback, and it may come in the middle of an import.
    """
    call_when_told(_end)
    # At the very last Python puts back what they do by default, where they are not ignored.
    atexit.register(_ignore)


def call_when_told(call: Callable[[], object]) -> None:
    """Let them call something from now on, each time that one arrives."""
    for each in _SIGNALS:
        signal.signal(each, lambda *_: call())


def _ignore() -> None:
    for each in _SIGNALS:
        signal.signal(each, signal.SIG_IGN)


def _end() -> NoReturn:
    os._exit(0)
