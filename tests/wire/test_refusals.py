"""Discord takes no answer, for good: the asker is told where that is possible, and the log in a sentence."""

import json
from typing import Any

import pytest

from tests.wire.conftest import TOKEN, Running, Started
from tests.wire.payloads import CHANNEL
from tests.wire.questions import POSTS, SHIPS, ask
from tests.wire.reading import text_of
from tests.wire.stand_in import StandIn

MEND = 78
CALLBACKS = "/interactions/.+/callback"
MARKS = rf"{POSTS}/(\d+)/reactions/🔇/@me"
NO_PERMISSION: dict[str, Any] = {"status": 403, "body": {"message": "Missing Permissions", "code": 50013}}
NO_CHANNEL: dict[str, Any] = {"status": 404, "body": {"message": "Unknown Channel", "code": 10003}}
NO_TOKEN: dict[str, Any] = {"status": 401, "body": {"message": "401: Unauthorized", "code": 0}}
BUILT = "when was the lighthouse built"


def _warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    assert [each for each in caplog.records if each.exc_info] == []
    return [each.getMessage() for each in caplog.records if each.levelname == "WARNING"]


@pytest.mark.parametrize("reactions", [{}, NO_PERMISSION], ids=["it may react", "it may not"])
async def test_where_it_may_not_write_a_mention_is_marked_if_it_may_be(
    discord: StandIn, running: Running, caplog: pytest.LogCaptureFixture, reactions: dict[str, Any]
):
    discord.fail("POST", POSTS, **NO_PERMISSION)
    if reactions:
        discord.fail("PUT", MARKS, **reactions)
    async with running():
        asked = await discord.mention(SHIPS)
        await discord.until(lambda: discord.got("PUT", MARKS))
        await discord.mention(BUILT)
        await discord.until(discord.shown)
    (mark,) = discord.got("PUT", MARKS)
    assert mark.path.split("/")[4] == asked
    assert _warnings(caplog) == [f"The bot may not write in channel {CHANNEL}: Missing Permissions"]
    assert ["1874" in text_of(each) for each in discord.shown()] == [True]


async def test_where_it_may_not_write_what_was_not_put_to_it_is_not_marked(
    discord: StandIn, running: Running, caplog: pytest.LogCaptureFixture
):
    discord.fail("POST", POSTS, **NO_PERMISSION)
    async with running(ask_channels=frozenset({int(CHANNEL)})):
        await discord.say(BUILT)
        await discord.until(lambda: "may not write" in caplog.text)
        await ask(discord, SHIPS)
    assert discord.got("PUT", MARKS) == []


async def test_a_command_whose_answer_is_not_allowed_there_is_told_so_to_the_asker_alone(
    discord: StandIn, running: Running, caplog: pytest.LogCaptureFixture
):
    discord.fail("POST", CALLBACKS, **NO_PERMISSION)
    async with running():
        path = await discord.ask(SHIPS)
        _, told = await discord.until(
            lambda: len(discord.got("POST", path)) == 2 and discord.got("POST", path)
        )
    assert told.body["data"]["content"].startswith("I am not allowed to do that here")
    assert told.body["data"]["flags"] & 1 << 6
    assert _warnings(caplog) == ["Discord refuses: Missing Permissions"]


async def test_a_channel_that_is_deleted_takes_no_answer_and_costs_nothing_else(
    discord: StandIn, running: Running, caplog: pytest.LogCaptureFixture
):
    caplog.set_level("INFO")
    discord.fail("POST", POSTS, **NO_CHANNEL)
    discord.fail("POST", CALLBACKS, **NO_CHANNEL, times=2)
    async with running():
        await discord.mention(SHIPS)
        await discord.ask(SHIPS)
        await discord.until(lambda: len(discord.got("POST", CALLBACKS)) == 2)
        await ask(discord, BUILT)
    assert f"Channel {CHANNEL} was gone before an answer could be sent" in caplog.text
    assert _warnings(caplog) == ["An error could not be shown: Discord answers with an error (404)"]


async def test_a_token_that_is_revoked_while_it_runs_ends_it_once_with_a_sentence(
    discord: StandIn, started: Started
):
    async with started() as footnote:
        await discord.until(lambda: discord.connected)
        await ask(discord)
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
            discord.fail(method, "/(channels|applications|users|gateway|oauth2)/.+", times=1_000, **NO_TOKEN)
        await discord.mention(BUILT)
        await footnote.says("refuses the token")
        sessions = len(discord.identifies)
        await discord.end(code=4004)
        code, out, err = await footnote.ended()
    *log, said = err.splitlines()
    assert code == MEND, err
    assert said.startswith("Discord refuses the token: copy it anew")
    warnings = [line["message"] for line in map(json.loads, log) if line["level"] != "INFO"]
    assert warnings == ["An answer could not be sent: Discord refuses the token"]
    assert "Traceback" not in err
    assert TOKEN not in out + err
    assert len(discord.identifies) == sessions
