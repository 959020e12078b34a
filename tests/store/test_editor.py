"""Edits are made ready without touching anything, saved whole and served; hand edits are taken up."""

import asyncio
import errno
import fcntl
import gc
import mmap
import os
import sqlite3
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.editing.edits import Edit, Section
from bot.store.database.connection import Database, embedded_database
from bot.store.editor import EditError, Editor
from bot.store.library import Library
from bot.store.pack_files.loader import PackError, load_pack
from bot.store.revisions.archive import Archive, MovedError, Origin, SaveError
from bot.store.threads import run_heavy_work
from tests.archives import NOON, on_disk, write
from tests.packs import QA, TEXTS, TIMELINE, write_pack
from tests.store.pack_files.hostile_bytes import spoilt_files

TODAY = NOON.date()
RETRY_SECONDS = 10.0
NEW_QA = QA.replace("40% of it", "40 percent of it")
BAD_QA = QA.replace("topic: bread", "topic: braed")


class ServingEditor(Editor):
    """An editor that looks at the files without waiting, and the library that it serves from."""

    def __init__(self, folder, archive):
        self.library = Library.load(folder, archive.folder_thread)
        super().__init__(folder, self.library, archive, still_seconds=0.0, retry_seconds=RETRY_SECONDS)


@asynccontextmanager
async def opened(place, texts=None, **options):
    """An editor of a pack in a folder, looking at the files without waiting."""
    folder = write_pack(place / "pack", texts)
    options = {"patience": 0.05, **options}
    database = Database(embedded_database(place / "data"), options["patience"])
    archive = Archive(folder, database, **options)
    editor = ServingEditor(folder, archive)
    await editor.open(NOON)
    yield editor
    await editor.close()


@asynccontextmanager
async def reopened(place):
    """The same after a restart, with what the start found."""
    database = Database(embedded_database(place / "data"), 0.05)
    archive = Archive(place / "pack", database, patience=0.05)
    editor = ServingEditor(place / "pack", archive)
    yield editor, await editor.open(NOON)
    await editor.close()


def edit(editor, id="rye-share", **fields):
    before = editor.item(Section.ENTRIES, id)
    return Edit(Section.ENTRIES, id, before, {**before, **fields})


async def saved(editor, *edits):
    candidate = await editor.prepare(edits, {}, TODAY)
    return await editor.save(candidate, Origin.CURATOR, 7, "as a reader said", NOON)


def answer(editor):
    return editor.library.snapshot.ask("rye percentage").outcome.entry.answer


def found_by_hand(editor):
    return editor.load_hand_edits(NOON, 0.0)


async def test_what_is_prepared_touches_neither_files_nor_answers(tmp_path):
    async with opened(tmp_path) as editor:
        candidate = await editor.prepare((edit(editor, answer="40% of it."),), {}, TODAY)
        assert on_disk(tmp_path / "pack") == TEXTS
        assert answer(editor) == "40% of it, and 3 million loaves were sold in 2021."
        assert candidate.items == ("rye-share",)
        assert candidate.snapshot.ask("rye percentage").outcome.entry.answer == "40% of it."


async def test_what_is_saved_is_in_the_file_and_served_at_once(tmp_path):
    async with opened(tmp_path) as editor:
        revision = await saved(editor, edit(editor, answer="40% of it."))
        assert answer(editor) == editor.item(Section.ENTRIES, "rye-share")["answer"] == "40% of it."
        assert (revision.number, revision.items, revision.state) == (2, ("rye-share",), editor.state)
        assert on_disk(tmp_path / "pack") == editor.texts


async def test_a_save_that_fails_leaves_the_file_and_what_is_served_as_they_were(tmp_path):
    async with opened(tmp_path) as editor:
        candidate = await editor.prepare((edit(editor, answer="40% of it."),), {}, TODAY)
        stale = replace(candidate, base_state="another state")
        with pytest.raises(MovedError):
            await editor.save(stale, Origin.CURATOR, 7, "", NOON)
        assert on_disk(tmp_path / "pack") == TEXTS
        assert answer(editor) == "40% of it, and 3 million loaves were sold in 2021."


@pytest.mark.parametrize(
    ("fields", "files"),
    [
        pytest.param({"source": []}, {}, id="a field that has to be there"),
        pytest.param({}, {"qa.yaml": BAD_QA}, id="a whole file that does not load"),
        pytest.param({}, {"timeline.yaml": "events: []"}, id="a file that another one needs"),
    ],
)
async def test_what_would_not_load_is_refused_before_it_is_saved(tmp_path, fields, files):
    async with opened(tmp_path) as editor:
        with pytest.raises(PackError):
            await editor.prepare((edit(editor, **fields),), files, TODAY)


async def test_an_edit_that_cannot_be_written_is_refused_in_words(tmp_path):
    async with opened(tmp_path) as editor:
        gone = replace(edit(editor), id="nobody", after={"id": "nobody"})
        with pytest.raises(EditError, match=r"That cannot be written into the file: .*nobody"):
            await editor.prepare((gone,), {}, TODAY)


async def test_questions_during_a_save_are_answered_from_one_whole_revision_the_old_or_the_new(tmp_path):
    async with opened(tmp_path) as editor:
        whole = {}
        asked, done = [], asyncio.Event()

        async def ask():
            while not done.is_set():
                # One handler takes the snapshot once, and waits in the middle of what it does.
                snapshot = editor.library.snapshot
                first = snapshot.ask("rye percentage").outcome.entry.answer
                await asyncio.sleep(0)
                second = snapshot.ask("number of shops").outcome.entry.answer
                asked.append((snapshot.revision, first, second))

        def note():
            known = editor.library.snapshot.knowledge.entries
            whole[editor.state] = tuple(known[id].answer for id in ("rye-share", "shop-count"))

        note()
        asking = [asyncio.create_task(ask()) for _ in range(3)]
        for number in range(4):
            texts = "about " * number
            await saved(
                editor, edit(editor, answer=f"{texts}40%."), edit(editor, "shop-count", answer=f"{texts}12.")
            )
            note()
        done.set()
        await asyncio.gather(*asking)
        assert {revision: (first, second) for revision, first, second in asked}.items() <= whole.items()
        assert all(whole[revision] == (first, second) for revision, first, second in asked)
        assert len({revision for revision, *_ in asked}) > 1


async def test_a_save_under_way_is_finished_when_the_editor_closes(tmp_path):
    async with opened(tmp_path, patience=5.0) as editor:
        candidate = await editor.prepare((edit(editor, answer="40% of it."),), {}, TODAY)
        # Another program has the folder, so that the save is under way for as long as it takes.
        lock = os.open(tmp_path / "pack", os.O_RDONLY)
        fcntl.flock(lock, fcntl.LOCK_EX)
        saving = asyncio.create_task(editor.save(candidate, Origin.CURATOR, 7, "", NOON))
        await asyncio.sleep(0.05)
        closing_ = asyncio.create_task(editor.close())
        await asyncio.sleep(0.05)
        assert not closing_.done()
        assert on_disk(tmp_path / "pack") == TEXTS
        os.close(lock)
        await closing_
        assert saving.done()
        assert (await saving).number == 2
        assert on_disk(tmp_path / "pack")["qa.yaml"] == candidate.pack.texts["qa.yaml"]


async def test_a_hand_edit_is_recorded_with_the_ids_that_changed(tmp_path):
    async with opened(tmp_path) as editor:
        write(tmp_path / "pack", {"qa.yaml": NEW_QA.replace("id: prices", "id: cost")})
        revision = await found_by_hand(editor)
        assert (revision.number, revision.by, revision.who) == (2, Origin.FILE, None)
        assert set(revision.items) == {"rye-share", "prices", "cost"}
        assert "40 percent" in answer(editor)
        assert await found_by_hand(editor) is None


async def test_what_was_opened_or_saved_is_not_found_again(tmp_path):
    async with opened(tmp_path) as editor:
        assert await found_by_hand(editor) is None
        await saved(editor, edit(editor, answer="40% of it."))
        assert await found_by_hand(editor) is None
        assert [each.number for each in await editor.archive.history()] == [2, 1]


async def test_a_bad_file_is_told_once_and_until_it_is_put_right_nothing_is_saved(tmp_path):
    async with opened(tmp_path) as editor:
        candidate = await editor.prepare((edit(editor, answer="40% of it."),), {}, TODAY)
        write(tmp_path / "pack", {"qa.yaml": BAD_QA})
        with pytest.raises(PackError, match="braed"):
            await found_by_hand(editor)
        assert await found_by_hand(editor) is None
        with pytest.raises(SaveError, match=r"changed by hand and do not load.*qa\.yaml:17.*braed"):
            await editor.save(candidate, Origin.CURATOR, 7, "", NOON)
        assert on_disk(tmp_path / "pack")["qa.yaml"] == BAD_QA

        write(tmp_path / "pack", TEXTS)
        assert await found_by_hand(editor) is None
        assert (await editor.save(candidate, Origin.CURATOR, 7, "", NOON)).number == 2


@given(st.lists(spoilt_files(), min_size=3, max_size=8))
@settings(max_examples=10)
async def test_whatever_bytes_a_file_holds_what_loads_is_served_and_else_what_was_good(
    tmp_path_factory, all_spoilt
):
    place = tmp_path_factory.mktemp("spoilt")
    async with opened(place) as editor:
        for at, (name, content) in enumerate(all_spoilt, start=1):
            before = editor.library.snapshot
            write_pack(place / "pack")
            (place / "pack" / name).write_bytes(content)
            # Files that are written in the same instant may have the same times.
            os.utime(place / "pack" / name, (at, at))
            told = await trouble_found_by_hand(editor)
            loaded = revision_of(place / "pack")

            assert editor.is_broken == bool(editor.load_problem) == (loaded is None)
            assert editor.library.snapshot.revision == (loaded or before.revision)
            assert not told or editor.load_problem in str(told)
            assert await trouble_found_by_hand(editor) is None
        write_pack(place / "pack")
        os.utime(place / "pack" / name, (at + 1, at + 1))

        assert await trouble_found_by_hand(editor) is None
        assert not editor.is_broken
        assert editor.library.snapshot.revision == revision_of(place / "pack")
        assert answer(editor) == "40% of it, and 3 million loaves were sold in 2021."


def revision_of(folder):
    """The revision of the pack of a folder; None if it does not load."""
    try:
        return load_pack(folder).revision
    except PackError:
        return None


async def trouble_found_by_hand(editor):
    """Why the files do not load, if that is told now."""
    try:
        await found_by_hand(editor)
    except PackError as error:
        return error
    return None


async def test_a_bad_file_at_the_start_is_told_then_and_not_again_by_the_first_look(tmp_path):
    async with opened(tmp_path) as editor:
        await saved(editor, edit(editor, answer="40% of it."))
    write(tmp_path / "pack", {"qa.yaml": BAD_QA})
    archive = Archive(tmp_path / "pack", Database(embedded_database(tmp_path / "data")))
    editor = ServingEditor(tmp_path / "pack", archive)
    assert editor.state == ""
    opening = await editor.open(NOON)
    assert "braed" in str(opening.load_error)
    assert answer(editor) == "40% of it."
    assert await found_by_hand(editor) is None
    write(tmp_path / "pack", {"qa.yaml": NEW_QA})
    assert (await found_by_hand(editor)).items == ("rye-share",)
    await editor.close()


SECOND_QA = NEW_QA.replace("It had 12", "There were 12")


@contextmanager
def locked_database(place):
    with closing(sqlite3.connect(place / "data" / "footnote.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield


@contextmanager
def busy_folder(place):
    """Another program saves to the folder."""
    lock = os.open(place / "pack", os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(lock)


UNRECORDED = pytest.mark.parametrize(
    ("trouble", "words"),
    [
        (locked_database, "the database is busy"),
        (busy_folder, "another program is saving to the same folder"),
    ],
)


async def states(editor):
    """All that is in the history, oldest first: what touches which items, with the text of the Q&A file."""
    history = await editor.archive.history()
    return [(each.items, (await editor.archive.texts(each.number))["qa.yaml"]) for each in history][::-1]


@UNRECORDED
async def test_a_hand_edit_that_cannot_be_recorded_is_served_told_once_and_recorded_later(
    tmp_path, trouble, words
):
    async with opened(tmp_path) as editor:
        with trouble(tmp_path):
            write(tmp_path / "pack", {"qa.yaml": NEW_QA})
            with pytest.raises(SaveError, match=f"^The change .* serves, but is not in the history: {words}"):
                await editor.load_hand_edits(NOON, 0.0)
            assert "40 percent" in answer(editor)
            for at in (0.1, RETRY_SECONDS, 2 * RETRY_SECONDS):
                assert await editor.load_hand_edits(NOON, at) is None
        revision = await editor.load_hand_edits(NOON, 9 * RETRY_SECONDS)
        assert (revision.number, revision.by, revision.items) == (2, Origin.FILE, ("rye-share",))
        assert await editor.load_hand_edits(NOON, 99 * RETRY_SECONDS) is None
        assert await states(editor) == [((), QA), (("rye-share",), NEW_QA)]


async def test_what_cannot_be_recorded_is_not_tried_at_every_look(tmp_path, caplog):
    async with opened(tmp_path) as editor:
        with locked_database(tmp_path):
            write(tmp_path / "pack", {"qa.yaml": NEW_QA})
            with pytest.raises(SaveError):
                await editor.load_hand_edits(NOON, 0.0)
            for tenths in range(1, 25):
                await editor.load_hand_edits(NOON, tenths * RETRY_SECONDS / 10)
        # Each try leaves one line in the log.
        said = [each.partition(" (")[0] for each in caplog.messages]
        assert said == ["The recorded revisions cannot be used"] * 3


@UNRECORDED
async def test_every_state_that_was_served_is_in_the_history_once_it_can_be(tmp_path, trouble, words):
    async with opened(tmp_path) as editor:
        with trouble(tmp_path):
            write(tmp_path / "pack", {"qa.yaml": NEW_QA})
            with pytest.raises(SaveError, match=words):
                await found_by_hand(editor)
            write(tmp_path / "pack", {"qa.yaml": SECOND_QA})
            assert await found_by_hand(editor) is None
        told = [await editor.load_hand_edits(NOON, RETRY_SECONDS) for _ in range(3)]
        assert [each and each.items for each in told] == [("rye-share",), ("shop-count",), None]
        assert [text for _, text in await states(editor)] == [QA, NEW_QA, SECOND_QA]


async def test_a_hand_edit_that_is_not_recorded_yet_is_recorded_before_anything_is_saved(tmp_path):
    async with opened(tmp_path) as editor:
        with locked_database(tmp_path):
            write(tmp_path / "pack", {"qa.yaml": NEW_QA})
            with pytest.raises(SaveError):
                await found_by_hand(editor)
            candidate = await editor.prepare((edit(editor, "shop-count", answer="Twelve."),), {}, TODAY)
            with pytest.raises(SaveError, match=r"^Nothing was changed: the database is busy"):
                await editor.save(candidate, Origin.CURATOR, 7, "", NOON)
        assert (await editor.save(candidate, Origin.CURATOR, 7, "", NOON)).number == 3
        assert [items for items, _ in await states(editor)] == [(), ("rye-share",), ("shop-count",)]
        # Whoever looks is told of it all the same.
        assert (await found_by_hand(editor)).number == 2


async def test_what_could_not_be_recorded_is_recorded_when_the_editor_closes(tmp_path):
    async with opened(tmp_path) as editor:
        with locked_database(tmp_path):
            write(tmp_path / "pack", {"qa.yaml": NEW_QA})
            with pytest.raises(SaveError):
                await found_by_hand(editor)
            write(tmp_path / "pack", {"qa.yaml": SECOND_QA})
    async with reopened(tmp_path) as (editor, _):
        assert [text for _, text in await states(editor)] == [QA, NEW_QA, SECOND_QA]


@UNRECORDED
async def test_what_served_at_a_start_without_history_is_recorded_later(tmp_path, trouble, words):
    async with opened(tmp_path):
        pass
    write(tmp_path / "pack", {"qa.yaml": NEW_QA})
    with trouble(tmp_path):
        editing = reopened(tmp_path)
        editor, opening = await editing.__aenter__()
        assert str(opening.history_error).startswith(f"The history is out of reach: {words}")
        assert await editor.load_hand_edits(NOON, 0.0) is None
        write(tmp_path / "pack", {"qa.yaml": SECOND_QA})
        assert await editor.load_hand_edits(NOON, 0.1) is None
    told = [await editor.load_hand_edits(NOON, RETRY_SECONDS + 1) for _ in range(3)]
    assert [each and each.items for each in told] == [("rye-share",), ("shop-count",), None]
    assert [text for _, text in await states(editor)] == [QA, NEW_QA, SECOND_QA]
    await editing.__aexit__(None, None, None)


async def test_a_file_that_is_written_to_while_it_is_taken_up_is_recorded_as_it_was_served(tmp_path):
    async with opened(tmp_path, patience=5.0) as editor:
        with busy_folder(tmp_path):
            write(tmp_path / "pack", {"qa.yaml": NEW_QA})
            looking = asyncio.create_task(found_by_hand(editor))
            async with asyncio.timeout(5):
                while "40 percent" not in answer(editor):  # noqa: ASYNC110 - it is served without telling anybody
                    await asyncio.sleep(0.005)
            write(tmp_path / "pack", {"timeline.yaml": TIMELINE + "# more\n"})
        assert (await looking).items == ("rye-share",)
        assert (await found_by_hand(editor)).items == ()
        assert [each.number for each in await editor.archive.history()] == [3, 2, 1]


async def test_a_change_that_nothing_shows_is_found_when_a_save_is_refused_for_it(tmp_path):
    async with opened(tmp_path) as editor:
        candidate = await editor.prepare((edit(editor, "shop-count", answer="Twelve."),), {}, TODAY)
        with (tmp_path / "pack" / "qa.yaml").open("r+b") as file, mmap.mmap(file.fileno(), 0) as memory:
            # The first write to memory shows in the time stamps of the file, and the next ones do not.
            memory[0:1] = memory[0:1]
            assert await found_by_hand(editor) is None
            place = memory.find(b"40% of it")
            memory[place : place + 2] = b"41"
            assert on_disk(tmp_path / "pack")["qa.yaml"] == QA.replace("40% of it", "41% of it")
            assert await found_by_hand(editor) is None
        with pytest.raises(MovedError):
            await editor.save(candidate, Origin.CURATOR, 7, "", NOON)
        assert (await found_by_hand(editor)).items == ("rye-share",)
        assert await found_by_hand(editor) is None


async def test_a_file_that_could_not_be_read_for_a_moment_is_read_again(tmp_path, monkeypatch):
    async with opened(tmp_path) as editor:
        write(tmp_path / "pack", {"qa.yaml": NEW_QA})
        with monkeypatch.context() as patch:
            patch.setattr(os, "open", refuse_qa)
            with pytest.raises(PackError, match="cannot be read"):
                await found_by_hand(editor)
            assert [await found_by_hand(editor) for _ in range(3)] == [None] * 3
            assert editor.is_broken
        assert (await found_by_hand(editor)).items == ("rye-share",)
        assert not editor.is_broken


async def test_a_file_that_could_not_be_read_at_the_start_is_read_again(tmp_path, monkeypatch):
    async with opened(tmp_path):
        pass
    write(tmp_path / "pack", {"qa.yaml": NEW_QA})
    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refuse_qa)
        editing = reopened(tmp_path)
        editor, opening = await editing.__aenter__()
        assert "cannot be read" in str(opening.load_error)
        assert await found_by_hand(editor) is None
    assert (await found_by_hand(editor)).items == ("rye-share",)
    await editing.__aexit__(None, None, None)


def refuse_qa(file, *rest, open_file=os.open, **options):
    """Fail as a disk does, for one file."""
    if str(file).endswith("qa.yaml"):
        raise OSError(errno.EIO, os.strerror(errno.EIO))
    return open_file(file, *rest, **options)


@pytest.mark.parametrize("was_on", [True, False])
async def test_the_collector_is_held_off_until_the_last_piece_of_work_is_done(was_on):
    begin, end = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def work():
        loop.call_soon_threadsafe(begin.set)
        asyncio.run_coroutine_threadsafe(end.wait(), loop).result()

    try:
        gc.enable() if was_on else gc.disable()
        slow = asyncio.create_task(run_heavy_work(work))
        await begin.wait()
        await run_heavy_work(int)
        assert not gc.isenabled()
        end.set()
        await slow
        assert gc.isenabled() == was_on
    finally:
        gc.enable()
