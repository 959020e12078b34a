"""While another connection holds the database, presses are acknowledged, and what they wait for is told."""

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from pathlib import Path
from typing import Any

import pytest

from tests.wire.conftest import Running
from tests.wire.payloads import GUILD, MANAGES, Json
from tests.wire.questions import BUILT, POSTS, SHIPS, ask, has_read_back, missed
from tests.wire.reading import text_of
from tests.wire.stand_in import StandIn
from tests.wire.test_curating import NEW, OLD, pack, pressed, previewed

__all__ = ["pack"]

PREVIEW = r"/webhooks/.+/messages/@original"
FOLLOWS = r"/webhooks/[^/]+/[^/]+"
COMMANDS = rf"/applications/.+/guilds/{GUILD}/commands"
NO_ANSWER = "The history is out of reach: the database does not answer. Try again in a moment."
NO_LOG = "The question log does not answer in time"
MODAL, PROMISE = 9, 5
# The database itself is waited for without end; whoever waits for it gives up soon.
STALLS: dict[str, Any] = {"patience_seconds": 60, "lookup_seconds": 0.02, "database_seconds": 0.02}


@asynccontextmanager
async def stalled(folder: Path, discord: StandIn) -> AsyncIterator[None]:
    """Meanwhile the database does not answer. Before, the bot has found its home server."""
    await discord.until(lambda: discord.got("PUT", COMMANDS))
    file = folder / "data" / "footnote.db"
    with closing(sqlite3.connect(file, isolation_level=None, timeout=0)) as database:
        async with asyncio.timeout(10):
            while not _held(database):  # noqa: ASYNC110 - what the bot does there has to end first
                await asyncio.sleep(0.005)
        yield


def _held(database: sqlite3.Connection) -> bool:
    with suppress(sqlite3.OperationalError):
        database.execute("BEGIN EXCLUSIVE")
    return database.in_transaction


async def commanded(discord: StandIn, name: str, **options: str) -> tuple[str, Json]:
    """Use a command of curators; the path of its callback, and the first response."""
    await discord.until(lambda: discord.got("PUT", COMMANDS))
    given = [{"name": key, "type": 3, "value": value} for key, value in options.items()]
    command = {"name": name, "type": 1, "options": given}
    qa = {"id": "9", "name": "qa", "type": 1, "guild_id": GUILD, "options": [command]}
    path = await discord.interact(2, qa, permissions=MANAGES)
    await discord.until(lambda: discord.got("POST", path))
    return path, discord.got("POST", path)[0].body


def said(discord: StandIn) -> str:
    """Every text that was sent after a first response."""
    bodies = [
        each.body
        for way in (FOLLOWS, PREVIEW)
        for method in ("POST", "PATCH")
        for each in discord.got(method, way)
    ]
    return "\n".join(str(body.get("content") or "") + text_of({"components": [], **body}) for body in bodies)


async def test_an_answer_is_taken_back_without_the_log_and_a_history_that_does_not_come_is_told(
    discord: StandIn, running: Running, pack: Path, tmp_path: Path
):
    async with running(knowledge=pack, **STALLS), stalled(tmp_path, discord):
        for number, command in enumerate(("history", "undo"), 1):
            _, first = await commanded(discord, command)
            assert first["type"] == PROMISE
            await discord.until(lambda number=number: said(discord).count(NO_ANSWER) == number)


async def test_forms_and_previews_do_not_wait_and_a_save_says_that_it_does(
    discord: StandIn, running: Running, pack: Path, tmp_path: Path
):
    async with running(knowledge=pack, **STALLS):
        async with stalled(tmp_path, discord):
            # The form, the preview and its impact.
            preview = await previewed(discord)
            assert NEW in text_of(preview)
            await pressed(discord, preview, "save")
            await discord.until(lambda: "It is still being saved" in said(discord))
            assert OLD in (pack / "qa.yaml").read_text()
        await discord.until(lambda: "### Saved as revision 2" in text_of(preview))
    assert NEW in (pack / "qa.yaml").read_text()


async def test_a_form_whose_draft_is_out_of_reach_hands_back_what_was_typed_and_goes_on_later(
    discord: StandIn, running: Running, pack: Path, tmp_path: Path
):
    starts = STALLS | {"patience_seconds": 0.05, "retry_seconds": 0.05, "look_seconds": 0.02}
    async with running(knowledge=pack, **STALLS):
        _, opened = await commanded(discord, "edit", item="ships")
    assert opened["type"] == MODAL
    form = opened["data"]
    fields = [each["component"] for each in form["components"]]
    values = {each["custom_id"]: each.get("value", "") for each in fields} | {"answer": NEW}
    filled = [
        {"type": 18, "component": {"type": 4, "custom_id": id, "value": value}}
        for id, value in values.items()
    ]
    async with contextlib.AsyncExitStack() as database:
        await database.enter_async_context(stalled(tmp_path, discord))
        async with running(knowledge=pack, home_guild=int(GUILD), **starts):
            sent = {"custom_id": form["custom_id"], "components": filled}
            path = await discord.interact(5, sent, permissions=MANAGES)
            await discord.until(lambda: "What you typed is in this file" in said(discord))
            assert discord.got("POST", path)[0].body["type"] == PROMISE
            await database.aclose()
            await discord.until(lambda: NEW in said(discord))


async def test_what_may_have_its_answer_waits_for_the_database_and_is_answered_once(
    discord: StandIn, running: Running, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    async with running():
        await ask(discord, SHIPS)
        # Only the log knows of the answer.
        discord.messages.clear()
    await discord.mention(BUILT)
    discord.fail("GET", POSTS, 503, times=1_000_000)
    async with running(retry_seconds=0.02, **STALLS) as client:
        await discord.until(lambda: discord.got("GET", POSTS))
        async with stalled(tmp_path, discord):
            discord.forgive()
            await discord.until(lambda: NO_LOG in caplog.text)
        await has_read_back(discord, client)
    (late,) = discord.shown()
    assert "1874" in text_of(late)
    assert len(discord.got("POST", POSTS)) == 2


async def test_what_the_database_says_too_late_of_is_not_answered(
    discord: StandIn, running: Running, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    async with running(retry_seconds=0.02, read_back_seconds=3, **STALLS) as client:
        await ask(discord, SHIPS)
        await has_read_back(discord, client)
        discord.fail("GET", POSTS, 503, times=1_000_000)
        await discord.end(op=9, data=False)
        await discord.until(lambda: len(discord.got("GET", POSTS)) > 1)
        async with stalled(tmp_path, discord):
            missed(discord, BUILT, seconds_ago=0)
            discord.forgive()
            await discord.until(lambda: NO_LOG in caplog.text)
            await has_read_back(discord, client, 2)
    assert len(discord.got("POST", POSTS)) == 1


async def test_where_it_was_asked_is_asked_again_until_the_database_says_it(
    discord: StandIn, running: Running, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    async with running(retry_seconds=0.02, **STALLS) as client:
        await ask(discord, SHIPS)
        await has_read_back(discord, client)
        async with stalled(tmp_path, discord):
            await discord.end(op=9, data=False)
            await discord.mention(BUILT)
            await discord.until(lambda: NO_LOG in caplog.text)
            assert client.counts.readings == 1
        await has_read_back(discord, client, 2)
    _, late = discord.shown()
    assert "1874" in text_of(late)
