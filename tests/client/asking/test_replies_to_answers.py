"""Replies to the bot's own cards, read in the light of what the card shows."""

import pytest

from tests.client.town import components, labels, text

USERS = "How many people in China are registered on Binance?"


async def reply(town, card, said, who=None):
    await (who or town.bob).send(town.channel, said, reply_to=card)
    return town.channel.last_message


@pytest.mark.parametrize("said", ["source?", "who says so?", "Sauce", "{bot} source please"])
@pytest.mark.parametrize("restarted", [False, True], ids=["at once", "after a restart"])
async def test_asked_for_the_source_it_shows_who_says_it_and_the_paragraph(town, said, restarted):
    card = await town.mention(USERS)
    if restarted:
        await town.restart()
    answer = await reply(town, card, said.format(bot=town.bot))

    assert "### Where this comes from" in text(answer)
    assert "Stated in the article, paragraph 3" in text(answer)
    assert "5.6 million" in text(answer)
    assert answer.reference.message_id != card.id
    town.check_nothing_pings()


@pytest.mark.parametrize(
    ("first", "follow_up", "answer"),
    [
        (USERS, "and how many of them are active?", "900,000"),
        ("Who founded Binance?", "when was that?", "2017"),
        ("Who founded Binance?", "where?", "Shanghai"),
        ("What does the SEC accuse Binance and CZ of?", "when was that?", "June"),
    ],
)
async def test_a_question_that_leans_on_the_card_is_answered(town, first, follow_up, answer):
    card = await town.mention(first)

    assert answer in text(await reply(town, card, follow_up))


async def test_a_reply_to_the_answer_of_a_reply_goes_on_from_there(town):
    card = await town.mention("Who founded Binance?")
    second = await reply(town, card, "when was that?")

    assert "paragraph 2" in text(await reply(town, second, "source?"))
    assert "When was Binance founded?" in text(town.channel.last_message)


async def test_a_reply_to_what_was_picked_is_about_what_was_picked(town):
    card = await town.mention("how much money did they make")
    picked = labels(card)[0]
    await town.alice.click(card, label=picked)

    assert picked in text(await reply(town, card, "source?"))


async def test_where_no_entry_was_shown_a_reply_is_a_question_like_any_other(town):
    card = await town.mention("hello")

    assert "### Where this comes from" not in text(await reply(town, card, "source?"))


async def test_a_source_asked_for_is_noted_in_the_log_under_its_entry(town):
    card = await town.mention(USERS)
    answer = await reply(town, card, "source?")
    report = next(
        id for component in components(answer) if (id := component.get("custom_id", "")).startswith("report:")
    )
    row = await town.log.find(int(report.rsplit(":")[-1]), 5.0)

    assert (row.text, row.item) == ("source?", "registered-users")


async def test_a_reply_to_two_answers_asks_for_both_sources(town):
    card = await town.mention("who founded binance, and how many users are registered in china?")
    answer = text(await reply(town, card, "source?"))

    assert "**Who founded Binance?**" in answer
    assert "**How many people in China are registered on Binance?**" in answer
    assert "Paragraph 2" in answer
    assert "Paragraph 3" in answer
