"""The bot is told to end while it reads back what was missed."""

from tests.wire.conftest import Running
from tests.wire.payloads import CHANNEL
from tests.wire.questions import BUILT, LAMP, POSTS, missed
from tests.wire.reading import text_of
from tests.wire.stand_in import StandIn

HERE = {"ask_channels": frozenset({int(CHANNEL)})}


async def test_a_reading_that_waits_for_the_rate_limit_of_everything_keeps_no_question_from_its_answer(
    discord: StandIn, running: Running
):
    limit = {"message": "slower", "retry_after": 0.5, "global": True}
    discord.fail("GET", POSTS, 429, body=limit, headers={"Via": "1.1 discord"})
    async with running(**HERE) as client:
        await discord.until(lambda: discord.got("GET", POSTS))
        await discord.mention(LAMP)
        await discord.until(lambda: client.counts.questions)
    (answer,) = discord.shown()
    assert "Whale" in text_of(answer)
    assert client.counts.lost == 0


async def test_a_late_answer_that_was_begun_is_sent_and_no_other_is_begun(discord: StandIn, running: Running):
    missed(discord, BUILT, seconds_ago=20)
    missed(discord, LAMP, seconds_ago=10)
    discord.fail("POST", POSTS, 503, headers={"Retry-After": "0.5"})
    async with running(**HERE):
        await discord.until(lambda: discord.got("POST", POSTS))
    (late,) = discord.shown()
    assert "1874" in text_of(late)
    async with running(**HERE):
        await discord.until(lambda: len(discord.shown()) == 2)
    assert "Whale" in text_of(discord.shown()[-1])
    assert len(discord.got("POST", POSTS)) == 3
