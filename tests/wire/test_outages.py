"""What goes wrong outside the bot: it goes on where it can, and says in a sentence what it is."""

import json
from typing import Any

import pytest
from discord import Intents

from tests.wire.conftest import TOKEN, Running, Started
from tests.wire.payloads import CHANNEL, GUILD
from tests.wire.questions import POSTS, SHIPS, ask
from tests.wire.reading import text_of
from tests.wire.stand_in import StandIn

MEND = 78


async def _is_at_work(discord: StandIn) -> None:
    await discord.until(lambda: discord.connected)
    await ask(discord)


@pytest.mark.parametrize(
    "path", ["/users/@me", "/oauth2/applications/@me", "/applications/.+/commands", "/gateway/bot"]
)
@pytest.mark.parametrize("failure", [{"status": 503}, {"status": 200, "cut": "reset"}], ids=["503", "reset"])
async def test_a_start_goes_on_once_discord_answers(
    discord: StandIn, running: Running, path: str, failure: dict[str, Any]
):
    for method in ("GET", "PUT"):
        discord.fail(method, path, times=3, **failure)
    async with running():
        await discord.mention(SHIPS)
        await discord.until(discord.shown)


async def test_a_start_goes_on_once_the_gateway_is_there(discord: StandIn, running: Running):
    discord.go_away()
    discord.come_back_after(3)
    async with running(start_seconds=10):
        await discord.mention(SHIPS)
        await discord.until(discord.shown)


@pytest.mark.parametrize(
    ("code", "named"), [(4004, "FOOTNOTE_TOKEN"), (4014, "FOOTNOTE_ASK_CHANNELS")], ids=["token", "intent"]
)
async def test_what_the_operator_takes_away_while_it_runs_ends_it_with_a_sentence(
    discord: StandIn, started: Started, code: int, named: str
):
    async with started() as footnote:
        await _is_at_work(discord)
        await discord.end(code=code)
        ended, out, err = await footnote.ended()
    assert ended == MEND, err
    assert named in err.splitlines()[-1]
    assert "Traceback" not in err
    assert TOKEN not in out + err


async def test_an_intent_that_is_missing_after_a_new_session_ends_it_with_a_sentence(
    discord: StandIn, started: Started
):
    async with started(FOOTNOTE_ASK_CHANNELS=CHANNEL) as footnote:
        await _is_at_work(discord)
        discord.missing_intents = Intents(message_content=True).value
        await discord.end(op=9, data=False)
        ended, _, err = await footnote.ended()
    assert ended == MEND, err
    assert "message content intent" in err.splitlines()[-1]


async def test_a_token_that_discord_refuses_for_an_answer_is_told_in_the_log(
    discord: StandIn, running: Running, caplog: pytest.LogCaptureFixture
):
    discord.fail("POST", POSTS, 401, body={"message": "401: Unauthorized", "code": 0})
    async with running() as client:
        await discord.mention(SHIPS)
        await discord.until(lambda: client.counts.lost)
        assert not client.is_closed()
    (said,) = [each.getMessage() for each in caplog.records if "token" in each.getMessage()]
    assert said.startswith("An answer could not be sent: Discord refuses the token")
    assert [each for each in caplog.records if each.exc_info] == []


async def test_a_server_that_removes_the_bot_is_told_in_the_log_and_costs_nothing_else(
    discord: StandIn, running: Running, caplog: pytest.LogCaptureFixture
):
    caplog.set_level("INFO")
    async with running() as client:
        await discord.until(client.is_ready)
        await discord.dispatch("GUILD_DELETE", {"id": GUILD})
        await discord.until(lambda: f"server {GUILD}" in caplog.text)
        assert not client.is_closed()
    assert f"The bot was removed from server {GUILD}" in caplog.text


@pytest.mark.parametrize(
    ("status", "code", "said"),
    [
        (403, 50013, f"The bot may not write in channel {CHANNEL}: Missing Permissions"),
        (404, 10003, f"Channel {CHANNEL} was gone before an answer could be sent"),
    ],
    ids=["no permission", "deleted"],
)
async def test_a_channel_that_takes_no_answer_is_told_in_the_log_in_a_sentence(
    discord: StandIn, running: Running, caplog: pytest.LogCaptureFixture, status: int, code: int, said: str
):
    caplog.set_level("INFO")
    discord.fail("POST", POSTS, status, body={"message": said.rpartition(": ")[2], "code": code})
    async with running():
        await discord.mention(SHIPS)
        await discord.mention("when was the lighthouse built")
        await discord.until(discord.shown)
    assert said in [each.getMessage() for each in caplog.records]
    assert [each for each in caplog.records if each.exc_info] == []
    assert "1874" in text_of(discord.shown()[0])


async def test_an_outage_is_told_in_one_line_when_it_begins_and_one_when_it_is_over(
    discord: StandIn, started: Started
):
    discord.fail("GET", "/users/@me", 503, times=3)
    async with started(FOOTNOTE_START_SECONDS="20") as footnote:
        await discord.until(lambda: discord.connected)
        await footnote.says("takes what is sent to it again")
        await footnote.stop()
        _, _, err = await footnote.ended()
    lines = [json.loads(line)["message"] for line in err.splitlines()]
    about = [line for line in lines if line.startswith("Discord ")]
    assert about == [
        "Discord answers with an error (503): what is sent to it is tried again",
        "Discord takes what is sent to it again",
    ]
    assert "exc_info" not in err
