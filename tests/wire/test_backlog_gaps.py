"""Where what was missed begins: nothing that is heard meanwhile, and no other session, moves that."""

from pathlib import Path

import pytest

from tests.wire.conftest import Running
from tests.wire.payloads import CHANNEL, CURATORS
from tests.wire.questions import BUILT, LAMP, POSTS, SHIPS, has_read_back, missed
from tests.wire.reading import text_of
from tests.wire.stand_in import StandIn
from tests.wire.test_stalled_database import NO_LOG, STALLS, stalled

HERE = {"ask_channels": frozenset({int(CHANNEL)})}


@pytest.mark.parametrize("channel", [CHANNEL, CURATORS], ids=["there", "elsewhere"])
async def test_what_is_answered_before_the_first_reading_hides_nothing_that_was_asked_before_the_start(
    discord: StandIn, running: Running, channel: str
):
    discord.shards = 2
    missed(discord, BUILT, seconds_ago=300)
    async with running(identify_seconds=0.5, **HERE) as client:
        await discord.until(lambda: client.counts.sessions == 1)
        await discord.mention(LAMP, channel=channel)
        await discord.until(lambda: discord.shown(channel))
        # It is read once both shards are there.
        assert client.counts.sessions == 1
        await has_read_back(discord, client)
    assert "1874" in text_of(discord.shown()[-1])


async def test_a_reading_ends_no_gap_of_a_session_that_began_meanwhile(
    discord: StandIn, running: Running, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    async with running(retry_seconds=0.02, **STALLS, **HERE) as client:
        await has_read_back(discord, client)
        await discord.dispatch("MESSAGE_CREATE", discord.said[missed(discord, SHIPS, seconds_ago=400)])
        await discord.until(discord.shown)
        # A reading holds on at an answer while the next session begins.
        missed(discord, LAMP, seconds_ago=350)
        discord.fail("POST", POSTS, 503, times=10_000)
        await discord.end(op=9, data=False)
        await discord.until(lambda: client.counts.read_back == 1)
        await discord.end(op=9, data=False)
        await discord.until(lambda: client.counts.sessions == 3)
        missed(discord, BUILT, seconds_ago=300)
        async with stalled(tmp_path, discord):
            discord.forgive()
            # The reading after it is to be made again, and in between a third session begins.
            await discord.until(lambda: client.counts.readings == 2 and NO_LOG in caplog.text)
            await discord.mention(SHIPS)
            await discord.until(lambda: len(discord.shown()) == 3)
            await discord.end(op=9, data=False)
            await discord.until(lambda: client.counts.sessions == 4)
        await discord.until(lambda: client.counts.readings > 2)
    *_, late = discord.shown()
    assert "1874" in text_of(late)
