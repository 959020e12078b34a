"""Replies to *Did you mean* that pick one of the offered questions in words."""

import pytest

from bot.client.buttons.card_contents import find_offer
from bot.store.database.tables import verdicts
from tests.client.town import fresh, labels, rows, text

UNSURE = "regulators"


async def reply(town, card, said, who=None):
    """What the bot says to a reply to its card; None where it says nothing."""
    await (who or town.alice).send(town.channel, said, reply_to=card)
    last = town.channel.last_message
    return last if last.author.id == town.client.user.id else None


@pytest.mark.parametrize(
    ("said", "place"), [("2", 1), ("the second one", 1), ("{bot} the first", 0), ("last please", -1)]
)
@pytest.mark.parametrize("restarted", [False, True], ids=["at once", "after a restart"])
async def test_what_is_picked_in_words_is_answered(town, said, place, restarted):
    card = await town.mention(UNSURE)
    offered = [label for label in labels(card) if label.endswith("?")]
    if restarted:
        await town.restart()
    answer = await reply(town, card, said.format(bot=town.bot))

    assert len(offered) > 1
    assert f"### {offered[place]}" in text(answer).replace("\\", "")
    assert "¹" in text(answer)
    town.check_nothing_pings()


async def test_what_the_asker_picks_says_what_was_asked(town):
    card = await town.mention(UNSURE)
    offered = find_offer(card)
    await reply(town, card, "the first")
    (verdict,) = await rows(town, verdicts)

    assert (verdict["question_id"], verdict["picked"]) == (offered.question_id, offered.entries[0])


async def test_somebody_else_may_pick_and_is_answered(town):
    card = await town.mention(UNSURE)
    answer = await reply(town, card, "the second one", town.bob)

    assert "¹" in text(answer)
    assert "Did you mean" in text(fresh(town, card))
    assert await rows(town, verdicts) == []


async def test_none_of_these_is_admitted(town):
    card = await town.mention(UNSURE)

    assert "I don't know" in text(await reply(town, card, "none of these"))


async def test_only_the_asker_says_that_it_is_none_of_these(town):
    card = await town.mention(UNSURE)

    assert await reply(town, card, "none of these", town.bob) is None
    assert await rows(town, verdicts) == []


async def test_a_number_that_is_too_high_is_told_what_there_is(town):
    card = await town.mention(UNSURE)
    offered = sum(label.endswith("?") for label in labels(card))

    assert text(await reply(town, card, "9")) == (
        f"There are {offered}: reply with a number from 1 to {offered}, or ask in your own words."
    )


@pytest.mark.parametrize("said", ["lol", "ok thanks", "2 of my friends told me so"])
async def test_what_picks_nothing_and_asks_nothing_is_left_alone(town, said):
    card = await town.mention(UNSURE)

    assert await reply(town, card, said) is None


async def test_after_an_answer_a_number_picks_nothing(town):
    card = await town.mention("Who founded Binance?")

    assert await reply(town, card, "2") is None


async def test_the_way_back_to_a_rejected_answer_is_none_of_the_offered(town):
    card = await town.mention("Who founded Binance?")
    await town.alice.click(card, label="Not what I asked")
    card = fresh(town, card)
    others = [label for label in labels(card) if label.endswith("?")]

    assert "It was right after all" in labels(card)
    assert f"### {others[-1]}" in text(await reply(town, card, "the last one")).replace("\\", "")
