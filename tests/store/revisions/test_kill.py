"""A real process that saves and thins is killed at any moment, 200 times: nothing is torn or lost."""

import asyncio
import random
import sqlite3
import sys
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.store.pack_files.loader import FILES, state_name
from tests.archives import NOON, archive_of, leftovers, on_disk, write
from tests.store.revisions.saver import number_of, state

ROOT = Path(__file__).parents[3]
KILLS = 200
# Saves that have to be cut off late enough to be finished by the next start, and early enough to be dropped;
# a machine that is busy with other things is killed more often, and later, until it is so.
CUT_OFF = 3
MOST_KILLS = 2_000
# Seconds after the start of a child, or after its first save, within which it is killed.
LONGEST = {"start": 0.08, "save": 0.03}

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="it forks")


@asynccontextmanager
async def saver(place):
    """A process that forks children who save, and kills them."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(ROOT / "tests" / "store" / "revisions" / "saver.py"),
        str(place),
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        process.stdin.close()
        assert await process.wait() == 0


# A revision that can be undone, and whose texts, those before it, or those that either differs from are gone.
LOST = """
    with recorded as (
        select number, standing, lag(number) over (order by number) as earlier
        from revisions where standing in ('done', 'thinned')
    )
    select recorded.number from recorded
    join revisions as needed on needed.number in (recorded.number, recorded.earlier)
    left join revisions as other on other.number = needed.whole
    where recorded.standing = 'done'
    and (length(needed.texts) = 0 or needed.whole is not null and coalesce(length(other.texts), 0) = 0)
"""


def query(place, sql):
    connection = sqlite3.connect(place / "data" / "footnote.db")
    found = [row[0] for row in connection.execute(sql)]
    connection.close()
    return found


def standings(place):
    return query(place, "select standing from revisions")


def assert_each_file_is_whole(files, saved):
    """Each is of the last state or of the next, and no older than what was said to be saved."""
    number = number_of(files["qa.yaml"])
    assert number >= saved
    assert any(
        all(files[name] in (state(base)[name], state(base + 1)[name]) for name in FILES)
        for base in (number - 1, number)
    )


async def assert_settled(place, saved):
    """After a start all files are of one state, the newest in history, and nothing lies about; its number."""
    archive = archive_of(place, patience=60.0)
    opening = await archive.open(NOON)
    newest, texts = await archive.newest(), await archive.texts(opening.revision.number)
    await archive.close()
    files = on_disk(place / "pack")
    number = number_of(files["qa.yaml"])
    assert number >= saved
    assert files == state(number) == texts == opening.pack.texts
    assert (opening.load_error, opening.history_error) == (None, None)
    assert newest == opening.revision
    assert newest.state == state_name(files)
    assert leftovers(place / "pack") == []
    assert "pending" not in standings(place)
    assert query(place, LOST) == []
    return number


async def assert_each_kept_revision_can_be_undone(place):
    """And most were thinned."""
    archive = archive_of(place)
    history = await archive.history(most=10_000)
    kept = [each for each in history if not each.is_thinned]
    for revision in kept[:-1]:
        before, after = await archive.change(revision.number)
        assert state_name(after) == revision.state
        assert number_of(before["qa.yaml"]) == number_of(after["qa.yaml"]) - 1
    await archive.close()
    assert 0 < len(kept) < len(history) / 2


async def kill_often(place, seed, times, most):
    """Kill a saver so many times or more, and look at what it left each time; how many saves were cut off."""
    chance = random.Random(seed)
    write(place / "pack", state(0))
    finished = dropped = 0
    async with saver(place) as process:
        for kills in range(most):
            if kills >= times and min(finished, dropped) >= CUT_OFF:
                break
            since = chance.choice(["start", "save"])
            longest = LONGEST[since] * (1 + kills // times)
            process.stdin.write(f"{since} {chance.uniform(0, longest)}\n".encode())
            saved = int(await process.stdout.readline())
            assert_each_file_is_whole(on_disk(place / "pack"), saved)
            number = await assert_settled(place, saved)
            finished += 0 < saved < number
            dropped = standings(place).count("dropped")
    await assert_each_kept_revision_can_be_undone(place)
    return finished, dropped


async def test_a_process_that_is_killed_while_it_saves_loses_nothing(tmp_path):
    found = await asyncio.gather(
        *(kill_often(tmp_path / str(seed), seed, KILLS // 2, MOST_KILLS // 2) for seed in (1, 2))
    )

    # Otherwise nothing was put to the test.
    assert all(each >= CUT_OFF for counts in found for each in counts)
