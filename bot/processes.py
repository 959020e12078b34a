"""Ending a child process that may be ending by itself at the same moment."""

import contextlib
import os
import signal
from asyncio.subprocess import Process

# Windows has no SIGKILL, and ends a process with any signal.
_KILL = getattr(signal, "SIGKILL", signal.SIGTERM)


async def end(child: Process) -> None:
    """End a child, if it has not ended already, and wait for it."""
    if child.returncode is None:
        # `child.kill()` first asks the system how the child ended. Only one may ask: where the event loop
        # comes second, it warns of an unknown child.
        with contextlib.suppress(ProcessLookupError):
            os.kill(child.pid, _KILL)
        await child.wait()
