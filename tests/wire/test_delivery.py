"""Answers that Discord does not take at once: they arrive once, as long as they can arrive at all."""

from typing import Any

import pytest

from tests.wire.conftest import Running
from tests.wire.questions import POSTS, SHIPS
from tests.wire.reading import button, text_of
from tests.wire.stand_in import StandIn
from tests.wire.test_curating import previewed

CALLBACKS = "/interactions/.+/callback"
EDITS = "/webhooks/.+/messages/@original"
FOLLOW_UPS = r"/webhooks/[^/]+/[^/]+"
PAGE: dict[str, Any] = {"status": 200, "body": "<html>", "headers": {"Content-Type": "text/html"}}
# Everything that the library does not try again by itself.
FAILURES = [
    pytest.param({"status": 503}, id="503"),
    pytest.param({"status": 507}, id="507"),
    pytest.param({"status": 520}, id="520"),
    pytest.param({"status": 200, "cut": "reset"}, id="reset"),
    pytest.param({"status": 200, "cut": "truncated"}, id="truncated"),
    pytest.param({**PAGE, "body": ""}, id="empty"),
    pytest.param(PAGE, id="a page"),
]
WHEN = pytest.mark.parametrize("too_late", [False, True], ids=["before it is done", "after it is done"])


async def _ask_for_picture(discord: StandIn) -> None:
    chart = {"name": "chart", "type": 1, "options": []}
    await discord.interact(2, {"id": "1", "name": "timeline", "type": 1, "options": [chart]})


def _texts(discord: StandIn) -> list[str]:
    return [text_of(message) for message in discord.shown()]


@WHEN
@pytest.mark.parametrize("failure", FAILURES)
async def test_an_answer_that_discord_does_not_take_is_sent_again_and_shown_once(
    discord: StandIn, running: Running, failure: dict[str, Any], too_late: bool
):
    discord.fail("POST", POSTS, times=3, too_late=too_late, **failure)
    async with running() as client:
        asked = await discord.mention(SHIPS)
        posts = await discord.until(
            lambda: len(discord.got("POST", POSTS)) == 4 and discord.got("POST", POSTS)
        )
        await discord.until(discord.shown)
        assert client.counts.retries == 3
    (answer,) = _texts(discord)
    assert "312" in answer
    assert {str(each.body["nonce"]) for each in posts} == {asked}


async def test_an_answer_that_discord_never_takes_is_given_up_and_the_next_one_is_sent(
    discord: StandIn, running: Running, caplog: pytest.LogCaptureFixture
):
    discord.fail("POST", POSTS, 503, times=1_000)
    async with running(send_seconds=0.2) as client:
        await discord.mention(SHIPS)
        await discord.until(lambda: client.counts.lost)
        discord.forgive()
        await discord.mention("when was the lighthouse built")
        await discord.until(discord.shown)
    (answer,) = _texts(discord)
    assert "1874" in answer
    lost = [record.getMessage() for record in caplog.records if "could not be sent" in record.getMessage()]
    assert len(lost) == 1
    assert "Traceback" not in caplog.text


@WHEN
@pytest.mark.parametrize("failure", FAILURES)
async def test_a_first_response_that_discord_does_not_take_is_sent_again_and_shown_once(
    discord: StandIn, running: Running, failure: dict[str, Any], too_late: bool
):
    discord.fail("POST", CALLBACKS, times=2, too_late=too_late, **failure)
    async with running():
        await discord.ask(SHIPS)
        await discord.until(lambda: len(discord.got("POST", CALLBACKS)) == 3)
        await discord.mention("when was the lighthouse built")
        await discord.until(lambda: len(discord.shown()) == 2)
    first, _ = _texts(discord)
    assert "312" in first
    assert discord.got("POST", "/webhooks/.+") == []


async def test_a_first_response_that_comes_too_late_is_given_up(
    discord: StandIn, running: Running, caplog: pytest.LogCaptureFixture
):
    discord.fail("POST", CALLBACKS, 503, times=1_000)
    async with running(respond_seconds=0.2):
        await discord.ask(SHIPS)
        await discord.until(lambda: "could not be" in caplog.text)
    assert "Traceback" not in caplog.text


async def test_a_deferred_picture_arrives_once_discord_takes_it(discord: StandIn, running: Running):
    # One code that the library would try again by itself is among them.
    discord.fail("PATCH", EDITS, 502)
    discord.fail("PATCH", EDITS, 200, cut="reset")
    discord.fail("PATCH", EDITS, 503, too_late=True)
    async with running(promise_seconds=0.001):
        await _ask_for_picture(discord)
        await discord.until(lambda: len(discord.got("PATCH", EDITS)) == 4)
        (message,) = await discord.until(
            lambda: discord.shown() if discord.shown()[0]["components"] else None
        )
    assert button(message, "dismiss")
    assert discord.got("POST", "/webhooks/.+") == []


async def test_what_follows_a_promise_that_had_arrived_already_arrives_once(
    discord: StandIn, running: Running, caplog: pytest.LogCaptureFixture
):
    discord.fail("POST", CALLBACKS, 503, too_late=True)
    async with running(promise_seconds=0.001):
        await _ask_for_picture(discord)
        await discord.until(lambda: discord.got("PATCH", EDITS))
    assert len(discord.got("POST", CALLBACKS)) == 2
    assert len(discord.got("PATCH", EDITS)) == 1
    (message,) = discord.shown()
    assert button(message, "dismiss")
    assert discord.got("POST", "/webhooks/.+") == []
    assert [each for each in caplog.records if each.exc_info] == []


# Of a 429 it is known that nothing was done.
SLOW_DOWN: dict[str, Any] = {
    "status": 429,
    "body": {"message": "slow down", "retry_after": 0.01, "global": False},
}


@WHEN
@pytest.mark.parametrize("failure", FAILURES)
async def test_a_message_that_follows_is_not_repeated_where_it_may_have_arrived(
    discord: StandIn, running: Running, failure: dict[str, Any], too_late: bool
):
    discord.fail("POST", FOLLOW_UPS, too_late=too_late, **failure)
    async with running():
        await previewed(discord, fewer="no such phrasing")
        # The next one says that it failed.
        await discord.until(lambda: len(discord.got("POST", FOLLOW_UPS)) == 2)
    assert _followed(discord) == ["No phrasings of it, so not removed:", "Discord did not take my answer"]


async def test_a_message_that_follows_is_repeated_where_discord_limits_the_rate(
    discord: StandIn, running: Running
):
    # Without the header by which the library knows Discord's own limit, and repeats it itself.
    discord.fail("POST", FOLLOW_UPS, **SLOW_DOWN)
    async with running():
        await previewed(discord, fewer="no such phrasing")
        await discord.until(lambda: len(discord.got("POST", FOLLOW_UPS)) == 2)
    assert _followed(discord) == ["No phrasings of it, so not removed:"] * 2


def _followed(discord: StandIn) -> list[str]:
    """How what follows a response begins, in the order in which it was sent."""
    bodies = (each.body for each in discord.got("POST", FOLLOW_UPS))
    beginnings = ("No phrasings of it, so not removed:", "Discord did not take my answer")
    said = (body.get("content") or text_of(body) for body in bodies)
    return [next(each for each in beginnings if text.startswith(each)) for text in said]


@pytest.mark.parametrize(
    "failure",
    [
        pytest.param({"status": 503, "headers": {"Retry-After": "0.5"}}, id="503"),
        pytest.param(SLOW_DOWN | {"headers": {"Retry-After": "0.5"}}, id="429 of what stands before Discord"),
    ],
)
@pytest.mark.parametrize(("method", "path"), [("POST", POSTS), ("PATCH", EDITS)], ids=["post", "edit"])
async def test_discord_is_left_alone_for_as_long_as_it_says(
    discord: StandIn, running: Running, failure: dict[str, Any], method: str, path: str
):
    discord.fail(method, path, **failure)
    async with running(promise_seconds=0.001):
        await discord.mention(SHIPS)
        await _ask_for_picture(discord)
        first, second = await discord.until(
            lambda: len(discord.got(method, path)) == 2 and discord.got(method, path)
        )
    assert second.at - first.at >= 0.5


@pytest.mark.parametrize("failure", FAILURES)
async def test_a_picture_that_is_sent_again_is_whole(
    discord: StandIn, running: Running, failure: dict[str, Any]
):
    discord.fail("PATCH", EDITS, **failure)
    async with running(promise_seconds=0.001):
        await _ask_for_picture(discord)
        await discord.until(lambda: len(discord.got("PATCH", EDITS)) == 2)
    first, second = discord.got("PATCH", EDITS)
    assert first.file_sizes == second.file_sizes > (0,)
