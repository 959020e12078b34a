import asyncio
import shutil
import threading
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.core.editing.edits import Edit, Section
from bot.store.database.connection import Database, embedded_database
from bot.store.editor import Editor
from bot.store.library import Library
from bot.store.revisions.archive import Archive, Origin
from bot.store.threads import run_in_thread

SHIPPED = Path(__file__).parents[2] / "knowledge"
NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
# Where something heavy is done on the loop, it turns a handful of times; else hundreds of times.
TURNS = 50


async def test_a_cancelled_caller_waits_for_the_end_of_the_thread():
    begun, may_end, ended = asyncio.Event(), threading.Event(), []
    loop = asyncio.get_running_loop()

    def work():
        loop.call_soon_threadsafe(begun.set)
        may_end.wait()
        ended.append(True)

    caller = asyncio.create_task(run_in_thread(work))
    try:
        await begun.wait()
        caller.cancel()
        _, waiting = await asyncio.wait([caller], timeout=0)
        assert waiting == {caller}
    finally:
        may_end.set()

    with pytest.raises(asyncio.CancelledError):
        await caller
    assert ended == [True]


async def test_what_goes_wrong_in_the_thread_is_raised():
    with pytest.raises(ZeroDivisionError):
        await run_in_thread(lambda: 1 / 0)


@asynccontextmanager
async def turning():
    """The loop turns meanwhile, and often."""
    turns = 0

    async def turn():
        nonlocal turns
        while True:
            await asyncio.sleep(0.001)
            turns += 1

    turning = asyncio.create_task(turn())
    yield
    turning.cancel()
    assert turns >= TURNS


async def test_the_loop_turns_while_an_edit_is_made_ready_weighed_and_taken_up_by_hand(tmp_path):
    folder = Path(shutil.copytree(SHIPPED, tmp_path / "pack"))
    archive = Archive(folder, Database(embedded_database(tmp_path / "data")))
    editor = Editor(
        folder, Library.load(folder, archive.folder_thread), archive, still_seconds=0.0, retry_seconds=10.0
    )
    await editor.open(NOON)
    id, before = next(iter(editor.items[Section.ENTRIES].items()))
    edit = Edit(Section.ENTRIES, id, before, {**before, "note": "Looked at."})
    async with turning():
        candidate = await editor.prepare((edit,), {}, NOON.date())
    async with turning():
        await editor.impact(candidate, ())
    await editor.save(candidate, Origin.CURATOR, 7, "", NOON)
    with (folder / "qa.yaml").open("a") as file:
        file.write("# by hand\n")
    async with turning():
        assert await editor.load_hand_edits(NOON, 1.0) is not None
    await editor.close()
