"""`footnote backup`: one whole file of one moment, or none."""

import asyncio
import fcntl
import os
import re
import resource
import sqlite3
import stat
import tarfile
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.store.backups.errors import BackupError, PackBusyError
from tests.packs import write_pack
from tests.store.backups.installation import contents, footnote, is_in_readme, make_installation, take

PACK_FILES = ["article.yaml", "qa.yaml", "timeline.yaml"]


@pytest.fixture
def place(tmp_path):
    make_installation(tmp_path / "place")
    return tmp_path / "place"


def unpacked(file, folder):
    with tarfile.open(file) as archive:
        archive.extractall(folder, filter="data")
    return contents(folder)


def dump(database):
    with closing(sqlite3.connect(database)) as opened:
        return list(opened.iterdump())


@contextmanager
def saving(place):
    """Hold the pack as a save does."""
    folder = os.open(place / "knowledge", os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(folder)


def test_the_pack_and_the_database_are_in_one_file_for_its_owner(place, tmp_path):
    before = contents(place)
    done = footnote(place, "backup", "monday.tar.gz")

    said = re.fullmatch(
        r"Saved as of (\S+ \S+) UTC: the pack in knowledge and the database in data, "
        r"in monday.tar.gz \(\d+ kB\).\n",
        done.stdout.decode(),
    )
    moment = datetime.strptime(said[1], "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
    assert (done.returncode, done.stderr) == (0, "")
    assert is_in_readme(done.stdout.decode())
    assert abs(datetime.now(UTC) - moment) < timedelta(minutes=1)
    assert stat.S_IMODE((place / "monday.tar.gz").stat().st_mode) == 0o600
    found = unpacked(place / "monday.tar.gz", tmp_path / "out")
    assert set(found) == {"manifest.json", "data/footnote.db", *(f"knowledge/{name}" for name in PACK_FILES)}
    assert all(found[f"knowledge/{name}"] == before[f"knowledge/{name}"] for name in PACK_FILES)
    assert dump(tmp_path / "out" / "data" / "footnote.db") == dump(place / "data" / "footnote.db")
    assert {name: text for name, text in contents(place).items() if name != "monday.tar.gz"} == before


def test_no_secret_and_no_setting_is_in_it(place, tmp_path):
    (place / ".env").write_text("FOOTNOTE_TOKEN=from-the-file\nFOOTNOTE_HOME_GUILD=987654321987654321\n")
    footnote(place, "backup", "monday.tar.gz", environ={"FOOTNOTE_TOKEN": "from-the-environment"})

    everything = b"".join(unpacked(place / "monday.tar.gz", tmp_path / "out").values())
    assert not any(
        each in everything for each in (b"from-the-file", b"from-the-environment", b"987654321987654321")
    )


def test_the_folders_are_those_of_the_settings_and_the_option_wins(place):
    (place / "data").rename(place / "elsewhere")
    (place / ".env").write_text("FOOTNOTE_DATA=elsewhere\nFOOTNOTE_KNOWLEDGE=nowhere\n")
    done = footnote(place, "backup", "a.tar.gz", "--knowledge", "knowledge")

    assert done.returncode == 0, done.stderr
    assert b"the pack in knowledge and the database in elsewhere" in done.stdout


def test_it_goes_to_standard_output_and_says_what_it_is_beside_it(place, tmp_path):
    done = footnote(place, "backup", "-")

    (tmp_path / "a.tar.gz").write_bytes(done.stdout)
    assert "data/footnote.db" in unpacked(tmp_path / "a.tar.gz", tmp_path / "out")
    assert done.stderr.startswith("Saved as of ")


def test_a_file_that_is_there_stays_unless_it_is_to_be_replaced(place):
    (place / "a.tar.gz").write_text("an older one")
    refused = footnote(place, "backup", "a.tar.gz")

    assert refused.returncode == 1
    assert refused.stderr == ("a.tar.gz is there already: name another file, or replace it with --force.\n")
    assert (place / "a.tar.gz").read_text() == "an older one"
    assert footnote(place, "backup", "a.tar.gz", "--force").returncode == 0
    assert tarfile.is_tarfile(place / "a.tar.gz")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nowhere/a.tar.gz", "There is no folder nowhere: make it first, or name a file elsewhere.\n"),
        ("knowledge", "knowledge is no file: name one, such as footnote.tar.gz in a folder.\n"),
        ("/dev/null", "/dev/null is no file: name one, such as footnote.tar.gz in a folder.\n"),
    ],
)
def test_a_place_where_no_file_can_be_is_named(place, name, said):
    before = contents(place)
    done = footnote(place, "backup", name, "--force")

    assert (done.returncode, done.stdout, done.stderr) == (1, b"", said)
    assert contents(place) == before


def test_a_folder_that_may_not_be_written_to_is_named(place):
    if not os.getuid():
        pytest.skip("root may write anywhere")
    (place / "closed").mkdir(mode=0o500)
    done = footnote(place, "backup", "closed/a.tar.gz")

    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr == "closed/a.tar.gz cannot be written: Permission denied. Nothing of it is left.\n"


def test_without_a_database_the_setting_is_named(place):
    (place / "data" / "footnote.db").unlink()
    done = footnote(place, "backup", "a.tar.gz")

    assert (done.returncode, done.stdout) == (78, b"")
    assert done.stderr.startswith("There is no database at data/footnote.db: name the folder that holds it")
    assert list(place.glob("*a.tar.gz*")) == []


def test_without_a_pack_the_option_is_named(place):
    done = footnote(place, "backup", "a.tar.gz", "--knowledge", "nowhere")

    assert done.returncode == 1
    assert done.stderr.startswith("There is no pack at nowhere: name the folder that holds article.yaml")


@pytest.mark.parametrize("fault", ["not YAML", "not UTF-8", "missing"])
def test_a_pack_that_does_not_load_is_saved_as_it_stands_and_told(place, tmp_path, fault):
    file = place / "knowledge" / "qa.yaml"
    if fault == "missing":
        file.unlink()
    else:
        file.write_bytes(b"entries: [" if fault == "not YAML" else b"entries: \xff")
    done = footnote(place, "backup", "a.tar.gz")

    assert done.returncode == 0
    assert done.stderr == (
        "The pack does not load, and is saved as it stands: footnote check says what is wrong.\n"
    )
    found = unpacked(place / "a.tar.gz", tmp_path / "out")
    assert found.get("knowledge/qa.yaml") == (None if fault == "missing" else file.read_bytes())


def test_a_database_that_could_not_be_restored_is_not_backed_up(place):
    file = place / "data" / "footnote.db"
    # A page in the middle; the first one, which is read first, is whole.
    file.write_bytes(file.read_bytes()[: 4096 * 5] + b"\xa5" * 4096 + file.read_bytes()[4096 * 6 :])
    done = footnote(place, "backup", "a.tar.gz")

    assert (done.returncode, done.stdout) == (1, b"")
    assert "data/footnote.db is damaged" in done.stderr
    assert list(place.glob("*a.tar.gz*")) == []


async def test_somebody_who_is_saving_is_waited_for_and_is_in_it_whole(place, tmp_path):
    with saving(place):
        backup = asyncio.create_task(take(place, place / "a.tar.gz", patience=60))
        await asyncio.sleep(0.1)
        assert not backup.done()
        # The other half of the save.
        (place / "knowledge" / "qa.yaml").write_text("# new")
        with closing(sqlite3.connect(place / "data" / "footnote.db")) as database, database:
            database.execute("update revisions set why = 'new' where number = 4")
    await backup

    found = unpacked(place / "a.tar.gz", tmp_path / "out")
    assert found["knowledge/qa.yaml"] == b"# new"
    assert "'new'" in "".join(dump(tmp_path / "out" / "data" / "footnote.db"))


async def test_nobody_is_waited_for_without_end(place):
    with saving(place), pytest.raises(PackBusyError) as caught:
        await take(place, place / "a.tar.gz", patience=0.1)

    assert caught.value.exit_code == 75
    assert str(caught.value) == (
        f"Somebody is saving to {place / 'knowledge'}: no backup was taken. Try again in a moment."
    )
    assert list(place.glob("*a.tar.gz*")) == []


async def test_a_database_that_somebody_holds_is_not_waited_for_without_end(place):
    with closing(sqlite3.connect(place / "data" / "footnote.db")) as database:
        database.execute("BEGIN EXCLUSIVE")
        with pytest.raises(BackupError, match="database is locked"):
            await take(place, place / "a.tar.gz", patience=0.1)

    assert list(place.glob("*a.tar.gz*")) == []


@pytest.mark.parametrize("limit", [0, 1_000, 50_000, 150_000])
def test_a_disk_that_is_full_leaves_what_was_there(place, limit):
    write_pack(place / "knowledge", {"article.yaml": os.urandom(200_000).hex()})
    (place / "a.tar.gz").write_text("an older one")
    before = contents(place)

    # Beyond the limit a write fails with EFBIG: Python ignores the signal, as it does SIGPIPE.
    done = footnote(
        place,
        "backup",
        "a.tar.gz",
        "--force",
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )

    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr
    assert contents(place) == before


def test_an_output_that_takes_no_more_is_told(place):
    with Path("/dev/full").open("wb") as full:
        done = footnote(place, "backup", "-", stdout=full)

    assert done.returncode == 1
    assert done.stderr == "Standard output takes no backup: No space left on device.\n"
