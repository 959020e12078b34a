"""However much fails at once, the bot ends within ten seconds of being told to, and says what is lost."""

import asyncio
import os
import shutil
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.wire.conftest import PACK, ROOT, Footnote, Started
from tests.wire.payloads import MANAGES
from tests.wire.questions import POSTS, SHIPS, ask, logged_questions
from tests.wire.reading import button
from tests.wire.stand_in import StandIn
from tests.wire.test_curating import previewed
from tests.wire.test_silent_folder import SITECUSTOMIZE as HANGING_FOLDER

# Python imports it before all else. While the marker is there, no statement given to a database comes back,
# as on a network mount that hangs. Its threads cannot be stopped then.
HANGING_DATABASE = """
import os, sqlite3, time

marker = os.environ["SLOW_MARKER"]
connect = sqlite3.connect

def wait():
    while os.path.exists(marker):
        time.sleep(0.01)

class SlowCursor(sqlite3.Cursor):
    def execute(self, *arguments):
        wait()
        return super().execute(*arguments)

class Slow(sqlite3.Connection):
    def cursor(self):
        return super().cursor(SlowCursor)

    def execute(self, *arguments):
        wait()
        return super().execute(*arguments)

    def commit(self):
        wait()
        super().commit()

    def rollback(self):
        wait()
        super().rollback()

    def close(self):
        wait()
        super().close()

sqlite3.connect = sqlite3.dbapi2.connect = lambda *given, **more: connect(*given, factory=Slow, **more)
"""

# The same for the address of a host.
HANGING_LOOKUP = """
import os, socket, time

marker, look_up = os.environ["SLOW_MARKER"], socket.getaddrinfo

def slow(*arguments, **options):
    while os.path.exists(marker):
        time.sleep(0.01)
    return look_up(*arguments, **options)

socket.getaddrinfo = slow
"""


def hangs(folder: Path, customized: str) -> tuple[Path, dict[str, str]]:
    """A marker file while which something hangs, and the variables for a process in which it does."""
    site, marker = folder / "site", folder / "hangs"
    site.mkdir()
    (site / "sitecustomize.py").write_text(customized)
    path = os.pathsep.join((str(site), str(ROOT)))
    return marker, {"PYTHONPATH": path, "SLOW_MARKER": str(marker), "SLOW_FOLDER": str(folder / "pack")}


async def told_to_end(footnote: Footnote) -> str:
    """What the bot says until it has ended, in time and in order."""
    footnote.process.send_signal(signal.SIGTERM)
    code, _, err = await footnote.ended(10)
    assert code == 0, err
    assert "Traceback" not in err
    return err


async def test_a_database_that_hangs_for_good_does_not_keep_it_from_ending(
    discord: StandIn, started: Started, tmp_path: Path
):
    marker, variables = hangs(tmp_path, HANGING_DATABASE)
    async with started(**variables) as footnote:
        await discord.until(lambda: discord.connected)
        await ask(discord)
        marker.touch()
        await ask(discord, "when was the lighthouse built")
        said = await told_to_end(footnote)
    assert "The bot ends before it could do all of this: write the question log" in said
    assert "rows of the question log could not be written, and are lost" in said


async def test_a_database_that_hangs_in_the_middle_of_a_start_does_not_keep_it_from_ending(
    discord: StandIn, started: Started, tmp_path: Path
):
    marker, variables = hangs(tmp_path, HANGING_DATABASE)
    marker.touch()
    async with started(**variables) as footnote:
        await discord.until(lambda: discord.got("GET", "/users/@me"))
        await asyncio.sleep(0.3)
        await told_to_end(footnote)


async def test_a_locked_database_and_a_discord_that_takes_nothing_do_not_keep_it_from_ending(
    discord: StandIn, started: Started, tmp_path: Path
):
    async with started() as footnote:
        await discord.until(lambda: discord.connected)
        await ask(discord)
        discord.fail("POST", POSTS, 503, times=10_000)
        with closing(sqlite3.connect(tmp_path / "data" / "footnote.db", isolation_level=None)) as database:
            database.execute("BEGIN EXCLUSIVE")
            await discord.mention("when was the lighthouse built")
            await discord.until(lambda: len(discord.got("POST", POSTS)) > 2)
            said = await told_to_end(footnote)
    assert "The bot ends before 1 questions or presses could be answered" in said
    assert "rows of the question log could not be written, and are lost" in said


async def test_a_folder_that_hangs_for_longer_than_a_bot_may_does_not_keep_it_from_ending(
    discord: StandIn, started: Started, tmp_path: Path
):
    shutil.copytree(PACK, tmp_path / "pack")
    marker, variables = hangs(tmp_path, HANGING_FOLDER)
    variables |= {"FOOTNOTE_KNOWLEDGE": str(tmp_path / "pack"), "FOOTNOTE_FOLDER_SECONDS": "60"}
    async with started(**variables) as footnote:
        await discord.until(lambda: discord.connected)
        preview = await previewed(discord)
        marker.touch()
        await discord.press(preview, button(preview, "qa:save"), permissions=MANAGES)
        await ask(discord)
        await told_to_end(footnote)
    assert [text for text, *_ in logged_questions(tmp_path / "data")] == [SHIPS]


async def test_a_gateway_that_does_not_take_leave_does_not_keep_it_from_ending(
    discord: StandIn, started: Started
):
    async with started() as footnote:
        await discord.until(lambda: discord.connected)
        await ask(discord)
        discord.deaf = True
        await told_to_end(footnote)


async def test_an_address_that_the_system_looks_up_for_ever_does_not_keep_it_from_ending(
    discord: StandIn, started: Started, tmp_path: Path
):
    marker, variables = hangs(tmp_path, HANGING_LOOKUP)
    marker.touch()
    variables["FOOTNOTE_DISCORD_API"] = discord.address.replace("127.0.0.1", "localhost")
    async with started(**variables) as footnote:
        await footnote.says("logging in")
        await asyncio.sleep(0.3)
        said = await told_to_end(footnote)
    assert "The bot ends before it could do all of this: end its threads" in said
