"""What is asked while nobody listens: it is read back and answered, once."""

import asyncio
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.wire import payloads
from tests.wire.conftest import Running, Started
from tests.wire.payloads import BOT, CHANNEL
from tests.wire.questions import BUILT, LAMP, POSTS, SHIPS, answers, ask, has_read_back
from tests.wire.reading import text_of
from tests.wire.stand_in import StandIn


async def test_what_is_asked_between_two_runs_is_answered_with_a_word_on_the_delay(
    discord: StandIn, running: Running
):
    async with running():
        await ask(discord, SHIPS)
    await discord.mention(BUILT)
    await discord.say("what a lovely day")
    async with running() as client:
        _, late = await answers(discord, 2)
        await has_read_back(discord, client)
        await ask(discord, LAMP)
        assert client.counts.read_back == 1
    assert len(discord.shown()) == 3
    assert late.startswith("-# You asked <t:")
    assert "1874" in late
    (reply,) = [each for each in discord.shown() if text_of(each) == late]
    assert str(reply["message_reference"]["message_id"]) == list(discord.said)[1]


async def test_what_a_new_session_missed_is_answered(discord: StandIn, running: Running):
    async with running():
        await ask(discord, SHIPS)
        await discord.end(op=9, data=False)
        await discord.mention(BUILT)
        _, late = await answers(discord, 2)
    assert "1874" in late
    assert len(discord.identifies) == 2


async def test_a_session_that_begins_while_another_reads_back_loses_nothing(
    discord: StandIn, running: Running
):
    async with running() as client:
        await ask(discord, SHIPS)
        discord.fail("POST", POSTS, 503, times=1_000)
        await discord.end(op=9, data=False)
        await discord.mention(BUILT)
        await discord.until(lambda: client.counts.read_back)
        await discord.end(op=9, data=False)
        await discord.mention(LAMP)
        await discord.until(lambda: len(discord.identifies) == 3)
        discord.forgive()
        _, *late = await answers(discord, 3)
    assert ["1874" in text for text in late] == [True, False]
    assert ["Whale" in text for text in late] == [False, True]


async def test_of_many_messages_the_latest_are_read_back(discord: StandIn, running: Running):
    async with running():
        await ask(discord, SHIPS)
    for _ in range(250):
        await discord.say("what a lovely day")
    await discord.mention(BUILT)
    await discord.say("is it not")
    async with running(read_back_messages=150):
        _, late = await answers(discord, 2)
    assert "1874" in late


async def test_what_was_given_up_before_the_latest_answer_is_not_read_again(
    discord: StandIn, running: Running
):
    async with running():
        await ask(discord, SHIPS)
        unheard = payloads.said(discord.next_id(), CHANNEL, f"<@{BOT['id']}> {BUILT}", mentions=[BOT])
        discord.said[unheard["id"]] = unheard
        await ask(discord, LAMP)
    async with running(send_seconds=0) as client:
        await has_read_back(discord, client)
        assert len(discord.shown()) == 2
        await ask(discord, SHIPS)
    # An answer may still have been under way then.
    async with running(send_seconds=120):
        late = await answers(discord, 4)
    assert "1874" in late[-1]


async def test_a_process_that_was_killed_answers_what_it_had_heard_and_nothing_twice(
    discord: StandIn, started: Started, tmp_path: Path
):
    async with started() as footnote:
        await discord.until(lambda: discord.connected)
        await ask(discord, SHIPS)
        # The log is written every two seconds; what is answered after that is known from the channel alone.
        await discord.until(lambda: discord.shown())
        footnote.process.send_signal(signal.SIGTERM)
        await footnote.ended()
    async with started() as footnote:
        await discord.until(lambda: len(discord.identifies) == 2)
        await ask(discord, BUILT)
        discord.fail("POST", POSTS, 503, times=1_000)
        await discord.mention(LAMP)
        await discord.until(lambda: len(discord.got("POST", POSTS)) > 2)
        footnote.process.kill()
        await footnote.ended()
    discord.forgive()
    async with started() as footnote:
        given = await answers(discord, 3)
        footnote.process.send_signal(signal.SIGTERM)
        code, _, err = await footnote.ended()
    assert code == 0, err
    assert len(discord.shown()) == 3
    assert [("312" in text, "1874" in text, "Whale" in text) for text in given] == [
        (True, False, False),
        (False, True, False),
        (False, False, True),
    ]


@pytest.mark.parametrize("traceless", ["deleted", "without a reference"])
async def test_an_answer_that_the_channel_does_not_show_is_not_given_again(
    discord: StandIn, running: Running, traceless: str
):
    async with running():
        await ask(discord, SHIPS)
        (answer,) = discord.messages.values()
        if traceless == "deleted":
            discord.messages.clear()
        else:
            del answer["message_reference"]
    await discord.mention(BUILT)
    for _ in range(2):
        async with running() as client:
            await has_read_back(discord, client)
    assert len(discord.got("POST", POSTS)) == 2
    assert "1874" in text_of(discord.shown()[-1])


async def test_a_text_that_comes_empty_is_passed_over_and_counted(discord: StandIn, running: Running):
    async with running():
        await ask(discord, SHIPS)
    await discord.mention(BUILT)
    for hidden in discord.said.values():
        hidden["content"] = ""
    await discord.mention(LAMP)
    async with running() as client:
        await has_read_back(discord, client)
        # What has its answer was readable when it was heard.
        assert client.counts.unreadable == 1
    _, late = discord.shown()
    assert "Whale" in text_of(late)


async def test_a_new_question_waits_for_one_late_answer_at_most(discord: StandIn, running: Running):
    async with running():
        await ask(discord, SHIPS)
    for number in range(10):
        await discord.mention(BUILT, author=payloads.person(number))
    wait = {"message": "slower", "retry_after": 0.3, "global": False}
    discord.fail("POST", POSTS, 429, body=wait, headers={"Via": "1.1 discord"})
    async with running() as client:
        await discord.until(lambda: len(discord.got("POST", POSTS)) == 2)
        await discord.mention(LAMP)
        await has_read_back(discord, client)
        given = await answers(discord, 12)
    assert "Whale" in "".join(given[:3])


async def test_answered_messages_are_forgotten_with_the_log(
    discord: StandIn, running: Running, tmp_path: Path
):
    async with running(forget_seconds=0.05) as client:
        await ask(discord, SHIPS)
        await client.question_log.flush()
        # Not in the loop of the bot, for which it may have to wait.
        await asyncio.to_thread(_make_old, tmp_path / "data" / "footnote.db")
        with closing(sqlite3.connect(tmp_path / "data" / "footnote.db")) as database:
            left = "select count(*) from answered_messages"
            await discord.until(lambda: database.execute(left).fetchone() == (0,))


def _make_old(file: Path) -> None:
    with closing(sqlite3.connect(file)) as database:
        database.execute("update answered_messages set answered_at = '2020-01-01 00:00:00'")
        database.commit()
