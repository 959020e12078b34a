"""What was missed is read back within bounds: of time, of channels, and of what one person may ask."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.wire import payloads
from tests.wire.conftest import Running
from tests.wire.payloads import CHANNEL, CURATORS
from tests.wire.questions import BUILT, LAMP, SHIPS, ask, has_read_back, missed
from tests.wire.reading import text_of
from tests.wire.stand_in import StandIn

HISTORIES = r"/channels/\d+/messages"
HERE = frozenset({int(CHANNEL)})


def read(discord: StandIn) -> set[str]:
    """The channels whose history was asked for."""
    return {each.path.split("/")[2] for each in discord.got("GET", HISTORIES)}


async def ask_elsewhere(discord: StandIn, channel: str, question: str = SHIPS) -> None:
    """Ask a question in another channel, and wait for the answer."""
    number = len(discord.shown(channel)) + 1
    await discord.mention(question, channel=channel)
    await discord.until(lambda: len(discord.shown(channel)) == number)


async def test_only_the_last_minutes_are_read_back(discord: StandIn, running: Running):
    missed(discord, LAMP, seconds_ago=500)
    missed(discord, BUILT, seconds_ago=100)
    async with running(ask_channels=HERE, read_back_seconds=300) as client:
        await has_read_back(discord, client)
    (late,) = discord.shown()
    assert "1874" in text_of(late)


@pytest.mark.parametrize(("days", "channels"), [(4, {CHANNEL, CURATORS}), (2, {CHANNEL})])
async def test_only_channels_in_which_it_was_asked_in_the_last_days_are_read_back(
    discord: StandIn, running: Running, tmp_path: Path, days: int, channels: set[str]
):
    async with running():
        await ask_elsewhere(discord, CURATORS)
    await asyncio.to_thread(_make_days_old, tmp_path / "data" / "footnote.db", 3)
    async with running():
        await ask(discord, BUILT)
    discord.requests.clear()
    async with running(read_back_days=days) as client:
        await has_read_back(discord, client)
    assert read(discord) == channels


@pytest.mark.parametrize(("most", "channels"), [(0, set()), (1, {CURATORS}), (2, {CURATORS, CHANNEL})])
async def test_of_many_channels_those_in_which_it_was_asked_last_are_read_back(
    discord: StandIn, running: Running, most: int, channels: set[str]
):
    async with running():
        await ask_elsewhere(discord, "8888")
        await ask(discord, SHIPS)
        await ask_elsewhere(discord, CURATORS)
    discord.requests.clear()
    async with running(read_back_channels=most) as client:
        await has_read_back(discord, client)
    assert read(discord) == channels


async def test_ask_channels_come_first_and_count(discord: StandIn, running: Running):
    async with running():
        await ask(discord, SHIPS)
    discord.requests.clear()
    async with running(ask_channels=frozenset({int(CURATORS)}), read_back_channels=1) as client:
        await has_read_back(discord, client)
    assert read(discord) == {CURATORS}


async def test_only_the_channels_in_which_it_was_asked_and_the_ask_channels_are_read(
    discord: StandIn, running: Running
):
    async with running():
        await ask(discord, SHIPS)
    discord.requests.clear()
    async with running(ask_channels=frozenset({int(CURATORS), 8_888})) as client:
        await has_read_back(discord, client)
    assert read(discord) == {CHANNEL, CURATORS, "8888"}


async def test_one_that_asked_too_much_meanwhile_gets_as_many_answers_as_otherwise(
    discord: StandIn, running: Running
):
    async with running():
        await ask(discord, SHIPS)
        await ask_elsewhere(discord, CURATORS)
    for channel in (CHANNEL, CURATORS, CHANNEL, CURATORS):
        await discord.mention(BUILT, channel=channel)
    await discord.mention(LAMP, author=payloads.person(1))
    at_most_two = {"cooldown_questions": 2, "cooldown_seconds": 1_000_000_000}
    async with running(**at_most_two) as client:
        await has_read_back(discord, client)
        assert client.counts.read_back == 3
        # What was passed over is no more asked for.
        await discord.end(op=9, data=False)
        await has_read_back(discord, client, 2)
        assert client.counts.read_back == 3
    async with running(**at_most_two) as client:
        await has_read_back(discord, client)
        assert client.counts.read_back == 0
    assert len(discord.shown()) + len(discord.shown(CURATORS)) == 2 + 3


async def test_it_counts_when_something_was_asked_and_not_when_it_is_read(discord: StandIn, running: Running):
    for seconds_ago in (100, 60, 20):
        missed(discord, BUILT, seconds_ago)
    async with running(ask_channels=HERE, cooldown_questions=1, cooldown_seconds=20) as client:
        await has_read_back(discord, client)
        assert client.counts.read_back == 3


def _make_days_old(file: Path, days: int) -> None:
    with closing(sqlite3.connect(file)) as database:
        for table, moment in (("questions", "asked_at"), ("answered_messages", "answered_at")):
            database.execute(f"update {table} set {moment} = datetime({moment}, '-{days} days')")
        database.commit()
