"""Lines that are typed or piped in, whatever bytes they are."""

import sys
from collections.abc import Iterator

# Longer lines are read to their end, but no more than this of them is kept.
_LONGEST_LINE = 100_000


def typed_lines() -> Iterator[str]:
    """Lines of standard input; what is no UTF-8 becomes replacement characters."""
    for raw in iter(lambda: sys.stdin.buffer.readline(_LONGEST_LINE), b""):
        line = raw
        while not raw.endswith(b"\n") and len(raw) == _LONGEST_LINE:
            raw = sys.stdin.buffer.readline(_LONGEST_LINE)
        yield line.decode(errors="replace").rstrip("\r\n")
