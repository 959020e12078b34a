"""Reading a file of a pack that may be anything: a pipe, a device, a folder, or of any size."""

import os
import stat
from pathlib import Path

from bot.core.pack.limits import MAX_FILE


class FileTooLargeError(OSError):
    """A file that holds more bytes than a file of a pack may; the text says how many, and what to do."""

    def __init__(self, size: int) -> None:
        """Take the size that is given for it. For a device that is less than it holds."""
        has = f"{size:,}" if size > MAX_FILE else f"more than {MAX_FILE:,}"
        advice = "take some out, or make two packs of it"
        super().__init__(f"the file has {has} bytes, and a pack's file has at most {MAX_FILE:,}: {advice}")


def read_regular_file(file: Path) -> bytes:
    """Read a file whole.

    Raises OSError, with what is wrong in words, if it is not a regular file, and FileTooLargeError if it
    holds more than a file of a pack may, whatever size the file system gives for it. Neither waits for a
    writer nor reads without end.
    """
    # Without O_NONBLOCK, a pipe that nobody writes to would hold the thread for ever.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(file, flags)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise OSError("it is a folder, a pipe or a device, not a file of text")
        with open(descriptor, "rb", closefd=False) as opened:
            content = opened.read(MAX_FILE + 1)
    finally:
        os.close(descriptor)
    if len(content) > MAX_FILE:
        raise FileTooLargeError(status.st_size)
    return content
