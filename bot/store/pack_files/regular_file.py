"""Reading a file that may be anything: a pipe, a device, a folder, or of any size."""

import os
import stat
from pathlib import Path


def read_regular_file(file: Path, max_bytes: int) -> bytes:
    """Read a file whole.

    Raises OSError, with what is wrong in words, if it is not a regular file or holds more than `max_bytes`
    bytes, whatever size the file system gives for it. Neither waits for a writer nor reads without end.
    """
    # Without O_NONBLOCK, a pipe that nobody writes to would hold the thread for ever.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(file, flags)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError("it is a folder, a pipe or a device, not a file of text")
        with open(descriptor, "rb", closefd=False) as opened:
            content = opened.read(max_bytes + 1)
    finally:
        os.close(descriptor)
    if len(content) > max_bytes:
        raise OSError(f"it is larger than {max_bytes // 1_000_000} MB")
    return content
