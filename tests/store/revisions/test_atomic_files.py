import errno
import os
import stat

import pytest

from bot.store.revisions.archive import SaveError
from bot.store.revisions.atomic_files import (
    TEMPORARY_SUFFIX,
    ChangedMeanwhileError,
    Disk,
    FileChange,
    replace_files,
)
from bot.store.revisions.progress import SaveProgress, measure_progress
from tests.archives import NOON, leftovers, on_disk, save, version

QA = "qa.yaml"


@pytest.fixture
async def archive(archive):
    await archive.open(NOON)
    return archive


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
async def test_a_file_keeps_its_mode(archive, folder, mode):
    (folder / QA).chmod(mode)

    await save(archive, version(0), version(1, QA))

    assert stat.S_IMODE((folder / QA).stat().st_mode) == mode


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give files away")
async def test_a_file_keeps_its_owner(archive, folder):
    os.chown(folder / QA, 1234, 2345)

    await save(archive, version(0), version(1, QA))

    assert ((folder / QA).stat().st_uid, (folder / QA).stat().st_gid) == (1234, 2345)


async def test_behind_a_link_the_file_it_leads_to_is_replaced(archive, folder, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (folder / QA).rename(elsewhere / "real.yaml")
    (folder / QA).symlink_to("../elsewhere/real.yaml")
    (elsewhere / f".real.yaml.0000{TEMPORARY_SUFFIX}").touch()
    await archive.open(NOON)

    await save(archive, version(0), version(1, QA))

    assert (folder / QA).is_symlink()
    assert (elsewhere / "real.yaml").read_text() == version(1)[QA]
    assert [file.name for file in elsewhere.iterdir()] == ["real.yaml"]


async def test_a_link_to_the_folder_itself_is_followed(archive, folder, tmp_path):
    folder.rename(tmp_path / "real")
    folder.symlink_to("real")

    await save(archive, version(0), version(1))

    assert folder.is_symlink()
    assert on_disk(tmp_path / "real") == version(1)


async def test_a_file_that_is_not_changed_is_not_touched(archive, folder):
    before = (folder / "article.yaml").stat()

    await save(archive, version(0), version(1, QA))

    after = (folder / "article.yaml").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


async def test_what_a_crash_left_behind_is_removed_and_nothing_else(archive, folder):
    ours = [folder / f".qa.yaml.12ab34cd{TEMPORARY_SUFFIX}", folder / f".timeline.yaml.x{TEMPORARY_SUFFIX}"]
    theirs = [folder / ".qa.yaml.swp", folder / f"qa.yaml{TEMPORARY_SUFFIX}", folder / "notes.txt"]
    for file in (*ours, *theirs):
        file.write_text("...")

    await archive.open(NOON)

    assert not any(file.exists() for file in ours)
    assert all(file.exists() for file in theirs)


async def test_a_write_protected_file_is_not_replaced(archive, folder, monkeypatch):
    # Root may write to anything, so what the system would say to others is said here.
    monkeypatch.setattr(os, "access", lambda file, mode: False)

    with pytest.raises(SaveError, match="Nothing was changed: the pack's files may not be written"):
        await save(archive, version(0), version(1))

    assert on_disk(folder) == version(0)
    assert len(await archive.history()) == 1


class Interrupting(Disk):
    """In the middle of the replacing, somebody writes to a file."""

    def __init__(self, file, at):
        self.file, self.at, self.renamed = file, at, 0

    def fsync(self, descriptor):
        super().fsync(descriptor)
        if self.at == 0:
            self.file.write_text("by hand")

    def rename(self, source, target):
        super().rename(source, target)
        self.renamed += 1
        if self.renamed == self.at:
            self.file.write_text("by hand")


def changes(folder):
    return [FileChange(folder / name, f"old {name}".encode(), f"new {name}".encode()) for name in "abc"]


@pytest.fixture
def files(tmp_path):
    for each in changes(tmp_path):
        each.file.write_bytes(each.old)
    return tmp_path


@pytest.mark.parametrize("at", [0, 1, 2])
def test_what_somebody_writes_in_the_middle_is_not_overwritten(files, at):
    with pytest.raises(ChangedMeanwhileError):
        replace_files(changes(files), Interrupting(files / "c", at))

    assert {file.name: file.read_text() for file in files.iterdir()} == {
        "a": "old a",
        "b": "old b",
        "c": "by hand",
    }


def test_what_somebody_writes_over_a_replaced_file_is_not_put_back_over(files):
    class Failing(Interrupting):
        def fsync_folder(self, folder):
            raise OSError(errno.EIO, "Input/output error")

    with pytest.raises(OSError, match="Input/output error"):
        replace_files(changes(files), Failing(files / "a", 3))

    assert (files / "a").read_text() == "by hand"
    assert (files / "c").read_text() == "old c"
    assert leftovers(files) == []


def test_a_disk_that_takes_a_little_at_a_time_gets_all_of_it(files, monkeypatch):
    write_some = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: write_some(descriptor, data[:2]))

    replace_files(changes(files), Disk())

    assert (files / "b").read_text() == "new b"


@pytest.mark.parametrize(("error", "is_raised"), [(errno.EINVAL, False), (errno.EIO, True)])
def test_a_file_system_without_durable_folders_is_no_error(tmp_path, monkeypatch, error, is_raised):
    def fail(descriptor):
        raise OSError(error, os.strerror(error))

    monkeypatch.setattr(os, "fsync", fail)
    try:
        Disk().fsync_folder(tmp_path)
    except OSError:
        assert is_raised
    else:
        assert not is_raised


OLD = {"a": "1", "b": "1", "c": "1"}
NEW = {"a": "2", "b": "2", "c": "1"}


@pytest.mark.parametrize(
    ("disk", "found"),
    [
        ({"a": "1", "b": "1", "c": "1"}, SaveProgress.NONE),
        ({"a": "2", "b": "2", "c": "1"}, SaveProgress.ALL),
        ({"a": "2", "b": "1", "c": "1"}, SaveProgress.PARTIAL),
        ({"a": "1", "b": "2", "c": "x"}, SaveProgress.PARTIAL),
        ({"a": "2", "b": "x", "c": "1"}, SaveProgress.MIXED),
        ({"a": "2"}, SaveProgress.MIXED),
        ({"a": "x", "b": "1", "c": "1"}, SaveProgress.OVERWRITTEN),
        # Somebody wrote to a file that the save has nothing to do with: the save is judged without it.
        ({"a": "2", "b": "2", "c": "x"}, SaveProgress.ALL),
        ({}, SaveProgress.OVERWRITTEN),
    ],
)
def test_how_far_a_save_came_is_read_off_the_files(disk, found):
    assert measure_progress(disk, OLD, NEW) is found
