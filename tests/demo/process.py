"""`footnote demo` as a process of its own."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.conftest import KNOWLEDGE


def start(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "bot", "demo", "--no-browser", *arguments],
        cwd=KNOWLEDGE.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={"PATH": "/usr/bin:/bin"},
    )


def address(process: subprocess.Popen[str]) -> str:
    """The address of its page, once it is there."""
    for line in process.stdout:
        if line.startswith("http://127.0.0.1:"):
            return line.strip()
    raise AssertionError(process.stderr.read())


def end(process: subprocess.Popen[str]) -> int:
    """End it as Ctrl-C does; its exit code."""
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)
    return process.returncode


@contextmanager
def demo(*arguments: str) -> Iterator[str]:
    """Run it, and give the address of its page; it has to end well."""
    process = start(*arguments)
    try:
        yield address(process)
    finally:
        assert end(process) == 0
