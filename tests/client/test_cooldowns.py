"""Whoever does too much of one thing waits, and nobody else does; nothing else is used up by it."""

import sys
from typing import Any

import pytest
from discord import app_commands

from bot.client.buttons import answers, browsing, curating, timeline
from bot.client.buttons.control import Control
from bot.limits import Limit, Limits
from tests.client.curating.curating_town import open_town as open_curating_town
from tests.client.town import Town, components, open_town, text
from tests.packs import QA

USERS = "How many people in China are registered on Binance?"
ONCE = Limit(times=1, seconds=20)
TWICE = Limit(times=2, seconds=20)
EACH_ONCE = Limits(browsing=ONCE, pictures=ONCE, suggestions=ONCE, reports=ONCE, curating=ONCE)
# A child that has drawn as soon as it is asked.
_PNG = r"b'{\"left_out\": 0}\n\x89PNG\r\n\x1a\n'"
DRAWS_AT_ONCE = (sys.executable, "-c", f"import sys; sys.stdin.read(); sys.stdout.buffer.write({_PNG})")
# Every command of readers, with what has to be given.
COMMANDS: dict[str, dict[str, Any]] = {
    "ask": {"question": USERS},
    "topics": {},
    "sources": {},
    "about": {},
    "timeline list": {},
    "timeline event": {"event": "the ban"},
    "timeline chart": {"from": "july 2023"},
}


def refusal(result: Any) -> str:
    """What somebody alone is told in place of what they wanted; empty where they got that."""
    shown = result.response
    is_refused = shown is not None and shown.ephemeral and components(shown) == []
    return shown.content if is_refused else ""


async def test_every_command_is_counted_and_refused_to_its_user_alone(shipped, tmp_path):
    async with open_town(shipped, tmp_path, cooldown_questions=1, limits=EACH_ONCE) as town:
        town.client.charts.picture_cache.command = DRAWS_AT_ONCE
        known = {
            command.qualified_name
            for command in town.client.tree.walk_commands()
            if isinstance(command, app_commands.Command)
        }
        assert set(COMMANDS) == known
        for name, options in COMMANDS.items():
            person = town.guild.add_member(town.env.create_user(name.replace(" ", "-")))
            told = [refusal(await person.slash(town.channel, name, **options)) for _ in range(2)]

            assert told[0] == "", name
            assert " at once. " in told[1], name


async def test_the_menu_on_a_message_is_counted_as_a_question(shipped, tmp_path):
    async with open_town(shipped, tmp_path, cooldown_questions=1) as town:
        message = await town.bob.send(town.channel, USERS)
        told = [
            refusal(await town.alice.context_menu(town.channel, "Ask the article", message)) for _ in range(2)
        ]

        assert told == ["", "That is a lot of questions at once. Ask again in 20 seconds."]


@pytest.mark.parametrize("item", [*answers.ITEMS, *browsing.ITEMS, *timeline.ITEMS, *curating.ITEMS])
def test_every_button_and_select_passes_the_place_where_presses_are_counted(item):
    assert issubclass(item, Control)
    assert item.callback is Control.callback


async def test_who_presses_too_often_is_told_alone_and_the_card_stays(shipped, tmp_path):
    async with open_town(shipped, tmp_path, limits=Limits(browsing=TWICE)) as town:
        card = await town.mention(USERS)
        before = components(card)
        for _ in range(2):
            assert refusal(await town.alice.click(card, label="Source")) == ""

        result = await town.alice.click(card, label="Not what I asked")
        assert refusal(result) == "That is a lot at once. Go on in 20 seconds."
        assert components(town.channel.last_message) == before
        assert refusal(await town.bob.click(card, label="Source")) == ""

        await town.env.advance_time(21)
        assert refusal(await town.alice.click(card, label="Source")) == ""


async def test_browsing_uses_up_no_questions_and_questions_no_browsing(shipped, tmp_path):
    limits = Limits(browsing=TWICE)
    async with open_town(shipped, tmp_path, cooldown_questions=1, limits=limits) as town:
        for expected in (True, True, False):
            shown = await town.alice.slash(town.channel, "topics")
            assert (refusal(shown) == "") is expected
        asked = await town.alice.slash(town.channel, "ask", question=USERS)
        again = await town.bob.slash(town.channel, "ask", question=USERS)
        once_more = await town.bob.slash(town.channel, "ask", question=USERS)
        shown = await town.bob.slash(town.channel, "topics")

        assert "5.6 million" in text(asked.response)
        assert refusal(again) == ""
        assert refusal(once_more) != ""
        assert refusal(shown) == ""


async def test_paging_fast_through_a_timeline_is_within_the_limits(town):
    page = (await town.alice.slash(town.channel, "timeline list")).response
    for label in ("Later", "Earlier") * 20:
        assert refusal(await town.alice.click(page, label=label)) == ""


async def test_typing_too_fast_suggests_nothing_and_is_no_error(shipped, tmp_path, caplog):
    async with open_town(shipped, tmp_path, limits=Limits(suggestions=TWICE)) as town:
        typed = [await town.alice.autocomplete(town.channel, "ask", "question", "how many") for _ in range(3)]
        others = await town.bob.autocomplete(town.channel, "ask", "question", "how many")
        asked = await town.alice.slash(town.channel, "ask", question=USERS)

        assert [bool(choices) for choices in (*typed, others)] == [True, True, False, True]
        assert "5.6 million" in text(asked.response)
        assert not town.env.errors
        assert "ERROR" not in caplog.text


async def test_reports_use_up_no_questions(shipped, tmp_path):
    async with open_town(shipped, tmp_path, cooldown_questions=1, limits=Limits(reports=ONCE)) as town:
        source = await town.bob.click(await town.mention(USERS), label="Source")
        told = []
        for said in ("one", "two"):
            form = await town.bob.click(source.response, label="Report a mistake")
            told.append((await town.bob.submit_modal(form, {"text": said})).response)

        assert "Thank you" in text(told[0])
        assert told[1].content == "That is a lot of reports at once. Go on in 20 seconds."
        assert "5.6 million" in text(await town.mention(USERS, town.bob))


async def test_curators_are_not_limited_as_readers_are(tmp_path):
    limits = Limits(browsing=ONCE, curating=Limit(times=200, seconds=20))
    async with open_curating_town(tmp_path, limits=limits) as town:
        preview = await town.edit(town.casey, "rye-share", answer="It is 40%.")
        for _ in range(10):
            assert "items" in text((await town.casey.slash(town.channel, "qa list")).response)
            assert (await town.casey.click(preview, label="Change")).modal is not None


async def test_a_curator_who_is_refused_keeps_the_preview_and_the_draft(tmp_path):
    async with open_curating_town(tmp_path, limits=Limits(curating=Limit(times=2, seconds=20))) as town:
        preview = await town.edit(town.casey, "rye-share", answer="It is 40%.")
        before = text(preview)
        told = await town.casey.click(preview, label="Save")
        assert told.response.content == "That is a lot of edits at once. Go on in 20 seconds."
        assert (text(preview), town.text_of()) == (before, QA)

        await town.env.advance_time(21)
        await town.casey.click(preview, label="Save")
        assert town.item("rye-share")["answer"] == "It is 40%."


async def open_asking(town: Town) -> None:
    """Make the square an ask-channel."""
    object.__setattr__(town.client.settings, "ask_channels", frozenset({town.channel.id}))


def answered(town: Town) -> int:
    """How often the bot spoke in the square."""
    return sum(message.author.id == town.client.user.id for message in town.channel.history())


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        (Limits(unasked=TWICE), [1, 2, 2, 3]),
        (Limits(unasked_in_channel=TWICE), [1, 2, 2, 2]),
        # Whoever asks too much does not use up the channel's limit as well.
        (Limits(unasked=ONCE, unasked_in_channel=TWICE), [1, 1, 1, 2]),
    ],
)
async def test_questions_that_were_put_to_nobody_are_bounded_without_a_word(
    shipped, tmp_path, limits, expected
):
    options = {"cooldown_questions": 1, "ask_channels": frozenset({1}), "limits": limits}
    async with open_town(shipped, tmp_path, **options) as town:
        await open_asking(town)
        seen = []
        for who in (town.alice, town.alice, town.alice, town.bob):
            await who.send(town.channel, USERS)
            seen.append(answered(town))
        assert seen == expected

        # They count against nobody's own questions, and talk that asks nothing counts at all.
        assert "5.6 million" in text(await town.mention(USERS))
        await town.env.advance_time(21)
        for _ in range(5):
            await town.alice.send(town.channel, "good morning everybody")
        await town.alice.send(town.channel, USERS)
        assert answered(town) == expected[-1] + 2


async def test_pictures_have_a_limit_of_their_own(shipped, tmp_path):
    limits = Limits(pictures=ONCE, browsing=TWICE)
    async with open_town(shipped, tmp_path, limits=limits) as town:
        town.client.charts.picture_cache.command = DRAWS_AT_ONCE
        page = (await town.alice.slash(town.channel, "timeline list", **{"from": "july 2023"})).response
        drawn = await town.alice.click(page, label="As a picture")
        refused = await town.alice.click(page, label="As a picture")
        by_command = await town.alice.slash(town.channel, "timeline chart")

        assert drawn.response.attachments
        assert "a lot of pictures at once. Ask again in" in refusal(refused)
        assert "a lot of pictures at once. Ask again in" in refusal(by_command)
        assert refusal(await town.alice.slash(town.channel, "topics")) == ""
