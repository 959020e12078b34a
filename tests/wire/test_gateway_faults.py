"""A gateway that answers wrongly or not at all: the bot goes on once it is right, and ends when told to."""

import asyncio
import gc
import signal
from threading import enumerate as enumerate_threads

import pytest

from tests.wire.conftest import Running, Started
from tests.wire.questions import POSTS, SHIPS, ask
from tests.wire.stand_in import StandIn

GARBAGE = ["not json", "[]", '{"op": 10, "d": null}', '{"op": 0, "t": "RESUMED", "s": null, "d": null}']


@pytest.mark.parametrize("frame", GARBAGE)
async def test_what_cannot_be_read_of_the_gateway_does_not_end_the_bot(
    discord: StandIn, running: Running, frame: str
):
    async with running(repeat_seconds=0.001) as client:
        await ask(discord)
        await discord.send_raw(frame)
        await discord.mention(SHIPS)
        await ask(discord)
        assert not client.is_closed()
    assert len(discord.shown()) == 3
    # No heartbeat of the connection that was left goes on.
    await discord.until(lambda: not [each for each in enumerate_threads() if "keep-alive" in each.name])


@pytest.mark.parametrize("greeting", ["close", "reconnect", "invalid session", "garbage"])
async def test_a_start_goes_on_though_the_gateway_turns_it_away_at_first(
    discord: StandIn, running: Running, greeting: str
):
    discord.turn_away = [greeting] * 3
    async with running(start_seconds=20):
        await ask(discord)
    assert discord.turn_away == []


async def test_what_does_not_greet_as_the_gateway_is_left_at_once(discord: StandIn, running: Running):
    discord.turn_away = ["garbage"] * 5
    # What is not closed would be, once it is collected.
    gc.disable()
    try:
        async with running(start_seconds=20):
            await ask(discord)
            await discord.until(lambda: discord.connections == 1, 5)
    finally:
        gc.enable()


@pytest.mark.parametrize(
    ("greeting", "said"),
    [("close", "Discord ended the connection: start again later."), ("garbage", "is not Discord")],
)
async def test_a_start_ends_with_a_sentence_where_the_gateway_turns_it_away_for_good(
    discord: StandIn, started: Started, greeting: str, said: str
):
    discord.turn_away = [greeting] * 1_000
    async with started() as footnote:
        code, _, err = await footnote.ended()
    assert code == 75, err
    assert said in err.splitlines()[-1]
    assert "Traceback" not in err


async def test_a_gateway_that_begins_no_session_is_tried_again(discord: StandIn, running: Running):
    discord.mute = 1
    async with running(connect_seconds=0.3):
        await discord.until(lambda: len(discord.identifies) == 2)
        await ask(discord)


async def test_a_gateway_that_does_not_resume_is_tried_again(discord: StandIn, running: Running):
    async with running(connect_seconds=0.3):
        await ask(discord)
        discord.mute = 1
        discord.drop()
        await discord.until(lambda: len(discord.resumes) == 2)
        await ask(discord)
    assert len(discord.identifies) == 1


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
async def test_it_ends_when_told_to_while_it_connects_again(
    discord: StandIn, started: Started, told: signal.Signals
):
    async with started() as footnote:
        await discord.until(lambda: discord.connected)
        await ask(discord)
        discord.turn_away = ["silence"] * 1_000
        discord.drop()
        await discord.until(lambda: len(discord.turn_away) < 1_000)
        # The library cancels, and goes on, while it waits for the first word of the gateway.
        await asyncio.sleep(0.3)
        footnote.process.send_signal(told)
        code, _, err = await footnote.ended(10)
    assert code == 0, err
    assert "Traceback" not in err


async def test_a_rate_limit_of_everything_while_it_reads_back_holds_nothing_up_for_good(
    discord: StandIn, running: Running
):
    async with running(repeat_seconds=0.001):
        await ask(discord)
        everything = {"message": "slow down", "retry_after": 0.3, "global": True}
        headers = {"Via": "1.1 google", "Retry-After": "0.3"}
        discord.fail("GET", POSTS, 429, body=everything, headers=headers)
        read = len(discord.got("GET", POSTS))
        await discord.end(op=9, data=False)
        await discord.until(lambda: len(discord.got("GET", POSTS)) > read)
        await discord.end(op=9, data=False)
        await discord.until(lambda: len(discord.identifies) == 3)
        await ask(discord)
