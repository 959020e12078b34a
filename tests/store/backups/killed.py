"""Calls `footnote` and is killed at a step: `python killed.py`, started in the root of the project.

For every line on standard input, `STEP PLACE ARGUMENT...`, a child is forked that calls `footnote` in that
place and is killed just before it makes, renames, removes or otherwise changes a file for the STEPth time.
The answer is a line with what it ended with: `killed`, or the exit code. The imports are paid for once.
"""

import io
import os
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path.cwd()))

import bot.store.backups.new_file
import bot.store.backups.restore  # noqa: F401
from bot.cli.main import main

_CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.chown", "sqlite3.connect"}


def kill_before(step: int) -> None:
    """Kill this process once it has made so many changes, just before the next."""
    left = step

    def note(event: str, arguments: tuple) -> None:
        nonlocal left
        opens_to_write = event == "open" and isinstance(arguments[2], int) and arguments[2] & os.O_CREAT
        if event not in _CHANGES and not opens_to_write:
            return
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(note)


def call(step: int, place: str, arguments: list[str]) -> str:
    """Fork a child that calls `footnote`; what it ended with."""
    child = os.fork()
    if child == 0:
        os.chdir(place)
        sys.argv = ["footnote", *arguments]
        sys.stdout = sys.stderr = io.TextIOWrapper(io.BytesIO())
        code = 0
        try:
            kill_before(step)
            main()
        except SystemExit as error:
            code = error.code or 0
        os._exit(code)
    _, status = os.waitpid(child, 0)
    return "killed" if os.WIFSIGNALED(status) else str(os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    for line in sys.stdin:
        step, place, *arguments = line.split()
        sys.stdout.write(f"{call(int(step), place, arguments)}\n")
        sys.stdout.flush()
