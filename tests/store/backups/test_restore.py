"""`footnote restore`: all of a backup or nothing, and what it replaces is kept."""

import fcntl
import os
import re
import resource
import sqlite3
import stat
import subprocess
from contextlib import closing
from datetime import timedelta

import pytest

from bot.store.database.connection import Database, embedded_database
from bot.store.database.schema_version import list_known_migrations
from bot.store.revisions.archive import Archive
from tests.archives import NOON
from tests.store.backups.installation import contents, footnote, is_in_readme, make_installation, take
from tests.store.database.used_databases import VERSIONS, state

LATER = NOON + timedelta(days=1)
KEPT = re.compile(
    r"What was there is kept in data/(replaced-\d{4}-\d\d-\d\d-\d{6}(?:-\d+)?)"
    r" and knowledge/(replaced-\S+)\.\n"
)


@pytest.fixture
def place(tmp_path):
    make_installation(tmp_path / "place")
    return tmp_path / "place"


@pytest.fixture
async def backup(place, tmp_path):
    """A backup of the place, which has changed since."""
    file = tmp_path / "a.tar.gz"
    await take(place, file)
    for each in contents(place):
        with (place / each).open("ab") as opened:
            opened.write(b"# changed since")
    return file


async def history(place):
    """The texts of all revisions, by number, and what is served: read as the bot reads them."""
    archive = Archive(place / "knowledge", Database(embedded_database(place / "data")))
    opening = await archive.open(LATER)
    assert (opening.load_error, opening.history_error) == (None, None)
    texts = {each.number: await archive.texts(each.number) for each in await archive.history()}
    await archive.close()
    return texts, opening.pack.texts


async def test_into_a_fresh_folder_it_brings_everything(backup, tmp_path):
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    done = footnote(fresh, "restore", str(backup))

    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(
        rb"Restored as of \S+ \S+ UTC: the pack to knowledge and the database to data\.\n", done.stdout
    )
    assert sorted(contents(fresh)) == [
        "data/footnote.db",
        "knowledge/article.yaml",
        "knowledge/qa.yaml",
        "knowledge/timeline.yaml",
    ]
    assert await history(fresh) == ({number: state(number) for number in (1, 2, 3, 4)}, state(4))
    assert stat.S_IMODE((fresh / "data").stat().st_mode) == 0o700
    assert stat.S_IMODE((fresh / "data" / "footnote.db").stat().st_mode) == 0o600


def test_what_it_replaces_is_kept_under_the_name_that_it_says(place, backup):
    for side in ("-journal", "-wal", "-shm"):
        (place / "data" / f"footnote.db{side}").write_text(f"of the old one: {side}")
    (place / "knowledge" / "notes.txt").write_text("not of the pack")
    (place / "knowledge" / "qa.yaml").chmod(0o640)
    before = contents(place)
    done = footnote(place, "restore", str(backup))

    assert (done.returncode, done.stderr) == (0, "")
    data, knowledge = KEPT.search(done.stdout.decode()).groups()
    assert data == knowledge
    assert is_in_readme(done.stdout.decode())
    kept = {
        name.replace(f"/{data}/", "/"): text for name, text in contents(place).items() if f"/{data}/" in name
    }
    assert kept == {name: text for name, text in before.items() if name != "knowledge/notes.txt"}
    assert len(kept) == 8
    left = {name for name in contents(place) if data not in name}
    assert left == {"data/footnote.db", "knowledge/notes.txt", *(f"knowledge/{name}" for name in state(4))}
    assert stat.S_IMODE((place / "knowledge" / "qa.yaml").stat().st_mode) == 0o640


def test_it_can_be_taken_back_as_the_readme_says(place, backup):
    before = contents(place)
    name = KEPT.search(footnote(place, "restore", str(backup)).stdout.decode())[1]

    back = f"mv data/{name}/* data/ && mv knowledge/{name}/* knowledge/"
    subprocess.run(back, shell=True, cwd=place, check=True)
    assert contents(place) == before


async def test_what_was_restored_is_no_stand_in_for_a_lost_database(place, backup, tmp_path):
    footnote(place, "restore", str(backup))
    database = Database(embedded_database(place / "data"))

    assert not await database.look()
    await database.close()


async def test_two_in_a_row_keep_each_what_they_replace(place, backup):
    names = {KEPT.search(footnote(place, "restore", str(backup)).stdout.decode())[1] for _ in range(2)}

    assert len(names) == 2


async def test_it_comes_from_standard_input(backup, tmp_path):
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    with backup.open("rb") as opened:
        done = footnote(fresh, "restore", "-", stdin=opened)

    assert done.returncode == 0, done.stderr
    assert (await history(fresh))[1] == state(4)


@pytest.mark.parametrize("version", VERSIONS)
async def test_a_backup_of_an_earlier_version_is_brought_up_to_date(version, tmp_path):
    make_installation(tmp_path / "then", version)
    await take(tmp_path / "then", tmp_path / "a.tar.gz")
    (tmp_path / "now").mkdir()
    done = footnote(tmp_path / "now", "restore", "../a.tar.gz")

    assert (done.returncode, done.stderr) == (0, "")
    is_older = version != list_known_migrations()[-1]
    assert (b"The database is of an older Footnote" in done.stdout) is is_older
    texts, served = await history(tmp_path / "now")
    assert served == state(4)
    assert texts == ({1: state(4)} if version == "0001" else {n: state(n) for n in (1, 2, 3, 4)})


def refused(place, backup, code, said):
    """The restore is refused with one line, and changes nothing."""
    before = contents(place)
    done = footnote(place, "restore", str(backup))

    assert (done.returncode, done.stdout) == (code, b"")
    assert done.stderr.count("\n") == 1
    assert said in done.stderr
    assert contents(place) == before


async def test_a_backup_of_a_newer_version_is_refused(place, tmp_path):
    with closing(sqlite3.connect(place / "data" / "footnote.db")) as database, database:
        database.execute("update alembic_version set version_num = '9999'")
    await take(place, tmp_path / "a.tar.gz")

    refused(place, tmp_path / "a.tar.gz", 78, "made by a newer Footnote (")


def test_it_is_refused_while_a_bot_runs(place, backup):
    with (place / "data" / "footnote.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        refused(place, backup, 78, "Footnote runs on the data in data, or they are being restored: stop it")


def test_a_file_that_is_not_there_is_named(place):
    refused(place, "nowhere.tar.gz", 1, "nowhere.tar.gz cannot be read (No such file or directory)")


@pytest.mark.parametrize("content", [b"", b"hello\n", os.urandom(5_000)])
def test_a_file_that_is_no_backup_is_refused_and_makes_no_folder(place, tmp_path, content):
    (tmp_path / "a.tar.gz").write_bytes(content)
    (tmp_path / "fresh").mkdir()

    refused(place, tmp_path / "a.tar.gz", 1, "This is no whole backup")
    refused(tmp_path / "fresh", tmp_path / "a.tar.gz", 1, "This is no whole backup")
    assert list((tmp_path / "fresh").iterdir()) == []


@pytest.mark.parametrize("limit", [0, 300, 20_000])
def test_a_disk_that_is_full_changes_nothing(place, backup, limit):
    before = contents(place)
    done = footnote(
        place,
        "restore",
        str(backup),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )

    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr == "The backup could not be restored: File too large. Nothing was changed.\n"
    assert contents(place) == before


def test_what_fails_when_half_is_done_is_taken_back(place, backup):
    # The database has its new place already when the pack's files cannot be kept.
    (place / "data" / "footnote.db.restoring").write_text("replaced-2026-01-01\n")
    (place / "knowledge" / "replaced-2026-01-01").write_text("no folder")

    refused(place, backup, 1, "The backup could not be restored: Not a directory")


async def test_a_pack_that_did_not_load_is_restored_as_it_stood(place, tmp_path):
    (place / "knowledge" / "timeline.yaml").unlink()
    (place / "knowledge" / "qa.yaml").write_text("entries: [")
    await take(place, tmp_path / "a.tar.gz")
    (place / "knowledge" / "qa.yaml").write_text("entries: []")
    (place / "knowledge" / "timeline.yaml").write_text("events: []")
    done = footnote(place, "restore", "../a.tar.gz")

    assert done.returncode == 0
    assert done.stderr == "The pack did not load when it was saved: footnote check says what is wrong.\n"
    assert (place / "knowledge" / "qa.yaml").read_text() == "entries: ["
    assert not (place / "knowledge" / "timeline.yaml").exists()
