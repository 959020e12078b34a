"""The commands at Discord: published once, put right where they differ, and left alone where they do not."""

from copy import deepcopy

import pytest

from tests.wire.conftest import Running
from tests.wire.payloads import GUILD, Json
from tests.wire.stand_in import StandIn

EVERYWHERE = r"/applications/\d+/commands"
HOME = rf"/applications/\d+/guilds/{GUILD}/commands"


async def _start(
    discord: StandIn, running: Running, published: list[int] | None = None, **changed: float
) -> None:
    """Start the bot, wait until it has brought the commands of both places up to date, and stop it."""
    looked = {path: len(discord.got("GET", path)) for path in (EVERYWHERE, HOME)}
    async with running(look_seconds=3_600, **changed):
        await discord.until(lambda: all(len(discord.got("GET", path)) > looked[path] for path in looked))
        # What it publishes it publishes before it is closed.
        await discord.mention("how many ships did the keeper count?")
        await discord.until(discord.shown)
        if published is not None:
            await discord.until(lambda: _published(discord) == published)
    discord.messages.clear()


def _published(discord: StandIn) -> list[int]:
    """How often so far, those for everywhere and those of the home server."""
    return [len(discord.got("PUT", path)) for path in (EVERYWHERE, HOME)]


def _listed(discord: StandIn) -> list[Json]:
    return [{**each, "id": None} for place in (None, GUILD) for each in deepcopy(discord.commands[place])]


async def test_a_second_start_publishes_nothing_and_a_third_puts_right_what_was_done_meanwhile(
    discord: StandIn, running: Running
):
    await _start(discord, running, [1, 1])
    as_it_was = _listed(discord)
    await _start(discord, running)
    assert _published(discord) == [1, 1]
    discord.commands[None].pop(0)
    discord.commands[GUILD].append({**discord.commands[GUILD][0], "name": "another"})
    await _start(discord, running, [2, 2])
    question = next(each for each in discord.commands[None] if each["name"] == "ask")["options"][0]
    question["max_length"] = 17
    discord.commands[GUILD][0]["description"] = "Something else"
    await _start(discord, running, [3, 3])
    assert _listed(discord) == as_it_was


@pytest.mark.parametrize(
    "answer",
    [
        {"status": 403},
        {"status": 200, "body": "<html>wait</html>", "headers": {"Content-Type": "text/html"}},
        {"status": 200, "body": [{"id": "1"}]},
    ],
    ids=["refused", "a page", "no commands"],
)
async def test_where_they_cannot_be_listed_all_are_published(
    discord: StandIn, running: Running, answer: Json
):
    await _start(discord, running)
    for path in (EVERYWHERE, HOME):
        discord.fail("GET", path, **answer, times=1_000)
    await _start(discord, running, [2, 2], start_seconds=0, send_seconds=0)
