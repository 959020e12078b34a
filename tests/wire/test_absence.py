"""The curators' channel is told when the bot is back after it was away for long."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.wire.conftest import Running
from tests.wire.payloads import CURATORS
from tests.wire.questions import ask
from tests.wire.reading import text_of
from tests.wire.stand_in import StandIn

# What counts as long, and how often it is written down that the bot is there.
CHANNEL: dict[str, Any] = {"curator_channel": int(CURATORS), "alive_seconds": 0.02}


def told(discord: StandIn) -> list[str]:
    """What stands in the curators' channel."""
    return [text_of(each) for each in discord.shown(CURATORS)]


def last_alive(folder: Path) -> datetime | None:
    """When the bot last heard Discord, as its database says."""
    with closing(sqlite3.connect(folder / "data" / "footnote.db")) as database:
        row = database.execute("select at from last_alive").fetchone()
    return datetime.fromisoformat(row[0]).replace(tzinfo=UTC) if row else None


def let_pass(folder: Path, ago: timedelta) -> int:
    """Let the bot have been there that long ago for the last time; that moment in seconds since 1970."""
    at = datetime.now(UTC) - ago
    with closing(sqlite3.connect(folder / "data" / "footnote.db")) as database, database:
        database.execute("update last_alive set at = ?", (at.strftime("%Y-%m-%d %H:%M:%S.%f"),))
    return int(at.timestamp())


async def test_after_twelve_minutes_without_it_the_next_run_says_what_is_read_back_and_what_is_lost(
    discord: StandIn, running: Running, tmp_path: Path
):
    async with running(**CHANNEL):
        await ask(discord)
    moment = let_pass(tmp_path, timedelta(minutes=12, seconds=5))
    async with running(**CHANNEL):
        (said,) = await discord.until(lambda: told(discord))
    assert said == (
        f"I was away for 12 minutes (since <t:{moment}:f>)."
        " Questions of the last 10 minutes in channels where I am asked are read back, and answered late."
        " Older ones are not. Commands, buttons and direct messages of that time are lost."
    )


async def test_a_first_start_and_a_quick_restart_say_nothing(
    discord: StandIn, running: Running, tmp_path: Path
):
    async with running(**CHANNEL):
        await discord.until(lambda: last_alive(tmp_path))
    before = let_pass(tmp_path, timedelta(seconds=50))
    async with running(**CHANNEL):
        await discord.until(lambda: last_alive(tmp_path).timestamp() > before + 40)
    assert told(discord) == []


async def test_a_run_that_ends_writes_down_when_it_was_there_last(
    discord: StandIn, running: Running, tmp_path: Path
):
    async with running(**CHANNEL | {"alive_seconds": 3_600}):
        await ask(discord)
        before = datetime.now(UTC)
    assert before < last_alive(tmp_path) < datetime.now(UTC)


async def test_an_outage_is_no_time_at_which_it_was_there(discord: StandIn, running: Running, tmp_path: Path):
    async with running(**CHANNEL) as client:
        await ask(discord)
        discord.go_away()
        await discord.until(lambda: discord.refused)
        gone = datetime.now(UTC)
        await discord.until(lambda: client.counts.reconnects > 10)
    assert last_alive(tmp_path) < gone


async def test_a_long_outage_after_which_the_session_is_resumed_is_told_and_nothing_is_lost(
    discord: StandIn, running: Running
):
    async with running(**CHANNEL, away_seconds=0.05) as client:
        await ask(discord)
        discord.go_away()
        discord.come_back_after(6)
        await discord.until(lambda: client.counts.resumes)
        (said,) = await discord.until(lambda: told(discord))
    assert said.startswith("I was away for 1 second (since <t:")
    assert said.endswith(":f>). What was written meanwhile reaches me now, and is answered.")


async def test_a_long_outage_that_ends_the_session_is_told_with_what_is_lost(
    discord: StandIn, running: Running
):
    async with running(**CHANNEL, away_seconds=0.05, connect_seconds=0.3) as client:
        await ask(discord)
        # For so many attempts.
        discord.mute = 1
        await discord.end(op=9, data=False)
        (said,) = await discord.until(lambda: told(discord))
        assert client.counts.sessions == 2
    assert said.endswith(
        "Questions in channels where I am asked are read back, and answered late."
        " Commands and buttons that were used meanwhile are lost."
    )


async def test_short_outages_are_not_told(discord: StandIn, running: Running):
    async with running(**CHANNEL) as client:
        await ask(discord)
        for number in (1, 2):
            discord.drop()
            await discord.until(lambda number=number: client.counts.resumes == number)
        await ask(discord)
    assert told(discord) == []


async def test_of_several_shards_one_message_tells_of_the_outage_once_all_are_back(
    discord: StandIn, running: Running
):
    discord.shards = 2
    async with running(**CHANNEL, away_seconds=0.05, connect_seconds=1) as client:
        await discord.until(lambda: client.counts.sessions == 2)
        # The first that connects again waits for a second.
        discord.turn_away = ["silence"]
        discord.drop(0)
        discord.drop(1)
        await discord.until(lambda: len(discord.resumes) == 2)
        assert told(discord) == []
        await discord.until(lambda: told(discord))
    assert len(told(discord)) == 1
