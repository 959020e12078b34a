"""Saves and thins without end, to be killed: `python saver.py PLACE`, started in the root of the project.

For every line on standard input, `start|save SECONDS`, a child is forked that opens the archive and saves one
state after the other, and is killed so many seconds after its start or its first save. The answer is a line
with the number of the last state that it said was saved, or 0. The imports are paid for once.
"""

import asyncio
import os
import select
import signal
import sys
from datetime import datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path.cwd()))

from bot.store.pack_files.loader import state_name
from bot.store.revisions.archive import Origin
from tests.archives import NOON, archive_of, version


def state(number: int) -> dict[str, str]:
    """The texts of a state: from each to the next one file changes, or two, or all three."""
    return {
        **version(number, "qa.yaml"),
        **version(number // 2, "timeline.yaml"),
        **version(number // 3, "article.yaml"),
    }


def moment(number: int) -> datetime:
    """When a state is saved: four come in a day, so that there is always something to thin."""
    return NOON + number * timedelta(hours=6)


def number_of(text: str) -> int:
    """The number that stands in the text of `qa.yaml`."""
    return int(text.splitlines()[-1].removeprefix("# version "))


async def save_on_and_on(place: Path, said: int) -> None:
    """Open the archive and save the states that follow, saying the number of each that is saved.

    What is two days old is thinned after each.
    """
    archive = archive_of(place, patience=60.0)
    number = number_of((await archive.open(NOON)).pack.texts["qa.yaml"])
    while True:
        on, number = state_name(state(number)), number + 1
        await archive.save(
            state(number), on, by=Origin.CURATOR, who=7, why="", items=("rye-share",), now=moment(number)
        )
        os.write(said, f"{number}\n".encode())
        await archive.thin(moment(number) - timedelta(days=2))


def kill_one(place: Path, since: str, seconds: float) -> int:
    """Start a child, kill it, and give the number of the last state that it said was saved."""
    saved, said = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(saved)
        asyncio.run(save_on_and_on(place, said))
    os.close(said)
    if since == "save":
        select.select([saved], [], [])
    select.select([], [], [], seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        sys.exit("the child did not save on and on")
    with os.fdopen(saved) as lines:
        return max((int(line) for line in lines), default=0)


if __name__ == "__main__":
    for line in sys.stdin:
        since, seconds = line.split()
        sys.stdout.write(f"{kill_one(Path(sys.argv[1]), since, float(seconds))}\n")
        sys.stdout.flush()
