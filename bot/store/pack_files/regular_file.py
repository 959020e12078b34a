"""Reading a file of a pack that may be anything: a pipe, a device, a folder, or of any size."""

import os
import stat
from pathlib import Path

# A file larger than this is no curated file; a pack of 100,000 phrasings is a tenth of it.
MAX_BYTES = 100_000_000


def read_regular_file(file: Path) -> bytes:
    """Read a file whole.

    Raises OSError, with what is wrong in words, if it is not a regular file or holds more than MAX_BYTES
    bytes, whatever size the file system gives for it. Neither waits for a writer nor reads without end.
    """
    # Without O_NONBLOCK, a pipe that nobody writes to would hold the thread for ever.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(file, flags)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError("it is a folder, a pipe or a device, not a file of text")
        with open(descriptor, "rb", closefd=False) as opened:
            content = opened.read(MAX_BYTES + 1)
    finally:
        os.close(descriptor)
    if len(content) > MAX_BYTES:
        raise OSError(f"it is larger than {MAX_BYTES // 1_000_000} MB")
    return content
