import asyncio
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from bot.errors import UserError
from bot.store.database.connection import embedded_database, open_database
from bot.store.pack_files.loader import PackError, PackMissingError, load_pack, state_name
from bot.store.revisions.archive import HistoryError, MovedError, NoRevisionError, Origin, SaveError
from bot.store.revisions.folder_lock import FolderBusyError
from tests.archives import NOON, archive_of, leftovers, on_disk, save, version, write

QA, TIMELINE = "qa.yaml", "timeline.yaml"
LATER = NOON + timedelta(hours=1)
# Somebody edits an item by hand.
COSTLY = {QA: version(0)[QA].replace("no prices", "no price at all")}


async def opened(place):
    """What a fresh start finds, and the history that it sees."""
    archive = archive_of(place)
    try:
        return await archive.open(LATER), await archive.history(most=100)
    finally:
        await archive.close()


async def test_making_an_archive_opens_nothing(tmp_path, folder):
    await archive_of(tmp_path).close()

    assert not (tmp_path / "data").exists()


async def test_the_first_start_records_what_is_there(archive):
    opening = await archive.open(NOON)

    revision = opening.revision
    assert (revision.number, revision.by, revision.who, revision.at) == (1, Origin.START, None, NOON)
    assert revision.state == opening.pack.revision == state_name(version(0))
    assert (opening.load_error, opening.history_error) == (None, None)


async def test_a_second_start_on_the_same_files_records_nothing(tmp_path, archive):
    first = await archive.open(NOON)

    again, history = await opened(tmp_path)

    assert again.revision == first.revision
    assert history == (first.revision,)


async def test_files_changed_while_the_bot_was_off_are_a_revision_by_file(tmp_path, folder, archive):
    await archive.open(NOON)
    write(folder, version(1, QA))

    opening, history = await opened(tmp_path)

    assert (opening.revision.number, opening.revision.by, opening.revision.at) == (2, Origin.FILE, LATER)
    assert history[0] == opening.revision


async def test_an_edit_by_hand_while_the_bot_was_off_is_in_the_history_of_its_items(
    tmp_path, folder, archive
):
    await archive.open(NOON)
    await archive.close()
    write(folder, COSTLY)

    opening, _ = await opened(tmp_path)

    assert opening.revision.items == ("prices",)
    assert await archive.history("prices") == (opening.revision,)


async def test_an_edit_by_hand_that_a_save_finds_is_in_the_history_of_its_items(folder, archive):
    await archive.open(NOON)
    write(folder, COSTLY)

    await save(archive, {**version(0), **COSTLY}, version(1, TIMELINE))

    assert [each.number for each in await archive.history("prices")] == [2]


async def test_an_edit_by_hand_after_a_revision_that_is_damaged_is_recorded_all_the_same(
    tmp_path, folder, archive
):
    await archive.open(NOON)
    with closing(sqlite3.connect(tmp_path / "data" / "footnote.db")) as database, database:
        database.execute("update revisions set texts = ?", (b"nonsense",))
    write(folder, COSTLY)

    assert (await archive.record_hand_edit(load_pack(folder).texts, LATER)).number == 2


async def test_a_save_is_in_the_files_and_in_the_history(archive, folder):
    await archive.open(NOON)

    revision = await save(archive, version(0), version(1, QA), now=LATER)

    assert on_disk(folder) == {**version(0), **version(1, QA)}
    assert (revision.number, revision.at, revision.by, revision.who) == (2, LATER, Origin.CURATOR, 7)
    assert (revision.why, revision.items) == ("as a reader said", ("shop-count",))
    assert revision.state == load_pack(folder).revision
    assert await archive.newest() == revision
    assert leftovers(folder) == []


async def test_every_revision_can_be_read_back_to_the_byte(archive, folder):
    odd = {QA: "\ufeff" + version(1)[QA].replace("\n", "\r\n"), TIMELINE: version(1)[TIMELINE].rstrip("\n")}
    await archive.open(NOON)
    await save(archive, version(0), odd)

    assert on_disk(folder) == {**version(0), **odd}
    assert await archive.texts(2) == {**version(0), **odd}
    assert await archive.texts(1) == version(0)
    assert load_pack(folder).revision == (await archive.newest()).state


async def test_a_save_on_a_file_with_windows_line_ends_is_made_on_exactly_that(archive, folder):
    windows = {name: "\ufeff" + text.replace("\n", "\r\n") for name, text in version(0).items()}
    write(folder, windows)
    pack = (await archive.open(NOON)).pack
    assert pack.texts == windows

    with pytest.raises(MovedError):
        await save(archive, version(0), version(1))
    await archive.save(version(1, QA), pack.revision, by=Origin.CURATOR, who=7, why="", items=(), now=NOON)

    assert on_disk(folder) == {**windows, **version(1, QA)}


@pytest.mark.parametrize("number", [0, -1, 3, 10**30])
async def test_a_revision_that_is_not_there_is_named(archive, number):
    await archive.open(NOON)

    with pytest.raises(NoRevisionError, match=f"There is no revision {number}: "):
        await archive.texts(number)


async def test_a_save_made_on_other_files_changes_nothing(archive, folder):
    await archive.open(NOON)
    await save(archive, version(0), version(1))

    with pytest.raises(MovedError, match="Look at it again"):
        await save(archive, version(0), version(2))

    assert on_disk(folder) == version(1)
    assert len(await archive.history()) == 2


async def test_a_hand_edit_that_nobody_has_noticed_is_not_overwritten(archive, folder):
    await archive.open(NOON)
    write(folder, version(9, TIMELINE))

    with pytest.raises(MovedError):
        await save(archive, version(0), version(1, QA))

    assert on_disk(folder) == {**version(0), **version(9, TIMELINE)}


async def test_what_a_save_is_made_on_is_recorded_before_it_is_gone(archive, folder):
    await archive.open(NOON)
    write(folder, version(1))

    await save(archive, version(1), version(2))

    assert [each.by for each in await archive.history()] == [Origin.CURATOR, Origin.FILE, Origin.START]
    assert await archive.texts(2) == version(1)


async def test_a_save_without_a_start_records_what_was_there_first(archive):
    revision = await save(archive, version(0), version(1))

    assert revision.number == 2
    assert await archive.texts(1) == version(0)


async def test_a_save_of_what_is_there_already_is_refused(archive):
    await archive.open(NOON)

    with pytest.raises(SaveError, match="it is all there already"):
        await save(archive, version(0), version(0, QA))


async def test_half_a_character_is_refused_in_words(archive, folder):
    await archive.open(NOON)

    with pytest.raises(SaveError, match="half a character"):
        await save(archive, version(0), {QA: version(1)[QA] + "# \ud83d"})
    assert on_disk(folder) == version(0)


@pytest.mark.parametrize("gone", [QA, None])
async def test_a_save_where_a_file_or_the_folder_is_gone_says_so(archive, folder, gone):
    await archive.open(NOON)
    (folder / gone).unlink() if gone else folder.rename(folder.with_name("elsewhere"))

    with pytest.raises(SaveError, match=f"Nothing was changed.*{gone or 'no pack at'}"):
        await save(archive, version(0), version(1))


async def test_of_many_saves_at_once_on_one_state_one_is_made(archive, folder):
    await archive.open(NOON)

    results = await asyncio.gather(
        *(save(archive, version(0), version(number)) for number in range(1, 21)), return_exceptions=True
    )

    [revision] = [each for each in results if not isinstance(each, Exception)]
    assert {type(each) for each in results if each is not revision} == {MovedError}
    assert await archive.history(most=1) == (revision,)
    assert state_name(on_disk(folder)) == revision.state


async def test_two_programs_on_one_folder_do_not_both_save(tmp_path, archive, folder):
    await archive.open(NOON)
    other = archive_of(tmp_path, patience=10.0)

    results = await asyncio.gather(
        save(archive, version(0), version(1)), save(other, version(0), version(2)), return_exceptions=True
    )
    await other.close()

    # The other one finds the files changed, or, on a slow machine, the folder busy for too long.
    (refused,) = [each for each in results if isinstance(each, Exception)]
    assert isinstance(refused, MovedError | FolderBusyError)
    assert on_disk(folder) in (version(1), version(2))


async def test_a_folder_that_another_program_holds_is_busy_and_still_serves(tmp_path, archive, folder):
    fcntl = pytest.importorskip("fcntl")
    await archive.open(NOON)
    held = os.open(folder, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    with pytest.raises(SaveError, match="another program is saving to the same folder"):
        await save(archive, version(0), version(1))
    opening = await archive.open(NOON)
    os.close(held)

    assert opening.pack.texts == version(0)
    assert "another program" in str(opening.history_error)
    await save(archive, version(0), version(1))


async def test_a_save_whose_caller_goes_away_runs_to_its_end(archive, folder):
    await archive.open(NOON)
    saving = asyncio.create_task(save(archive, version(0), version(1)))
    for _ in range(3):
        await asyncio.sleep(0)

    saving.cancel()
    await archive.close()

    assert on_disk(folder) == version(1)
    assert [each.number for each in await archive.history()] == [2, 1]


async def test_history_is_newest_first_in_pages(archive):
    await archive.open(NOON)
    for number in range(1, 6):
        await save(archive, version(number - 1), version(number))

    assert [each.number for each in await archive.history(most=3)] == [6, 5, 4]
    assert [each.number for each in await archive.history(most=3, before=4)] == [3, 2, 1]
    assert await archive.history(before=1) == ()


async def test_the_history_of_an_item_has_what_touched_it(archive):
    await archive.open(NOON)
    await save(archive, version(0), version(1), items=("shop-count", "rye-share"))
    await save(archive, version(1), version(2), items=("rye-share",))
    await save(archive, version(2), version(3), items=("rye",))

    assert [each.number for each in await archive.history("rye-share")] == [3, 2]
    assert [each.number for each in await archive.history("rye")] == [4]
    assert await archive.history("%") == ()


async def test_a_hand_edit_is_adopted_once(archive, folder):
    await archive.open(NOON)
    write(folder, COSTLY)
    pack = load_pack(folder)

    revision = await archive.record_hand_edit(pack.texts, LATER)

    assert (revision.number, revision.by, revision.items) == (2, Origin.FILE, ("prices",))
    assert await archive.record_hand_edit(pack.texts, LATER) is None
    assert await archive.history("prices") == (revision,)


async def test_a_hand_edit_that_has_moved_on_is_adopted_all_the_same_for_it_was_served(archive, folder):
    await archive.open(NOON)
    write(folder, COSTLY)
    pack = load_pack(folder)
    write(folder, version(2))

    revision = await archive.record_hand_edit(pack.texts, LATER)

    assert await archive.texts(revision.number) == {**version(0), **COSTLY}
    assert on_disk(folder) == version(2)


async def test_files_that_do_not_load_leave_the_last_good_revision_serving(tmp_path, archive, folder):
    await archive.open(NOON)
    revision = await save(archive, version(0), version(1))
    write(folder, {QA: "entries: [\n"})

    opening, _ = await opened(tmp_path)

    assert opening.pack.texts == version(1)
    assert opening.revision == revision
    assert isinstance(opening.load_error, PackError)
    assert on_disk(folder) == {**version(1), QA: "entries: [\n"}


async def test_a_folder_that_is_gone_leaves_the_last_good_revision_serving(tmp_path, archive, folder):
    await archive.open(NOON)
    folder.rename(tmp_path / "elsewhere")

    opening, _ = await opened(tmp_path)

    assert opening.pack.texts == version(0)
    assert isinstance(opening.load_error, PackMissingError)
    assert not folder.exists()


async def test_a_recorded_revision_that_no_longer_loads_is_passed_over(tmp_path, archive, folder):
    await archive.open(NOON)
    await save(archive, version(0), {QA: "entries: []\n"})

    opening, _ = await opened(tmp_path)

    assert opening.revision.number == 1
    assert opening.pack.texts == version(0)


async def test_where_nothing_serves_the_problems_of_the_files_are_said(archive, folder):
    write(folder, {QA: "entries: [\n"})

    with pytest.raises(PackError, match=r"qa\.yaml"):
        await archive.open(NOON)


async def test_a_start_that_was_cut_off_in_the_first_migration_is_made_up_for(tmp_path):
    url = embedded_database(tmp_path)

    def fail(connection):
        raise OSError("cut off")

    event.listen(Engine, "commit", fail)
    try:
        with pytest.raises(OSError, match="cut off"):
            await open_database(url)
    finally:
        event.remove(Engine, "commit", fail)

    engine, _ = await open_database(url)
    await engine.dispose()


@pytest.mark.parametrize("names", ["aaaa", "abcd"], ids=["one database", "several"])
async def test_parts_that_open_new_databases_at_once_do_not_trip_over_each_other(tmp_path, names):
    urls = [embedded_database(tmp_path / name) for name in names]

    for engine, _ in await asyncio.gather(*(open_database(url, 30.0) for url in urls)):
        await engine.dispose()


async def test_a_database_that_was_deleted_is_begun_anew(tmp_path, archive):
    await archive.open(NOON)
    await save(archive, version(0), version(1))
    (tmp_path / "data" / "footnote.db").unlink()

    assert await archive.history() == ()
    await save(archive, version(1), version(2))

    assert [each.number for each in await archive.history()] == [2, 1]
    assert await archive.texts(1) == version(1)


def test_the_archive_needs_no_discord():
    code = "import sys, bot.store.revisions.archive, bot.store.drafts; print('discord' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"


def test_every_trouble_is_one_for_people():
    assert all(issubclass(each, UserError) for each in (SaveError, MovedError, HistoryError, NoRevisionError))
