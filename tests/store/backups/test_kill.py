"""A backup or a restore that is killed at any step leaves the old or the new, or the next one goes on."""

import shutil
import subprocess
import sys

import pytest

from bot.store.backups.errors import UnfinishedRestoreError
from bot.store.backups.unfinished import refuse_unfinished_restore
from tests.archives import write
from tests.store.backups.installation import ROOT, contents, make_installation, take
from tests.store.database.used_databases import state

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="it forks")
# Of a restore; if it has fewer, it is not killed where it matters.
FEWEST_STEPS = 20
NOTE = "data/footnote.db.restoring"


@pytest.fixture(scope="module")
def call():
    """Call `footnote` in a place and kill it at a step; what it ended with."""
    program = [sys.executable, str(ROOT / "tests" / "store" / "backups" / "killed.py")]
    process = subprocess.Popen(program, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def call(step, place, *arguments):
        process.stdin.write(f"{step} {place} {' '.join(map(str, arguments))}\n")
        process.stdin.flush()
        return process.stdout.readline().strip()

    yield call
    process.stdin.close()
    assert process.wait() == 0
    process.stdout.close()


def parted(files):
    """Files that are in use, and those that were kept, by what they were called; temporary files left out."""
    used, kept = {}, {}
    for name, text in files.items():
        folder, *between, file = name.split("/")
        if not file.endswith(".footnote"):
            (kept if between else used)[f"{folder}/{file}"] = text
    return used, kept


@pytest.fixture
async def places(tmp_path):
    """An installation in another state than its backup."""
    make_installation(tmp_path / "then")
    await take(tmp_path / "then", tmp_path / "a.tar.gz")
    make_installation(tmp_path / "old", "0004")
    write(tmp_path / "old" / "knowledge", state(2))
    (tmp_path / "old" / "data" / "footnote.db-journal").write_bytes(b"")
    return tmp_path


def test_a_restore_that_is_killed_leaves_the_old_or_the_new_or_is_finished_by_the_next(call, places):
    old = contents(places / "old")
    shutil.copytree(places / "old", places / "whole")
    assert call(10**6, places / "whole", "restore", "../a.tar.gz") == "0"
    new, kept = parted(contents(places / "whole"))
    assert kept == old
    seen = set()
    for step in range(1_000):
        place = places / f"at-{step}"
        shutil.copytree(places / "old", place)
        ended = call(step, place, "restore", "../a.tar.gz")
        used, _ = parted(contents(place))
        if NOTE in used:
            with pytest.raises(UnfinishedRestoreError):
                refuse_unfinished_restore(place / "data")
            seen.add("between")
            # And the next one is killed, too.
            call(step // 2, place, "restore", "../a.tar.gz")
            assert call(10**6, place, "restore", "../a.tar.gz") == "0"
            assert parted(contents(place)) == (new, old)
        elif used == old:
            seen.add("old")
            assert call(10**6, place, "restore", "../a.tar.gz") == "0"
            assert parted(contents(place)) == (new, old)
        else:
            seen.add("new")
            assert parted(contents(place)) == (new, old)
        assert [name for name in contents(place) if name.endswith(".footnote")] == []
        shutil.rmtree(place)
        if ended != "killed":
            break
    assert seen == {"old", "between", "new"}
    assert step > FEWEST_STEPS


def test_a_backup_that_is_killed_leaves_the_earlier_one_or_the_new_one(call, places):
    before = contents(places / "then")
    backup = places / "then" / "b.tar.gz"
    seen = set()
    for step in range(1_000):
        backup.write_text("an earlier one")
        ended = call(step, places / "then", "backup", "--force", "b.tar.gz")
        found = backup.read_bytes()
        seen.add(found == b"an earlier one")
        if found != b"an earlier one":
            (places / f"to-{step}").mkdir()
            assert call(10**6, places / f"to-{step}", "restore", "../then/b.tar.gz") == "0"
        backup.unlink()
        if ended != "killed":
            break
    assert seen == {True, False}
    # What was left is removed by the next one of that name.
    assert contents(places / "then") == before
