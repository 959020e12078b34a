"""Errors after "thinking…": they take its place, and are read once, whatever Discord does not take."""

from typing import Any

import pytest

from tests.wire.conftest import Running
from tests.wire.payloads import GUILD, MANAGES, Json
from tests.wire.reading import text_of
from tests.wire.stand_in import StandIn
from tests.wire.test_curating import previewed

EDITS = "/webhooks/.+/messages/@original"
FOLLOW_UPS = r"/webhooks/[^/]+/[^/]+"
EPHEMERAL, LOADING = 1 << 6, 1 << 7
NOT_DRAWN = "The picture could not be drawn."
# In this time no picture is drawn, and an answer is promised first.
NO_TIME = {"promise_seconds": 0.001, "chart_seconds": 0.05}
FAILURES = [
    pytest.param({"status": 503}, id="503"),
    pytest.param({"status": 503, "too_late": True}, id="503 after it is done"),
    pytest.param({"status": 200, "cut": "reset"}, id="reset"),
]


async def _ask_for_picture(discord: StandIn, *, private: bool) -> None:
    option = {"name": "private", "type": 5, "value": True}
    chart = {"name": "chart", "type": 1, "options": [option]}
    if not private:
        chart["options"] = []
    await discord.interact(2, {"id": "3", "name": "timeline", "type": 1, "options": [chart]})


async def _messages(discord: StandIn, condition: Any) -> list[Json]:
    """All messages of the bot, private ones too, once they meet a condition."""
    return await discord.until(lambda: condition(shown := list(discord.messages.values())) and shown)


def _says(text: str) -> Any:
    return lambda messages: any(each["content"].startswith(text) for each in messages)


@pytest.mark.parametrize("failure", FAILURES)
async def test_an_error_after_a_private_promise_takes_its_place_although_the_first_edit_fails(
    discord: StandIn, running: Running, failure: dict[str, Any]
):
    discord.fail("PATCH", EDITS, **failure)
    async with running(**NO_TIME):
        await _ask_for_picture(discord, private=True)
        await discord.until(lambda: len(discord.got("PATCH", EDITS)) == 2)
        (message,) = await _messages(discord, _says(NOT_DRAWN))
    assert message["flags"] & (EPHEMERAL | LOADING) == EPHEMERAL
    assert discord.got("POST", FOLLOW_UPS) == []


async def test_a_refusal_of_a_curators_command_takes_the_place_of_its_promise(
    discord: StandIn, running: Running
):
    discord.fail("PATCH", EDITS, 503)
    undo = {"name": "undo", "type": 1, "options": [{"name": "revision", "type": 4, "value": 9}]}
    qa = {"id": "9", "name": "qa", "type": 1, "guild_id": GUILD, "options": [undo]}
    async with running():
        await discord.until(lambda: discord.got("PUT", rf"/applications/.+/guilds/{GUILD}/commands"))
        await discord.interact(2, qa, permissions=MANAGES)
        (message,) = await _messages(discord, lambda messages: any(each["content"] for each in messages))
    assert "revision 9" in message["content"]
    assert not message["flags"] & LOADING
    assert discord.got("POST", FOLLOW_UPS) == []


async def test_an_error_after_a_public_promise_is_told_to_the_asker_alone(discord: StandIn, running: Running):
    discord.fail("PATCH", EDITS, 503)
    async with running(**NO_TIME):
        await _ask_for_picture(discord, private=False)
        (message,) = await _messages(discord, lambda them: _says(NOT_DRAWN)(them) and len(them) == 1)
    assert message["flags"] & EPHEMERAL
    assert discord.shown() == []


async def test_an_error_that_cannot_be_told_to_the_asker_alone_is_told_all_the_same(
    discord: StandIn, running: Running
):
    discord.fail("POST", FOLLOW_UPS, 503)
    async with running(**NO_TIME):
        await _ask_for_picture(discord, private=False)
        (message,) = await _messages(discord, _says(NOT_DRAWN))
    assert not message["flags"] & LOADING
    assert len(discord.got("POST", FOLLOW_UPS)) == 1


async def test_an_error_after_what_must_be_kept_follows_it(discord: StandIn, running: Running):
    # The one that says which phrasing there is none of.
    discord.fail("POST", FOLLOW_UPS, 503)
    async with running():
        preview = await previewed(discord, fewer="no such phrasing")
        await _messages(discord, _says("Discord did not take my answer just now."))
    assert "### " in text_of(preview)
    assert not preview["content"]
