"""Whatever is heavy about an edit leaves the event loop to the readers meanwhile."""

import asyncio
import shutil
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from bot.core.editing.edits import Edit, Section
from bot.store.archive import Archive, By
from bot.store.database import Database, embedded_database
from bot.store.editor import Editor
from bot.store.library import Library

SHIPPED = Path(__file__).parents[2] / "knowledge"
NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
# Where something heavy is done on the loop, it turns a handful of times; else hundreds of times.
TURNS = 50


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
    editor = Editor(folder, Library.load(folder), archive, still_seconds=0.0)
    await editor.open(NOON)
    id, before = next(iter(editor.items[Section.ENTRIES].items()))
    edit = Edit(Section.ENTRIES, id, before, {**before, "note": "Looked at."})
    async with turning():
        candidate = await editor.prepare((edit,), {}, NOON.date())
    async with turning():
        await editor.impact(candidate, ())
    await editor.save(candidate, By.CURATOR, 7, "", NOON)
    with (folder / "qa.yaml").open("a") as file:
        file.write("# by hand\n")
    async with turning():
        assert await editor.look(NOON, 1.0) is not None
    await editor.close()
