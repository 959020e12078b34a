"""Questions to the pack of these tests, asked in the channel of the stand-in."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

from discord.utils import time_snowflake, utcnow

from bot.client.bot import FootnoteClient
from tests.wire import payloads
from tests.wire.payloads import BOT, CHANNEL
from tests.wire.reading import text_of
from tests.wire.stand_in import StandIn

POSTS = rf"/channels/{CHANNEL}/messages"
SHIPS, BUILT, LAMP = (
    "how many ships did the keeper count?",
    "when was the lighthouse built",
    "what did the lamp burn",
)


async def answers(discord: StandIn, number: int) -> list[str]:
    """What stands in the channel, once it is so many answers."""
    await discord.until(lambda: len(discord.shown()) >= number)
    return [text_of(message) for message in discord.shown()]


async def ask(discord: StandIn, question: str = SHIPS) -> None:
    """Ask a question, and wait for one more answer."""
    number = len(discord.shown()) + 1
    await discord.mention(question)
    await answers(discord, number)


def missed(discord: StandIn, question: str, seconds_ago: float, channel: str = CHANNEL, **rest: Any) -> str:
    """Let somebody have mentioned the bot a while ago, unheard; returns the id of the message."""
    id = str(time_snowflake(utcnow() - timedelta(seconds=seconds_ago)))
    text = f"<@{BOT['id']}> {question}"
    while id in discord.said:
        id = str(int(id) + 1)
    discord.said[id] = payloads.said(id, channel, text, mentions=[BOT], **rest)
    return id


async def has_read_back(discord: StandIn, client: FootnoteClient, times: int = 1) -> None:
    """Wait until what was missed is read, and answered, so often."""
    await discord.until(lambda: client.counts.readings == times)


def logged_questions(data: Path) -> list[tuple]:
    """Text, outcome, item and place of each question in the log, in the order in which they were asked."""
    with closing(sqlite3.connect(data / "footnote.db")) as database:
        return database.execute(
            "select text, outcome, item, place from questions order by asked_at"
        ).fetchall()
