"""Lines of standard input, typed or piped, whatever bytes they are."""

import sys
from collections.abc import Iterator

# The most bytes of a line that are kept; longer lines are read to their end.
_MAX_LINE_BYTES = 100_000


def read_lines() -> Iterator[str]:
    """Lines of standard input; bytes that are not UTF-8 become replacement characters."""
    while line := sys.stdin.buffer.readline(_MAX_LINE_BYTES):
        rest = line
        while not rest.endswith(b"\n") and len(rest) == _MAX_LINE_BYTES:
            rest = sys.stdin.buffer.readline(_MAX_LINE_BYTES)
        yield line.decode(errors="replace").rstrip("\r\n")
