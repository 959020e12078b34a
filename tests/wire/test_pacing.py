"""How long something is sent again: never longer than Discord knows a nonce, or than a start may take."""

import pytest

from tests.wire.conftest import Footnote, Running, Started
from tests.wire.questions import BUILT, POSTS, SHIPS, answers
from tests.wire.stand_in import StandIn


def _limited(seconds: float) -> dict:
    headers = {"Via": "1.1 google", "Retry-After": str(seconds)}
    return {"body": {"message": "slow down", "retry_after": seconds, "global": False}, "headers": headers}


@pytest.mark.parametrize(("status", "cut"), [(503, ""), (200, "reset")], ids=["503", "reset"])
async def test_what_may_have_arrived_is_not_posted_again_once_its_time_is_over_whatever_it_waited_for(
    discord: StandIn, running: Running, status: int, cut: str
):
    discord.fail("POST", POSTS, status, cut=cut)
    discord.fail("POST", POSTS, 429, **_limited(1.5), times=100)
    async with running(send_seconds=1) as client:
        await discord.mention(SHIPS)
        await discord.until(lambda: client.counts.lost)
        assert len(discord.got("POST", POSTS)) == 2


async def test_what_has_only_waited_for_its_turn_is_posted_however_long_that_took(
    discord: StandIn, running: Running
):
    discord.fail("POST", POSTS, 429, **_limited(0.4), times=3)
    async with running(send_seconds=0.3):
        await discord.mention(SHIPS)
        (answer,) = await answers(discord, 1)
    assert "312" in answer


async def test_what_stands_behind_others_in_a_rate_limit_is_posted_when_its_turn_comes(
    discord: StandIn, running: Running
):
    used_up = {"X-RateLimit-Limit": "1", "X-RateLimit-Remaining": "0", "X-RateLimit-Reset-After": "1"}
    discord.fail("POST", POSTS, 200, too_late=True, headers=used_up | {"X-RateLimit-Bucket": "posts"})
    async with running(send_seconds=0.3):
        await discord.mention(SHIPS)
        await discord.mention(BUILT)
        await answers(discord, 2)


async def test_a_start_has_one_time_for_all_its_requests(discord: StandIn, started: Started):
    for path in ("/users/@me", "/oauth2/applications/@me"):
        discord.fail("GET", path, 429, **_limited(2))
    discord.fail("GET", "/applications/.+/commands", 503, times=1_000)
    async with started(FOOTNOTE_START_SECONDS="3") as footnote:
        await _ends_as_an_outage(footnote)
    assert len(discord.got("GET", "/oauth2/applications/@me")) == 1
    assert discord.got("GET", "/applications/.+/commands") == []


async def test_a_start_that_has_to_wait_for_longer_than_it_may_take_ends_when_its_time_is_over(
    discord: StandIn, started: Started
):
    discord.fail("GET", "/users/@me", 429, **_limited(60))
    async with started() as footnote:
        await _ends_as_an_outage(footnote)


async def _ends_as_an_outage(footnote: Footnote) -> None:
    code, _, err = await footnote.ended()
    assert code == 75, err
    assert err.splitlines()[-1].endswith("makes the bot wait for too long: start again later.")
    assert "Traceback" not in err
