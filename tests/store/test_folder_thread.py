"""A folder that hangs keeps nothing waiting: a save ends in a sentence, a start serves what was good."""

import asyncio
import threading
from contextlib import asynccontextmanager

import pytest

from bot.store.editor import Editor
from bot.store.errors import SaveError, UncertainError
from bot.store.folder_thread import FolderSilentError, FolderThread
from bot.store.library import Library
from bot.store.pack_files.loader import state_name
from bot.store.revisions.archive import Origin
from bot.store.revisions.atomic_files import Disk
from tests.archives import NOON, archive_of, leftovers, on_disk, save, version, write

# Seconds. Work on a folder that answers takes a hundredth of it, also on a machine that is busy.
PATIENCE = 0.5


@pytest.fixture
def answers():
    """Until it is set, what waits for it hangs; in the end everything goes on."""
    event = threading.Event()
    yield event
    event.set()


@pytest.fixture
def thread():
    return FolderThread(PATIENCE)


async def test_work_that_hangs_is_given_up_and_other_work_refused_at_once_until_it_ends(answers, thread):
    begun = []
    with pytest.raises(FolderSilentError):
        await thread.run(answers.wait)
    for _ in range(1_000):
        with pytest.raises(FolderSilentError):
            await thread.run(lambda: begun.append("refused"))
    answers.set()
    ended = threading.Event()
    thread.run_later(ended.set)
    ended.wait()

    assert begun == []
    assert await thread.run(lambda: "it answers") == "it answers"


async def test_what_waits_behind_work_that_hangs_is_never_begun(answers, thread):
    begun = []
    both = (thread.run(answers.wait), thread.run(lambda: begun.append("late")))
    first, second = await asyncio.gather(*both, return_exceptions=True)
    assert [type(first), type(second)] == [FolderSilentError, FolderSilentError]
    answers.set()
    ended = threading.Event()
    thread.run_later(ended.set)
    ended.wait()

    assert begun == []


async def test_what_goes_wrong_in_the_work_is_raised(thread):
    with pytest.raises(ZeroDivisionError):
        await thread.run(lambda: 1 / 0)


class Hanging(Disk):
    """A disk on which one step hangs until the folder answers."""

    def __init__(self, answers, step, after=0):
        self.answers, self.step, self.after = answers, step, after

    def create(self, file):
        return self._do("create", super().create, file)

    def rename(self, source, target):
        return self._do("rename", super().rename, source, target)

    def _do(self, step, act, *arguments):
        if step == self.step:
            self.after -= 1
            if self.after < 0:
                self.answers.wait()
        return act(*arguments)


@asynccontextmanager
async def hanging(place, disk, thread):
    """An archive with version 0, on a disk that hangs in the next save."""
    write(place / "pack", version(0))
    archive = archive_of(place, disk=disk, thread=thread)
    await archive.open(NOON)
    yield archive
    await archive.close()


async def test_a_save_that_hangs_before_a_file_is_replaced_changes_nothing_also_later(
    tmp_path, answers, thread
):
    async with hanging(tmp_path, Hanging(answers, "create"), thread) as archive:
        with pytest.raises(UncertainError, match="what you typed is kept"):
            await save(archive, version(0), version(1))
        # Another save while it hangs.
        with pytest.raises(SaveError, match="Nothing was changed: the pack's folder does not answer"):
            await save(archive, version(0), version(2))
        answers.set()
        await thread_is_idle(thread)
        assert on_disk(tmp_path / "pack") == version(0)
        assert leftovers(tmp_path / "pack") == []
        await save(archive, version(0), version(3))
        assert [revision.number for revision in await archive.history()] == [3, 1]
    assert on_disk(tmp_path / "pack") == version(3)


async def test_a_save_that_hangs_between_two_files_is_finished_when_the_folder_answers(
    tmp_path, answers, thread
):
    async with hanging(tmp_path, Hanging(answers, "rename", after=1), thread) as archive:
        with pytest.raises(UncertainError):
            await save(archive, version(0), version(1))
        answers.set()
        await thread_is_idle(thread)
        assert on_disk(tmp_path / "pack") == version(1)
        # What is noticed in the files is this save, and no hand edit.
        assert await archive.record_hand_edit(version(1), NOON) is None
        assert [revision.by for revision in await archive.history()] == [Origin.CURATOR, Origin.START]


async def test_the_lock_of_the_folder_is_let_go_after_a_hang(tmp_path, answers, thread):
    async with hanging(tmp_path, Hanging(answers, "create"), thread) as archive:
        with pytest.raises(UncertainError):
            await save(archive, version(0), version(1))
        answers.set()
        await thread_is_idle(thread)
        other = archive_of(tmp_path)
        await save(other, version(0), version(2))
        await other.close()


async def test_a_start_while_the_folder_hangs_serves_the_last_revision_and_reads_the_files_later(
    tmp_path, answers, thread
):
    write(tmp_path / "pack", version(0))
    first = archive_of(tmp_path)
    await first.open(NOON)
    await first.close()
    write(tmp_path / "pack", version(1))
    with pytest.raises(FolderSilentError):
        thread.wait_for(answers.wait)

    library = Library.load(tmp_path / "pack", thread)
    archive = archive_of(tmp_path, thread=thread)
    editor = Editor(tmp_path / "pack", library, archive, still_seconds=0.0, retry_seconds=10.0)
    opening = await editor.open(NOON)
    assert isinstance(opening.load_error, FolderSilentError)
    assert editor.state == state_name(version(0))
    assert not editor.is_broken
    with pytest.raises(FolderSilentError):
        await editor.load_hand_edits(NOON, 1.0)
    answers.set()
    await thread_is_idle(thread)
    revision = await editor.load_hand_edits(NOON, 2.0)
    assert (revision.number, revision.by) == (2, Origin.FILE)
    assert library.state == state_name(version(1))
    await editor.close()


async def test_a_first_start_while_the_folder_hangs_is_refused_with_a_sentence(tmp_path, answers, thread):
    write(tmp_path / "pack", version(0))
    with pytest.raises(FolderSilentError):
        thread.wait_for(answers.wait)
    archive = archive_of(tmp_path, thread=thread)
    with pytest.raises(FolderSilentError, match="see whether what it is on can be reached"):
        await archive.open(NOON)
    await archive.close()


async def thread_is_idle(thread):
    """Wait until the thread has done all that it was given before."""
    ended = threading.Event()
    thread.run_later(ended.set)
    assert ended.wait(10)
