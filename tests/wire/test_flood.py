"""Somebody floods a channel, and presses whatever there is: others are answered all the same."""

import asyncio
from itertools import pairwise

from bot.limits import Limit, Limits
from tests.wire.conftest import Running
from tests.wire.payloads import BOT, CHANNEL, CURATORS, GUILD, PERSON, Json, message, person
from tests.wire.questions import POSTS
from tests.wire.reading import button, text_of
from tests.wire.stand_in import StandIn

OTHER = {**PERSON, "id": "7006", "username": "another reader"}
FLOOD = 300
# The most questions that may be answered before the event loop turns to something else.
AT_ONCE = 16
WORDS = "when was the lighthouse built? and how many ships did the keeper count? " * 20


async def mentioned(discord: StandIn, author: Json, text: str) -> None:
    """Let somebody mention the bot."""
    member = {"roles": [], "joined_at": "2026-01-01T00:00:00+00:00", "deaf": False, "mute": False, "flags": 0}
    said = message(
        discord.next_id(),
        CHANNEL,
        author,
        content=f"<@{BOT['id']}> {text}",
        mentions=[BOT],
        guild_id=GUILD,
        member=member,
    )
    await discord.dispatch("MESSAGE_CREATE", said)


async def test_a_flood_of_one_user_is_not_even_matched_and_another_is_answered(
    discord: StandIn, running: Running
):
    async with running(cooldown_questions=2, notice_seconds=60) as client:
        for number in range(FLOOD):
            await mentioned(discord, PERSON, f"{number}. {WORDS}")
            if number == FLOOD // 2:
                await mentioned(discord, OTHER, "what did the lamp burn")
        await mentioned(discord, OTHER, "how many ships did the keeper count?")
        await discord.until(lambda: len(discord.got("POST", POSTS)) >= 5)
        asked = set(await client.question_log.recent(FLOOD))
    said = [text_of(post.body) for post in discord.got("POST", POSTS)]
    assert len(said) == 5
    assert sum("a lot of questions" in text for text in said) == 1
    assert sum("Whale oil" in text for text in said) == 1
    assert "She counted 312 ships" in "\n".join(said)
    # What was refused was not looked up: it is not in the log, either.
    assert len(asked) == 4


async def test_two_who_ask_and_press_at_once_have_their_answers_and_one_who_floods_is_told(
    discord: StandIn, running: Running
):
    limits = Limits(browsing=Limit(times=5, seconds=60))
    async with running(limits=limits):
        await asyncio.gather(
            mentioned(discord, PERSON, "when was the lighthouse built?"),
            mentioned(discord, OTHER, "what did the lamp burn"),
        )
        await discord.until(lambda: len(discord.shown()) == 2)
        card = discord.shown()[0]
        paths = [await discord.press(card, button(card, "source")) for _ in range(20)]
        asked = await discord.ask("how many ships did the keeper count?")
        for path in (*paths, asked):
            await discord.until(lambda path=path: discord.got("POST", path))
    bodies = [discord.got("POST", path)[0].body for path in paths]
    assert [body["type"] for body in bodies] == [4] * 20
    refused = ["a lot at once" in (body["data"].get("content") or "") for body in bodies]
    assert refused == [False] * 5 + [True] * 15
    assert all(body["data"]["flags"] & 1 << 6 for body in bodies)
    assert "312 ships" in text_of(discord.got("POST", asked)[0].body["data"])


async def test_a_channel_that_discord_slows_down_does_not_delay_another(discord: StandIn, running: Running):
    slow = {"message": "slow down", "retry_after": 30, "global": False}
    headers = {"Via": "1.1 google", "Retry-After": "30", "X-RateLimit-Scope": "shared"}
    async with running(farewell_seconds=0.1):
        discord.fail("POST", POSTS, 429, body=slow, headers=headers, times=10_000)
        for number in range(50):
            await discord.mention(f"what did the lamp burn {number}", author=person(number))
        await discord.until(lambda: discord.got("POST", POSTS))
        await discord.mention("how many ships did the keeper count?", channel=CURATORS)
        (answer,) = await discord.until(lambda: discord.shown(CURATORS), 10)
        assert discord.shown() == []
    assert "312 ships" in text_of(answer)


async def test_a_crowd_that_asks_at_once_leaves_the_event_loop_its_turns(discord: StandIn, running: Running):
    answered_by_turn = [0]
    async with running() as client:

        async def watch() -> None:
            while True:
                await asyncio.sleep(0)
                answered_by_turn.append(client.counts.questions.total())

        crowd = [person(8_000 + number) for number in range(FLOOD)]
        watching = asyncio.create_task(watch())
        await asyncio.gather(*(mentioned(discord, each, "what did the lamp burn") for each in crowd))
        await discord.until(lambda: len(discord.got("POST", POSTS)) == FLOOD)
        watching.cancel()
    in_a_turn = [after - before for before, after in pairwise(answered_by_turn)]
    assert sum(in_a_turn) == FLOOD
    assert max(in_a_turn) <= AT_ONCE
