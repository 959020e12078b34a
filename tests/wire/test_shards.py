"""Several shards: each connects again by itself, and all of them at Discord's pace."""

from itertools import pairwise

from tests.wire.conftest import Running
from tests.wire.stand_in import StandIn


async def test_a_shard_that_waits_holds_up_no_other(discord: StandIn, running: Running):
    discord.shards = 2
    async with running(first_wait_seconds=60, longest_wait_seconds=60) as client:
        await discord.until(lambda: client.counts.sessions == 2)
        discord.turn_away = ["close"]
        discord.drop(0)
        await discord.until(lambda: client.counts.reconnects == 2)
        # Shard 0 tries again in half a minute at the earliest.
        discord.drop(1)
        await discord.until(lambda: client.counts.resumes == 1, 10)
    assert [resume["session_id"] for resume in discord.resumes] == ["session-2"]


async def test_a_shard_resumes_while_another_one_is_still_to_connect_for_the_first_time(
    discord: StandIn, running: Running
):
    discord.shards = 2
    async with running(identify_seconds=4) as client:
        await discord.until(lambda: client.counts.sessions == 1)
        discord.drop(0)
        await discord.until(lambda: client.counts.resumes == 1)
        assert len(discord.identifies) == 1
        await discord.until(lambda: client.counts.sessions == 2)


async def test_new_sessions_begin_one_after_the_other_however_many_shards_want_one(
    discord: StandIn, running: Running
):
    discord.shards = 2
    async with running(identify_seconds=0.6) as client:
        await discord.until(lambda: client.counts.sessions == 2)
        for shard in (0, 1):
            await discord.end(op=9, data=False, shard=shard)
        await discord.until(lambda: client.counts.sessions == 4)
    times = discord.identified_at
    between = [later - earlier for earlier, later in pairwise(times)]
    # A little less than what is set: what is sent later may arrive sooner.
    assert all(seconds > 0.5 for seconds in between), between


async def test_as_many_sessions_begin_at_once_as_discord_admits(discord: StandIn, running: Running):
    discord.shards = discord.max_concurrency = 2
    async with running(identify_seconds=60) as client:
        await discord.until(lambda: client.counts.sessions == 2, 20)


async def test_a_start_asks_once_where_the_gateway_is(discord: StandIn, running: Running):
    discord.shards = 2
    async with running() as client:
        await discord.until(lambda: client.counts.sessions == 2)
    assert len(discord.got("GET", "/gateway/bot")) == 1
