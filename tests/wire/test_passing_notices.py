"""Notices to wait: they are gone after a while, and when the bot has left."""

import asyncio
import gc
import signal

import pytest

from tests.wire.conftest import Running, Started
from tests.wire.questions import POSTS, SHIPS
from tests.wire.reading import text_of
from tests.wire.stand_in import StandIn

MESSAGES = rf"{POSTS}/\d+"


async def _ask_too_often(discord: StandIn, questions: int = 1) -> None:
    """Ask one question more than so many, which are the most."""
    for number in range(questions + 1):
        await discord.mention(SHIPS)
        await discord.until(lambda number=number: len(discord.got("POST", POSTS)) == number + 1)


def _shown(discord: StandIn) -> list[str]:
    return ["notice" if "a lot of questions" in text_of(each) else "answer" for each in discord.shown()]


async def test_a_notice_is_removed_and_the_answer_stays(discord: StandIn, running: Running):
    async with running(cooldown_questions=1, notice_seconds=0.1):
        await _ask_too_often(discord)
        await discord.until(lambda: discord.got("DELETE", MESSAGES))
        await discord.until(lambda: _shown(discord) == ["answer"])


async def test_a_notice_that_cannot_be_removed_stays_without_a_word_in_the_log(
    discord: StandIn, running: Running, caplog: pytest.LogCaptureFixture
):
    discord.fail("DELETE", MESSAGES, 200, cut="reset", times=1_000)
    async with running(cooldown_questions=1, send_seconds=0.05):
        await _ask_too_often(discord)
        await discord.until(lambda: discord.got("DELETE", MESSAGES))
    # What nobody took of a task that failed is logged when the task is cleared away.
    gc.collect()
    await asyncio.sleep(0)
    assert [each.getMessage() for each in caplog.records if each.exc_info] == []
    assert _shown(discord) == ["answer", "notice"]


async def test_when_the_bot_is_told_to_end_its_notices_are_removed(discord: StandIn, started: Started):
    discord.fail("DELETE", MESSAGES, 503)
    async with started() as footnote:
        await discord.until(lambda: discord.connected)
        await _ask_too_often(discord, questions=5)
        assert _shown(discord)[-1] == "notice"
        footnote.process.send_signal(signal.SIGTERM)
        code, _, err = await footnote.ended(12)
    assert code == 0, err
    assert "notice" not in _shown(discord)
    assert "Traceback" not in err


async def test_a_notice_that_cannot_be_removed_does_not_keep_the_bot_and_is_no_question(
    discord: StandIn, running: Running, caplog: pytest.LogCaptureFixture
):
    discord.fail("DELETE", MESSAGES, 503, times=100_000)
    async with running(cooldown_questions=1, notice_seconds=60, farewell_seconds=0.2) as client:
        await _ask_too_often(discord)
        await asyncio.wait_for(client.close(), 10)
    assert discord.got("DELETE", MESSAGES)
    assert client.counts.lost == 0
    assert "ends before" not in caplog.text
    gc.collect()
    await asyncio.sleep(0)
    assert [each.getMessage() for each in caplog.records if each.exc_info] == []
