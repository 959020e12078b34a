"""*On the timeline*: from an answer to when it happened."""

import pytest

from tests.client.timelines import listed, shown
from tests.client.town import components, labels, open_town, text
from tests.packs import changed, snapshot_of

BUTTON = "On the timeline"
SHOPS = "How many shops does the bakery have?"


def bakery(*events, dates=("2017-05-31", "2019", "2019-02")):
    """The bakery's pack, where the answer about shops links those of three events."""
    timeline = "".join(
        f"  - {{id: event-{at}, date: {date}, topic: shops, title: Shop {at}, detail: It opens.,\n"
        "     source: {voice: article, paragraph: 1, status: stated}}\n"
        for at, date in enumerate(dates)
    )
    qa = changed("qa.yaml", "events: [opening]", f"events: [{', '.join(events)}]")
    return snapshot_of(qa | {"timeline.yaml": f"events:\n{timeline}"})


def buttons(message):
    return [component["custom_id"] for component in components(message) if component.get("label") == BUTTON]


async def test_it_stands_on_answers_that_have_events_and_on_no_others(town, shipped):
    has = {}
    for entry in shipped.knowledge.entries.values():
        result = await town.alice.slash(town.channel, "ask", question=entry.question, private=True)
        assert shown(result.response).split("\n")[1] == f"### {entry.question}"
        has[entry.id] = BUTTON in labels(result.response)

    assert has == {entry.id: bool(entry.events) for entry in shipped.knowledge.entries.values()}
    assert {True, False} == set(has.values())


async def test_it_opens_the_event_to_whoever_presses_alone(town, later):
    answer = await town.mention("Who founded Binance?")
    await later(town)
    for who in (town.alice, town.bob):
        opened = (await who.click(answer, label=BUTTON)).response

        assert opened.ephemeral
        assert shown(opened).startswith("### Binance is founded in Shanghai\n**2017**\n")
    assert text(town.channel.last_message) == text(answer)


async def test_it_goes_on_in_place_to_what_came_after(town):
    answer = await town.mention("Who founded Binance?")
    opened = (await town.bob.click(answer, label=BUTTON)).response
    after = (await town.bob.click(opened, label="After: Binance moves to Japan")).response

    assert after.id == opened.id
    assert shown(after).startswith("### Binance moves to Japan\n")


@pytest.mark.parametrize("wording", ["{other} {founder}", "{founder} {other}"])
async def test_it_stands_on_that_of_two_answers_which_has_an_event(town, later, wording):
    founder, other = "Who founded Binance?", "How many people in China are registered on Binance?"
    answer = await town.mention(wording.format(founder=founder, other=other))
    await later(town)
    (button,) = buttons(answer)
    opened = (await town.bob.click(answer, custom_id=button)).response

    assert opened.ephemeral
    assert shown(opened).startswith("### Binance is founded in Shanghai\n")


async def test_each_of_two_answers_with_events_has_its_own(town):
    answer = await town.mention("Who founded Binance? When did Binance launch in Japan?")
    opened = [shown((await town.bob.click(answer, custom_id=id)).response) for id in buttons(answer)]

    assert [card.split("\n")[0] for card in opened] == [
        "### Binance is founded in Shanghai",
        "### Binance launches in Japan",
    ]


async def test_several_events_are_a_list_to_open_one_of(tmp_path, later):
    async with open_town(bakery("event-0", "event-1", "event-2"), tmp_path) as town:
        answer = await town.mention(SHOPS)
        await later(town)
        several = (await town.bob.click(answer, label=BUTTON)).response
        opened = (await town.bob.select(several, ["event-2"], custom_id="events")).response

    assert several.ephemeral
    assert shown(several) == (
        "### On the timeline\n"
        "### 2017\nMay 31, 2017: Shop 0\n-# ¹ Stated in the article · paragraph 1\n"
        "### 2019\n2019: Shop 1\n-# ¹ Stated in the article · paragraph 1\n"
        "February 2019: Shop 2\n-# ¹ Stated in the article · paragraph 1"
    )
    assert shown(opened).startswith("### Shop 2\n**February 2019**\n")


async def test_several_events_come_oldest_first_however_they_are_linked(tmp_path):
    async with open_town(bakery("event-2", "event-0", "event-1"), tmp_path) as town:
        several = (await town.bob.click(await town.mention(SHOPS), label=BUTTON)).response

    assert listed(several) == ["event-0", "event-1", "event-2"]


async def test_of_more_events_than_a_page_holds_the_others_can_be_chosen_too(tmp_path):
    ids = [f"event-{at}" for at in range(12)]
    pack = bakery(*ids, dates=[f"{2001 + at}" for at in range(12)])
    async with open_town(pack, tmp_path) as town:
        several = (await town.bob.click(await town.mention(SHOPS), label=BUTTON)).response
        opened = (await town.bob.select(several, ["event-11"], custom_id="events")).response

    assert listed(several) == ids
    assert shown(several).endswith("-# … and 4 more to choose from:")
    assert shown(opened).startswith("### Shop 11\n**2012**\n")


@pytest.mark.parametrize(
    ("then", "message"),
    [
        ("shipped", "That question is no longer in the Q&A. `/topics` shows what is."),
        ("unlinked", "That event is no longer on the timeline. `/timeline list` shows what is."),
    ],
)
async def test_where_the_entry_or_its_events_are_gone_it_says_so(tmp_path, shipped, then, message):
    async with open_town(bakery("event-0"), tmp_path) as town:
        answer = await town.mention(SHOPS)
        await town.restart(shipped if then == "shipped" else bakery())
        opened = (await town.bob.click(answer, label=BUTTON)).response

    assert opened.ephemeral
    assert shown(opened) == message
