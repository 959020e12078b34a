"""Wherever something was missed it is read back, and one place that fails costs no other."""

from typing import Any

import pytest

from tests.wire import payloads
from tests.wire.conftest import Running
from tests.wire.payloads import CHANNEL, CURATORS, PERSON
from tests.wire.questions import BUILT, LAMP, SHIPS, answers, ask, has_read_back
from tests.wire.reading import text_of
from tests.wire.stand_in import StandIn

PLACE, DIRECT = "8100", "8200"
HISTORIES = r"/channels/\d+/messages"
THREAD = {
    "parent_id": CHANNEL,
    "owner_id": PERSON["id"],
    "message_count": 1,
    "member_count": 1,
    "thread_metadata": {
        "archived": True,
        "auto_archive_duration": 60,
        "archive_timestamp": "2026-01-01T00:00:00+00:00",
        "locked": False,
    },
}
VOICE = {"bitrate": 64_000, "user_limit": 0}


async def whisper(discord: StandIn, question: str) -> None:
    """Let the reader write a direct message."""
    message = payloads.message(discord.next_id(), DIRECT, PERSON, content=question)
    discord.said[message["id"]] = message
    await discord.dispatch("MESSAGE_CREATE", message)


@pytest.mark.parametrize(
    "place",
    [{"type": 11} | THREAD, {"type": 12} | THREAD, {"type": 2} | VOICE, {"type": 13} | VOICE],
    ids=["an archived thread", "a private one", "beside a voice channel", "beside a stage"],
)
async def test_it_is_read_back_in(discord: StandIn, running: Running, place: dict[str, Any]):
    discord.channels[PLACE] = place
    async with running():
        await discord.mention(SHIPS, channel=PLACE)
        await discord.until(lambda: discord.shown(PLACE))
    await discord.mention(BUILT, channel=PLACE)
    async with running() as client:
        await has_read_back(discord, client)
    _, late = discord.shown(PLACE)
    assert "1874" in text_of(late)


async def test_direct_messages_that_a_new_session_missed_are_answered(discord: StandIn, running: Running):
    discord.channels[DIRECT] = {"type": 1, "recipients": [PERSON]}
    async with running() as client:
        await whisper(discord, SHIPS)
        await discord.until(lambda: discord.shown(DIRECT))
        await has_read_back(discord, client)
        await discord.end(op=9, data=False)
        await whisper(discord, BUILT)
        await has_read_back(discord, client, 2)
    _, late = discord.shown(DIRECT)
    assert "1874" in text_of(late)


@pytest.mark.parametrize("failing", [rf"/channels/{PLACE}", rf"/channels/{PLACE}/messages"])
@pytest.mark.parametrize("status", [400, 403, 404])
async def test_a_place_that_is_gone_or_closed_costs_no_other(
    discord: StandIn, running: Running, caplog: pytest.LogCaptureFixture, failing: str, status: int
):
    async with running():
        await ask(discord, SHIPS)
        await discord.mention(SHIPS, channel=PLACE)
        await discord.until(lambda: discord.shown(PLACE))
    await discord.mention(BUILT)
    discord.fail("GET", failing, status, body={"message": "no", "code": 10003}, times=100)
    async with running() as client:
        await has_read_back(discord, client)
        assert client.counts.failed_loops.total() == 0
    # A channel that was deleted is nothing to say at each start.
    assert (f"Channel {PLACE} could not be read back" in caplog.text) is (status == 400)
    _, late = discord.shown()
    assert "1874" in text_of(late)


async def test_a_forum_has_nothing_to_read_and_costs_no_other(discord: StandIn, running: Running):
    discord.channels[PLACE] = {"type": 15}
    await discord.mention(BUILT)
    async with running(ask_channels=frozenset({int(PLACE), int(CHANNEL)})) as client:
        await has_read_back(discord, client)
        assert client.counts.failed_loops.total() == 0
    (late,) = discord.shown()
    assert "1874" in text_of(late)


async def test_a_message_that_cannot_be_understood_costs_no_other_channel(
    discord: StandIn, running: Running, caplog: pytest.LogCaptureFixture
):
    await discord.mention(BUILT)
    broken = await discord.mention(LAMP, channel=CURATORS)
    del discord.said[broken]["author"]
    async with running(ask_channels=frozenset({int(CURATORS), int(CHANNEL)})) as client:
        await has_read_back(discord, client)
        assert client.counts.failed_loops == {"read back": 1}
    (late,) = discord.shown()
    assert "1874" in text_of(late)
    assert f"Channel {CURATORS} could not be read back" in caplog.text


async def test_a_channel_that_fails_for_long_holds_up_no_other(discord: StandIn, running: Running):
    async with running():
        await ask(discord, SHIPS)
    await discord.mention(BUILT)
    await discord.mention(LAMP, channel=CURATORS)
    # It comes first, and is tried again for two minutes.
    discord.fail("GET", rf"/channels/{CURATORS}/messages", 503, times=1_000_000)
    async with running(ask_channels=frozenset({int(CURATORS)})) as client:
        _, late = await answers(discord, 2)
        assert client.counts.readings == 0
        discord.forgive()
        await has_read_back(discord, client)
    assert "1874" in late
    assert "Whale" in text_of(discord.shown(CURATORS)[0])


async def test_so_many_channels_are_read_at_a_time(discord: StandIn, running: Running):
    channels = frozenset(range(8_301, 8_307))
    discord.fail("GET", HISTORIES, 503, times=1_000_000)
    async with running(ask_channels=channels, read_back_at_once=2) as client:
        await discord.until(lambda: len(discord.got("GET", HISTORIES)) >= 20)
        assert {each.path for each in discord.got("GET", HISTORIES)} == {
            "/channels/8301/messages",
            "/channels/8302/messages",
        }
        discord.forgive()
        await has_read_back(discord, client)
    assert {each.path for each in discord.got("GET", HISTORIES)} == {
        f"/channels/{each}/messages" for each in channels
    }


async def test_a_channel_that_is_given_up_is_read_later_and_keeps_no_other_waiting(
    discord: StandIn, running: Running
):
    await discord.mention(BUILT)
    await discord.mention(LAMP, channel=CURATORS)
    history = rf"/channels/{CURATORS}/messages"
    discord.fail("GET", history, 200, cut="silence", times=1_000_000)
    soon = {"request_seconds": 0.2, "send_seconds": 0.1, "retry_seconds": 0.05, "read_back_at_once": 1}
    async with running(ask_channels=frozenset({int(CURATORS), int(CHANNEL)}), **soon) as client:
        await answers(discord, 1)
        await discord.until(lambda: len(discord.got("GET", history)) > 3)
        discord.forgive()
        await has_read_back(discord, client)
    assert "Whale" in text_of(discord.shown(CURATORS)[0])
    assert len(discord.shown()) == 1
