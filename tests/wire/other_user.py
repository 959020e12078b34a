"""Running a process as somebody else, who may write only where that user may."""

import os
import shutil
import sys

import pytest

as_root = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0 or shutil.which("setpriv") is None,
    reason="only root runs processes as others, with setpriv",
)


def run_as(user: int | None) -> list[str]:
    """What a command begins with to run as a user by number; nothing for the one who runs the tests.

    It may read everything, as the interpreter may be in root's own folder.
    """
    if user is None:
        return []
    reading = "-all,+dac_read_search"
    ids = (f"--reuid={user}", f"--regid={user}", "--clear-groups")
    return ["setpriv", *ids, f"--inh-caps={reading}", f"--ambient-caps={reading}"]
