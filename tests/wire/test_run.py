"""`footnote run` as a process: it answers, ends when told to, and keeps its secrets."""

import asyncio
import json
import signal
from pathlib import Path

import pytest

from tests.wire import payloads
from tests.wire.conftest import TOKEN, Running, Started
from tests.wire.payloads import CHANNEL
from tests.wire.questions import POSTS, logged_questions
from tests.wire.reading import text_of
from tests.wire.stand_in import StandIn


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
async def test_it_answers_and_ends_cleanly_when_told_to_with_every_question_on_disk(
    discord: StandIn, started: Started, tmp_path: Path, told: signal.Signals
):
    async with started() as footnote:
        await discord.until(lambda: discord.connected)
        await discord.mention("how many ships did the keeper count?")
        await discord.mention("is it open on sunday")
        await discord.until(lambda: len(discord.shown()) == 2)
        footnote.process.send_signal(told)
        code, out, err = await footnote.ended()
    assert code == 0, err
    assert any("312 ships" in text_of(message) for message in discord.shown())
    assert sorted(logged_questions(tmp_path / "data")) == [
        ("how many ships did the keeper count?", "answered", "ships", CHANNEL),
        ("is it open on sunday", "unknown", None, CHANNEL),
    ]
    assert TOKEN not in out + err
    assert "Traceback" not in err
    assert out == ""
    assert discord.identifies[0]["token"] == TOKEN


async def test_it_publishes_its_commands(discord: StandIn, running: Running):
    async with running():
        pass
    (sync,) = discord.got("PUT", r"/applications/\d+/commands")
    assert {"ask", "topics", "sources", "about", "Ask the article"} <= {each["name"] for each in sync.body}


async def test_it_ends_cleanly_when_told_to_while_discord_makes_it_wait(discord: StandIn, started: Started):
    waiting = {"message": "slow down", "retry_after": 60, "global": False}
    discord.fail("GET", "/users/@me", 429, body=waiting, headers={"Via": "1.1 google", "Retry-After": "60"})
    async with started() as footnote:
        await discord.until(lambda: discord.got("GET", "/users/@me"))
        footnote.process.send_signal(signal.SIGTERM)
        code, _, err = await footnote.ended()
    assert code == 0, err
    assert "Traceback" not in err


async def test_questions_that_were_heard_are_answered_before_it_ends(
    discord: StandIn, started: Started, tmp_path: Path
):
    number = 300
    async with started() as footnote:
        await discord.until(lambda: discord.connected)
        for asker in range(number):
            await discord.mention("how many ships did the keeper count?", author=payloads.person(asker))
        await discord.until(discord.shown)
        footnote.process.send_signal(signal.SIGTERM)
        code, _, err = await footnote.ended()
    heard = logged_questions(tmp_path / "data")
    assert code == 0, err
    assert "Traceback" not in err
    assert "ends before" not in err
    assert len(discord.shown()) == len(heard) > 1


async def test_questions_that_could_not_be_answered_in_time_are_counted_in_one_line(
    discord: StandIn, running: Running, caplog: pytest.LogCaptureFixture
):
    discord.fail("POST", POSTS, 503, times=10_000)
    async with running(farewell_seconds=0.1):
        for asker in range(5):
            await discord.mention("how many ships did the keeper count?", author=payloads.person(asker))
        await discord.until(lambda: len(discord.got("POST", POSTS)) >= 5)
    said = [each.getMessage() for each in caplog.records if "ends before" in each.getMessage()]
    assert said == ["The bot ends before 5 questions or presses could be answered"]
    assert [each for each in caplog.records if each.exc_info] == []


async def test_what_is_asked_while_it_ends_is_not_taken(discord: StandIn, running: Running):
    discord.fail("POST", POSTS, 503, times=10)
    async with running(farewell_seconds=5) as client:
        await discord.mention("how many ships did the keeper count?")
        await discord.until(lambda: discord.got("POST", POSTS))
        leaving = asyncio.create_task(client.close())
        await discord.until(lambda: not discord.connected)
        await discord.mention("when was the lighthouse built")
        await leaving
    assert len(discord.shown()) == 1, [text_of(each) for each in discord.shown()]


@pytest.mark.parametrize("step", ["/applications/.+/commands", "/gateway/bot"])
async def test_it_ends_cleanly_when_told_to_in_the_middle_of_starting(
    discord: StandIn, started: Started, step: str
):
    async with started() as footnote:
        await discord.until(lambda: discord.got("GET", step) or discord.got("PUT", step))
        footnote.process.send_signal(signal.SIGTERM)
        code, _, err = await footnote.ended()
    assert code == 0, err
    assert "Traceback" not in err


async def test_a_run_without_trouble_warns_of_nothing_and_keeps_quiet_about_its_libraries(
    discord: StandIn, started: Started
):
    async with started() as footnote:
        await discord.until(lambda: discord.connected)
        await discord.mention("how many ships did the keeper count?")
        await discord.until(discord.shown)
        # What the check finds is logged when it is done, which may be before the answer or long after.
        await footnote.says("The pack was checked")
        footnote.process.send_signal(signal.SIGTERM)
        _, _, err = await footnote.ended()
    lines = [json.loads(line) for line in err.splitlines()]
    assert [line for line in lines if line["level"] != "INFO" or line["logger"].startswith("alembic")] == []
