"""A connection that breaks, and a Discord that falters: every question is answered, and once."""

from typing import Any

import pytest

from tests.wire.conftest import TOKEN, Running
from tests.wire.payloads import CURATORS
from tests.wire.questions import BUILT, LAMP, POSTS, SHIPS, answers
from tests.wire.reading import text_of
from tests.wire.stand_in import StandIn


@pytest.mark.parametrize("broken", ["cut", "closed", "told to reconnect"])
async def test_a_broken_connection_resumes_and_what_was_asked_meanwhile_is_answered_once(
    discord: StandIn, running: Running, broken: str
):
    async with running():
        await discord.mention(SHIPS)
        await answers(discord, 1)
        if broken == "cut":
            discord.drop()
        elif broken == "closed":
            await discord.end(code=4000)
        else:
            await discord.end(op=7)
        await discord.mention(BUILT)
        await answers(discord, 2)
        await discord.mention(LAMP)
        given = await answers(discord, 3)
    assert [("312" in text, "1874" in text, "Whale" in text) for text in given] == [
        (True, False, False),
        (False, True, False),
        (False, False, True),
    ]
    assert len(discord.got("POST", POSTS)) == 3
    assert len(discord.identifies) == 1
    (resume,) = discord.resumes
    assert resume["token"] == TOKEN


async def test_a_server_that_is_away_for_a_while_costs_no_question(discord: StandIn, running: Running):
    async with running() as client:
        discord.go_away()
        asked = (SHIPS, BUILT, LAMP)
        for question in asked:
            await discord.mention(question)
        await discord.until(lambda: discord.refused >= 3)
        discord.come_back()
        given = await answers(discord, 3)
        assert client.counts.resumes == 1
        assert client.counts.sessions == 1
    assert [("312" in text, "1874" in text, "Whale" in text) for text in given] == [
        (True, False, False),
        (False, True, False),
        (False, False, True),
    ]
    assert len(discord.identifies) == 1


async def test_a_session_that_may_still_be_resumed_is_resumed(discord: StandIn, running: Running):
    async with running():
        discord.refuse_resumes = 2
        discord.drop()
        await discord.mention(SHIPS)
        (answer,) = await answers(discord, 1)
    assert "312" in answer
    assert len(discord.identifies) == 1
    assert len(discord.resumes) == 3


async def test_questions_are_counted_by_outcome_with_the_time_to_their_answer(
    discord: StandIn, running: Running
):
    async with running() as client:
        await discord.mention(SHIPS)
        await discord.ask(BUILT)
        await discord.mention("is it open on sunday")
        await answers(discord, 3)
        await discord.until(lambda: client.counts.replies.number == 3)
    assert client.counts.questions == {"answered": 2, "unknown": 1}
    assert 0 < client.counts.replies.seconds < 60
    assert client.counts.replies.within[600.0] == 3
    assert (client.counts.sessions, client.counts.reconnects, client.counts.lost) == (1, 0, 0)


async def test_a_loop_that_fails_goes_on_and_is_counted(
    discord: StandIn, running: Running, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    async with running(look_seconds=0.01) as client:
        loops = client.counts.failed_loops
        with monkeypatch.context() as broken:
            broken.setattr(client.curating, "look", _breaks)
            await discord.until(lambda: loops["look at the files"] >= 3)
        counted = loops["look at the files"]
        await discord.mention(SHIPS)
        await answers(discord, 1)
        assert loops["look at the files"] <= counted + 1
    said = [each for each in caplog.records if "failed to look at the files" in each.getMessage()]
    assert len(said) == 1


async def _breaks() -> None:
    raise RuntimeError("broken on purpose")


async def test_heartbeats_are_sent(discord: StandIn, running: Running):
    async with running():
        await discord.until(lambda: discord.heartbeats)


def _rate_limited() -> dict[str, Any]:
    headers = {"Via": "1.1 google", "Retry-After": "0.05", "X-RateLimit-Scope": "shared"}
    return {"body": {"message": "slow down", "retry_after": 0.05, "global": False}, "headers": headers}


async def test_a_reply_that_is_rate_limited_is_posted_once_after_the_wait(discord: StandIn, running: Running):
    discord.fail("POST", POSTS, 429, **_rate_limited(), times=2)
    async with running():
        await discord.mention(SHIPS)
        await answers(discord, 1)
        await discord.mention(BUILT)
        first, second = await answers(discord, 2)
    assert "312" in first
    assert "1874" in second
    assert len(discord.got("POST", POSTS)) == 4


async def test_a_callback_that_is_rate_limited_is_sent_again(discord: StandIn, running: Running):
    discord.fail("POST", "/interactions/.+/callback", 429, **_rate_limited())
    async with running():
        await discord.ask(SHIPS)
        (answer,) = await answers(discord, 1)
    assert "312" in answer
    assert len(discord.got("POST", "/interactions/.+/callback")) == 2


@pytest.mark.parametrize("too_late", [False, True], ids=["before it is posted", "after it is posted"])
async def test_a_reply_that_fails_at_first_is_tried_again_and_shown_once(
    discord: StandIn, running: Running, too_late: bool
):
    discord.fail("POST", POSTS, 500, too_late=too_late)
    async with running():
        asked = await discord.mention(SHIPS)
        await discord.until(lambda: len(discord.got("POST", POSTS)) == 2)
        await discord.mention(BUILT)
        first, second = await answers(discord, 2)
    assert "312" in first
    assert "1874" in second
    tries = [post.body for post in discord.got("POST", POSTS)[:2]]
    assert [str(each["nonce"]) for each in tries] == [asked, asked]


async def test_a_report_that_fails_after_it_is_posted_reaches_the_curators_once(
    discord: StandIn, running: Running
):
    discord.fail("POST", rf"/channels/{CURATORS}/messages", 500, too_late=True)
    field = {
        "type": 18,
        "id": 1,
        "component": {"type": 4, "id": 2, "custom_id": "text", "value": "It is wrong."},
    }
    async with running(curator_channel=int(CURATORS)):
        await discord.interact(5, {"custom_id": "report-form:built:1", "components": [field]})
        await discord.until(lambda: len(discord.got("POST", rf"/channels/{CURATORS}/messages")) == 2)
    (message,) = discord.shown(CURATORS)
    assert "It is wrong" in text_of(message)


async def test_a_channel_that_may_not_be_written_to_costs_no_later_answer(discord: StandIn, running: Running):
    discord.fail("POST", POSTS, 403, body={"message": "Missing Permissions", "code": 50013})
    async with running():
        await discord.mention(SHIPS)
        await discord.until(lambda: discord.got("POST", POSTS))
        await discord.mention(BUILT)
        (answer,) = await answers(discord, 1)
    assert "1874" in answer
    assert len(discord.got("POST", POSTS)) == 2


@pytest.mark.parametrize(
    "event", ["MESSAGE_CREATE", "GUILD_CREATE", "INTERACTION_CREATE", "GUILD_MEMBER_ADD"]
)
@pytest.mark.parametrize(
    "data",
    [None, [], {}, {"id": "Robin's number", "guild_id": "x"}],
    ids=["nothing", "a list", "nothing in it", "other things in it"],
)
async def test_an_event_that_cannot_be_read_is_logged_with_its_type_and_passed_over(
    discord: StandIn, running: Running, caplog: pytest.LogCaptureFixture, event: str, data: Any
):
    async with running() as client:
        await discord.dispatch(event, data)
        await discord.mention(SHIPS)
        (answer,) = await answers(discord, 1)
        assert not client.is_closed()
    assert "312" in answer
    assert len(discord.identifies) == 1
    (said,) = [record.getMessage() for record in caplog.records if "cannot be read" in record.getMessage()]
    assert said.startswith(f"An event {event} of Discord cannot be read (")
    assert "Robin" not in caplog.text
