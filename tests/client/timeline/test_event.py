"""`/timeline event`: one event, what came before and after, and what can be asked about it."""

import pytest

from tests.client.timelines import shown
from tests.client.town import labels, open_town, text
from tests.packs import QA, snapshot_of

UNCLEAR = "I cannot tell which event you mean. Pick one as you type, or see `/timeline list`."
GONE = "That event is no longer on the timeline. `/timeline list` shows what is."


async def opened(town, event, **options):
    result = await town.alice.slash(town.channel, "timeline event", event=event, **options)
    return result.response


async def test_an_event_says_what_happened_who_says_so_and_how_the_date_is_known(town):
    card = await opened(town, "sec-accusation")

    assert shown(card) == (
        "### The SEC accuses CZ and Binance\n"
        "**June (2023, by the order of events)**\n"
        "In early June the SEC accuses them of having diverted customer funds and misled investors.\n"
        "-# ¹ Alleged by the US Securities and Exchange Commission (SEC) · paragraph 10\n"
        "-# An accusation; the article does not say that it is proven.\n"
        '-# The date: The article says "early June", counts it among the events of recent months, and has'
        " figures for May 2023.\n"
        "-# Ask about this:"
    )
    assert labels(card) == [
        "What does the SEC accuse Binance and CZ of?",
        "When did the SEC make its accusations?",
        "Whom does the SEC accuse?",
        "Before: Chinese customers trade more than $90 billion in a month",
        "After: Belgium's deadline for Binance",
        "Dismiss",
    ]
    assert not card.ephemeral


async def test_what_is_stated_and_plainly_dated_needs_no_caution_and_no_note(town):
    card = shown(await opened(town, "may-2023-volume"))

    assert "**May 2023**" in card
    assert "Stated by Mission Control · paragraph 3\n-# Ask about this:" in card


async def test_every_source_and_an_approximate_span_are_said(town):
    assert "Stated in the article · paragraph 8; Announced by Binance" in shown(
        await opened(town, "march-kyc")
    )
    assert "**2017 until the end of 2019**" in shown(await opened(town, "office-kept"))


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("the ban", "China declares all crypto-related transactions illegal"),
        ("bafin refusal", "Germany's BaFin refuses Binance a licence"),
        ("An initial drop after the ban", "An initial drop after the ban"),
        ("An initial drop after the ban (about 2021)", "An initial drop after the ban"),
        ("japan-launch", "Binance launches in Japan"),
    ],
)
async def test_an_event_is_found_by_its_id_its_name_or_a_few_words(town, words, title):
    assert shown(await opened(town, words)).startswith(f"### {title}\n")


@pytest.mark.parametrize("words", ["asdf", "🎉", "my birthday", "x" * 3_000, "@everyone"])
async def test_what_names_no_event_is_told_to_the_asker_alone(town, words):
    result = await town.alice.slash(town.channel, "timeline event", event=words)

    assert town.refusal(result) == UNCLEAR
    assert town.channel.history() == []


@pytest.mark.parametrize(("event", "way"), [("founded", "After"), ("japan-launch", "Before")])
async def test_the_first_and_the_last_event_have_one_neighbour(town, event, way):
    ways = [label.split(":")[0] for label in labels(await opened(town, event)) if ": " in label]

    assert ways == [way]


async def test_on_a_public_card_the_neighbours_open_alone_and_the_card_stays(town, later):
    card = await opened(town, "founded")
    await later(town)
    for who in (town.alice, town.bob):
        after = (await who.click(card, label="After: Binance moves to Japan")).response

        assert after.ephemeral
        assert shown(after).startswith("### Binance moves to Japan\n**about 2017**\n")
        assert "Dismiss" not in labels(after)
    assert text(town.channel.last_message) == text(card)


async def test_on_a_card_seen_alone_the_neighbours_open_in_place_from_end_to_end(town, later, shipped):
    card = await opened(town, "founded", private=True)
    await later(town)
    seen = [shown(card).split("\n")[0].removeprefix("### ")]
    while onward := [label for label in labels(card) if label.startswith("After: ")]:
        turned = (await town.alice.click(card, label=onward[0])).response
        assert (turned.id, turned.ephemeral) == (card.id, True)
        card = turned
        seen.append(shown(card).split("\n")[0].removeprefix("### "))

    assert seen == [event.title for event in shipped.knowledge.events.values()]
    assert town.channel.history() == []


async def test_what_can_be_asked_about_it_is_answered_alone(town, later):
    card = await opened(town, "sec-accusation")
    await later(town)
    answer = (await town.bob.click(card, label="Whom does the SEC accuse?")).response

    assert answer.ephemeral
    assert shown(answer).startswith("### Whom does the SEC accuse?\n")
    assert text(town.channel.last_message) == text(card)


@pytest.mark.parametrize("private", [False, True])
async def test_a_neighbour_that_is_gone_is_said_to_be(town, private):
    card = await opened(town, "founded", private=private)
    await town.restart(snapshot_of())
    response = (await town.alice.click(card, label="After: Binance moves to Japan")).response

    assert shown(response) == GONE
    assert response.ephemeral


async def test_an_event_without_neighbours_and_questions_is_a_card_all_the_same(tmp_path):
    qa = QA.replace("    events: [opening]\n", "")
    async with open_town(snapshot_of({"qa.yaml": qa}), tmp_path) as town:
        card = await opened(town, "opening")
        alone = await opened(town, "opening", private=True)

    assert shown(card).startswith("### The bakery opens\n**May 31, 2017**\nIt opens its doors in Ghent.\n")
    assert labels(card) == ["Dismiss"]
    assert labels(alone) == []
