"""Every step of a save fails, or is the last before a crash: no file is torn, and history is right."""

import asyncio
import errno
import os
import shutil
import sqlite3
from contextlib import contextmanager

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError

from bot.store.errors import UnfinishedError
from bot.store.pack_files.loader import FILES, PackError, load_pack, state_name
from bot.store.revisions.archive import HistoryError, SaveError
from bot.store.revisions.atomic_files import Disk
from tests.archives import NOON, archive_of, leftovers, on_disk, save, version, write

ERRORS = [errno.ENOSPC, errno.EACCES, errno.EIO]
OLD = version(0)
# Which files are saved, and how many steps that takes.
ONE = ({**OLD, **version(1, "qa.yaml")}, 6)
THREE = (version(1), 16)
SAVES = pytest.mark.parametrize(("new", "steps"), [ONE, THREE], ids=["one file", "three files"])
DATABASE = "data/footnote.db"


class Crash(BaseException):
    """The power goes."""


class Faulty(Disk):
    """A disk on which some of the steps fail, counted from 1, or are the last before the power goes."""

    def __init__(self, fails=lambda step: False, error=errno.EIO, crash_at=None, crash_after=False):
        self.fails, self.error, self.crash_at, self.crash_after = fails, error, crash_at, crash_after
        self.steps = 0

    def _step(self, act, *arguments):
        self.steps += 1
        if self.fails(self.steps):
            raise OSError(self.error, os.strerror(self.error))
        if self.crash_at == self.steps and not self.crash_after:
            raise Crash
        result = act(*arguments)
        if self.crash_at == self.steps:
            raise Crash
        return result

    def read(self, file):
        return self._step(super().read, file)

    def create(self, file):
        return self._step(super().create, file)

    def write(self, descriptor, data):
        # What fails or is cut off here has written half of it.
        os.write(descriptor, data[: len(data) // 2])
        return self._step(super().write, descriptor, data[len(data) // 2 :])

    def fsync(self, descriptor):
        return self._step(super().fsync, descriptor)

    def rename(self, source, target):
        return self._step(super().rename, source, target)

    def fsync_folder(self, folder):
        return self._step(super().fsync_folder, folder)


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    """The pack of version 0 with its first revision, to be copied: making it takes longer than a save."""
    place = tmp_path_factory.mktemp("begun")

    async def begin():
        archive = archive_of(place)
        await archive.open(NOON)
        await archive.close()

    write(place / "pack", OLD)
    asyncio.run(begin())
    return place


@pytest.fixture
def fresh(begun, tmp_path):
    """Copy it to a place of that name."""
    return lambda name: shutil.copytree(begun, tmp_path / str(name))


@pytest.fixture
def place(fresh):
    return fresh("place")


async def attempt(place, new, disk=None):
    """Save, and give the error or None. Each file is whole afterwards; what is refused changed nothing."""
    archive = archive_of(place, disk=disk or Disk())
    try:
        await save(archive, OLD, new)
        error = None
    except (SaveError, Crash) as caught:
        error = caught
    await archive.close()
    disk_now = on_disk(place / "pack")
    assert all(disk_now[name] in (OLD[name], new[name]) for name in FILES)
    if error is None:
        assert disk_now == new
    elif isinstance(error, SaveError) and not isinstance(error, UnfinishedError):
        assert disk_now == OLD
        assert str(error).startswith("Nothing was changed: ")
    return error


async def settled(place, new):
    """Start again: all files are old or all are new, as history says, and saving works. Tell which."""
    archive = archive_of(place)
    opening = await archive.open(NOON)
    now = on_disk(place / "pack")
    assert now in (OLD, new)
    assert (opening.load_error, opening.history_error) == (None, None)
    assert opening.pack.texts == now
    assert opening.revision.state == state_name(now)
    assert (await archive.newest()) == opening.revision
    assert [each.state for each in await archive.history()] == [state_name(new), state_name(OLD)][
        now == OLD :
    ]
    assert [each.by for each in await archive.history()] == ["curator", "start"][now == OLD :]
    assert leftovers(place / "pack") == []
    assert standings(place).count("pending") == 0
    await save(archive, now, version(9))
    assert on_disk(place / "pack") == version(9)
    assert (await archive.newest()).state == state_name(version(9))
    await archive.close()
    return now == new


def standings(place):
    connection = sqlite3.connect(place / DATABASE)
    found = [row[0] for row in connection.execute("select standing from revisions order by number")]
    connection.close()
    return found


@contextmanager
def commits_failing(*which):
    """The commits of those numbers, counted from 1 from here on, fail as on a full disk."""
    count = 0

    def on_commit(connection):
        nonlocal count
        count += 1
        if count in which:
            raise OperationalError("COMMIT", {}, sqlite3.OperationalError("database or disk is full"))

    event.listen(Engine, "commit", on_commit)
    try:
        yield
    finally:
        event.remove(Engine, "commit", on_commit)


@SAVES
async def test_a_save_takes_so_many_steps(place, new, steps):
    disk = Faulty()

    assert await attempt(place, new, disk) is None

    assert disk.steps == steps


@SAVES
@pytest.mark.parametrize("error", ERRORS, ids=errno.errorcode.get)
async def test_wherever_one_step_fails_nothing_is_changed(fresh, new, steps, error):
    for step in range(1, steps + 1):
        place = fresh(step)

        failed = await attempt(place, new, Faulty(lambda at, step=step: at == step, error))

        assert type(failed) is SaveError
        assert leftovers(place / "pack") == []
        assert standings(place) == ["done", "dropped"]
        assert await settled(place, new) is False


@SAVES
@pytest.mark.parametrize("error", ERRORS, ids=errno.errorcode.get)
async def test_wherever_the_disk_begins_to_fail_for_good_history_says_what_is_there(fresh, new, steps, error):
    outcomes = set()
    for step in range(1, steps + 1):
        place = fresh(step)
        failed = await attempt(place, new, Faulty(lambda at, step=step: at >= step, error))
        is_new = await settled(place, new)
        assert failed is None or isinstance(failed, UnfinishedError) or not is_new
        outcomes.add((type(failed), is_new))

    unfinished = {(UnfinishedError, True)} if len(set(new.values()) - set(OLD.values())) > 1 else set()
    assert outcomes == {(SaveError, False), (type(None), True)} | unfinished


@pytest.mark.parametrize("second", range(11, 24))
async def test_wherever_the_putting_back_fails_too_history_says_what_is_there(fresh, second):
    new, _ = THREE
    for first in (12, 13, 14, 15, 16):
        place = fresh(first)

        failed = await attempt(place, new, Faulty(lambda at, first=first: at in (first, second)))

        is_new = await settled(place, new)
        assert isinstance(failed, UnfinishedError) or is_new == (failed is None)


@SAVES
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
async def test_wherever_the_power_goes_it_is_finished_or_dropped(fresh, new, steps, after):
    outcomes = []
    for step in range(1, steps + 1):
        place = fresh(step)
        failed = await attempt(place, new, Faulty(crash_at=step, crash_after=after))
        assert isinstance(failed, Crash)
        outcomes.append(await settled(place, new))

    assert outcomes == sorted(outcomes)
    assert set(outcomes) == {False, True}


async def test_a_crash_while_it_is_finished_after_a_crash_is_made_up_for(fresh):
    new, _ = THREE
    for step in range(1, 12):
        place = fresh(step)
        await attempt(place, new, Faulty(crash_at=11, crash_after=True))
        archive = archive_of(place, disk=Faulty(crash_at=step))
        with pytest.raises(Crash):
            await archive.open(NOON)
        await archive.close()

        assert await settled(place, new) is True


async def test_what_cannot_be_finished_yet_leaves_the_last_good_revision_serving(place):
    new, _ = THREE
    await attempt(place, new, Faulty(crash_at=11, crash_after=True))
    archive = archive_of(place, disk=Faulty(lambda step: True, errno.ENOSPC))

    opening = await archive.open(NOON)
    with pytest.raises(UnfinishedError, match="half done: the disk is full"):
        await save(archive, OLD, new)
    await archive.close()

    assert opening.pack.texts == OLD
    assert opening.revision.number == 1
    assert isinstance(opening.load_error, UnfinishedError)
    assert await settled(place, new) is True


async def test_a_hand_edit_of_another_file_after_a_crash_is_a_revision_of_its_own(place):
    new, _ = ONE
    await attempt(place, new, Faulty(crash_at=6))
    write(place / "pack", version(5, "timeline.yaml"))

    archive = archive_of(place)
    opening = await archive.open(NOON)
    history = await archive.history()
    await archive.close()

    assert opening.pack.texts == {**new, **version(5, "timeline.yaml")}
    assert [each.by for each in history] == ["file", "curator", "start"]


async def test_of_half_a_save_and_a_hand_edit_both_are_kept(place):
    new, _ = THREE
    await attempt(place, new, Faulty(crash_at=11, crash_after=True))
    write(place / "pack", version(5, "timeline.yaml"))
    now = on_disk(place / "pack")

    archive = archive_of(place)
    opening = await archive.open(NOON)
    await archive.close()

    assert on_disk(place / "pack") == now == opening.pack.texts
    assert standings(place) == ["done", "done", "done"]


@SAVES
async def test_a_save_that_was_told_is_kept_where_a_hand_edit_comes_before_the_next_start(place, new, steps):
    archive = archive_of(place)
    await archive.open(NOON)
    # Neither the save nor the end of the run can mark it done.
    with commits_failing(3, 4):
        revision = await save(archive, OLD, new)
        await archive.close()
    assert standings(place) == ["done", "pending"]
    write(place / "pack", version(5))

    archive = archive_of(place)
    opening = await archive.open(NOON)
    history = await archive.history()
    kept = await archive.texts(revision.number)
    await archive.close()

    assert [each.by for each in history] == ["file", "curator", "start"]
    assert opening.revision == history[0]
    assert kept == new


@SAVES
async def test_what_could_not_be_marked_done_is_marked_when_the_archive_closes(place, new, steps):
    archive = archive_of(place)
    await archive.open(NOON)
    with commits_failing(3):
        await save(archive, OLD, new)

    await archive.close()

    assert standings(place) == ["done", "done"]


async def test_a_save_that_was_refused_stays_out_of_the_history_whatever_is_written_by_hand(place):
    new, _ = ONE
    archive = archive_of(place, disk=Faulty(lambda at: at == 5))
    await archive.open(NOON)
    with commits_failing(3), pytest.raises(SaveError, match="Nothing was changed"):
        await save(archive, OLD, new)
    write(place / "pack", version(5))

    await archive.record_hand_edit(load_pack(place / "pack").texts, NOON)
    await archive.close()

    assert standings(place) == ["done", "dropped", "done"]


@SAVES
async def test_a_save_that_cannot_be_recorded_is_not_made(place, new, steps):
    archive = archive_of(place)
    await archive.open(NOON)

    # A save looks for what is pending, records itself, and marks itself done.
    with commits_failing(2), pytest.raises(SaveError, match="the disk of the database is full"):
        await save(archive, OLD, new)
    await archive.close()

    assert on_disk(place / "pack") == OLD
    assert await settled(place, new) is False


@SAVES
async def test_a_save_that_cannot_be_marked_done_stands_and_is_marked_later(place, new, steps):
    archive = archive_of(place)
    await archive.open(NOON)

    with commits_failing(3, 4):
        revision = await save(archive, OLD, new)
        assert on_disk(place / "pack") == new
        assert standings(place) == ["done", "pending"]
        # The history does not leave it out: it says that it is out of reach.
        with pytest.raises(HistoryError):
            await archive.history()
    assert await archive.newest() == revision
    await archive.close()

    assert await settled(place, new) is True


async def test_a_save_that_stands_is_in_history_even_where_a_hand_edit_comes_before_the_mark(place):
    new, _ = THREE
    archive = archive_of(place)
    await archive.open(NOON)
    with commits_failing(3):
        revision = await save(archive, OLD, new)
    write(place / "pack", version(5))

    later = await archive.record_hand_edit(load_pack(place / "pack").texts, NOON)

    assert (await archive.history())[:2] == (later, revision)
    await archive.close()


@pytest.mark.parametrize("step", [1, 5, 10, 12, 16])
async def test_a_save_that_fails_and_cannot_be_dropped_is_dropped_later(place, step):
    new, _ = THREE
    archive = archive_of(place, disk=Faulty(lambda at: at == step))
    await archive.open(NOON)

    with commits_failing(3), pytest.raises(SaveError, match="Nothing was changed: the disk gave an error"):
        await save(archive, OLD, new)
    assert standings(place) == ["done", "pending"]
    await archive.close()

    assert await settled(place, new) is False


@contextmanager
def locked(place):
    other = sqlite3.connect(place / DATABASE, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        other.close()


@contextmanager
def on_connect(pragma):
    def run(connection, record):
        cursor = connection.cursor()
        cursor.execute(pragma)
        cursor.close()

    event.listen(Engine, "connect", run)
    try:
        yield
    finally:
        event.remove(Engine, "connect", run)


@contextmanager
def spoilt(place, spoil):
    file = place / DATABASE
    good = file.read_bytes()
    spoil(file)
    try:
        yield
    finally:
        file.rmdir() if file.is_dir() else None
        file.write_bytes(good)


def make_garbage(file):
    file.write_bytes(os.urandom(file.stat().st_size))


def tear(file):
    """Keep the first page, and lose what the others held."""
    size = file.stat().st_size
    file.write_bytes(file.read_bytes()[:4096] + b"\xff" * (size - 4096))


def make_folder(file):
    file.unlink()
    file.mkdir()


TROUBLES = {
    "locked": (locked, "the database is busy. Try again in a moment."),
    "read only": (lambda place: on_connect("PRAGMA query_only = ON"), "the database can only be read. Give"),
    "garbage": (lambda place: spoilt(place, make_garbage), "the database is damaged. Restore a copy"),
    "torn": (lambda place: spoilt(place, tear), "the database is damaged. Restore a copy"),
    "a folder": (lambda place: spoilt(place, make_folder), "the database cannot be opened. Check"),
}


# What only a new connection comes to feel: one that is open goes by what it has read.
AT_OPENING = ("read only", "torn")


@pytest.mark.parametrize("name", TROUBLES)
@pytest.mark.parametrize("is_running", [False, True], ids=["at start", "while running"])
async def test_a_database_that_does_not_work_costs_history_and_never_answers(place, name, is_running):
    trouble, words = TROUBLES[name]
    archive = archive_of(place)
    await archive.open(NOON)
    if not is_running or name in AT_OPENING:
        await archive.close()
    with trouble(place):
        opening = await archive.open(NOON)
        assert (opening.pack.texts, opening.revision, opening.load_error) == (OLD, None, None)
        assert words in str(opening.history_error)
        with pytest.raises(SaveError, match=f"Nothing was changed: {words}"):
            await save(archive, OLD, version(1))
        with pytest.raises(SaveError, match=f"serves, but is not in the history: {words.partition('.')[0]}"):
            await archive.record_hand_edit(opening.pack.texts, NOON)
        for ask in (archive.history(), archive.newest(), archive.texts(1)):
            with pytest.raises(HistoryError, match=words):
                await ask
        assert on_disk(place / "pack") == OLD
        await archive.close()

    await archive.open(NOON)
    assert (await save(archive, OLD, version(1))).number == 2
    await archive.close()


async def test_a_full_database_refuses_the_save_and_still_tells_history(place):
    archive = archive_of(place)
    with on_connect("PRAGMA max_page_count = 1"):
        opening = await archive.open(NOON)
        assert opening.revision.number == 1
        for _ in range(3):
            with pytest.raises(SaveError, match="Nothing was changed: the disk of the database is full"):
                await save(archive, OLD, {**version(1), "article.yaml": version(1)["article.yaml"] + noise()})
        assert len(await archive.history()) == 1
        await archive.close()

    assert on_disk(place / "pack") == OLD
    assert await settled(place, version(1)) is False


def noise():
    """A comment that does not compress, larger than any free page."""
    return f"# {os.urandom(40_000).hex()}\n"


async def test_a_bad_pack_and_no_database_say_what_is_wrong_with_the_pack(place):
    write(place / "pack", {"qa.yaml": "entries: [\n"})
    archive = archive_of(place)
    with spoilt(place, make_garbage), pytest.raises(PackError, match=r"qa\.yaml"):
        await archive.open(NOON)
    await archive.close()


async def test_a_save_whose_record_is_damaged_is_dropped(place):
    new, _ = THREE
    await attempt(place, new, Faulty(crash_at=5))
    connection = sqlite3.connect(place / DATABASE)
    connection.execute("update revisions set texts = ? where number = 2", (b"nonsense",))
    connection.commit()
    connection.close()

    assert await settled(place, new) is False
