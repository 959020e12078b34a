"""The buttons and the select of a list of events."""

import pytest

from tests.client.timelines import listed, listing, months, shown, without_events
from tests.client.town import labels, open_town, text

CHANGED = "The timeline has changed since then: ask for it again."


async def test_a_private_list_is_seen_by_the_asker_alone_and_turned_in_place(town, later):
    page = await listing(town, private=True)
    await later(town)
    turned = (await town.alice.click(page, label="Later")).response

    assert page.ephemeral
    assert "Dismiss" not in labels(page)
    assert turned.id == page.id
    assert turned.ephemeral
    assert labels(turned) == ["Earlier", "Page 2 of 2", "Later", "As a picture"]
    assert listed(turned)[-1] == "japan-launch"


async def test_the_asker_turns_the_page_in_place_and_back(town, later):
    page = await listing(town, **{"from": "2017"})
    await later(town)
    await town.alice.click(page, label="Later")
    second = town.channel.last_message
    await town.alice.click(second, label="Earlier")

    assert shown(second).startswith("### What happened when\n-# The timeline from 2017\n### 2022\n")
    assert listed(second)[:2] == ["blog-post", "march-kyc"]
    assert "Dismiss" in labels(second)
    assert text(town.channel.last_message) == text(page)
    assert len(town.channel.history()) == 1


async def test_somebody_else_turns_the_page_alone_and_goes_on_in_place(town, later):
    page = await listing(town)
    await later(town)
    own = (await town.bob.click(page, label="Later")).response

    assert own.ephemeral
    assert listed(own)[-1] == "japan-launch"
    assert "Dismiss" not in labels(own)
    back = (await town.bob.click(own, label="Earlier")).response
    assert back.id == own.id
    assert listed(back)[0] == "founded"
    assert listed(town.channel.last_message)[0] == "founded"


async def test_the_next_page_of_what_the_article_itself_says_has_the_rest_of_it(town, later):
    page = await listing(town, voice="article")
    await later(town)
    await town.alice.click(page, label="Later")

    assert listed(town.channel.last_message) == ["japan-launch"]


async def test_a_long_list_has_buttons_to_its_ends_and_every_event_on_one_page(tmp_path):
    async with open_town(months(20), tmp_path) as town:
        page = await listing(town)
        seen = [listed(page)]
        for way in ("Later", "Later", "First", "Last", "Earlier"):
            await town.alice.click(page, label=way)
            page = town.channel.last_message
            seen.append(listed(page))

    first, second, third = ([f"loaf-{at}" for at in some] for some in (range(8), range(8, 16), range(16, 20)))
    assert seen == [first, second, third, first, third, second]
    assert labels(page)[:5] == ["First", "Earlier", "Page 2 of 3", "Later", "Last"]


async def test_where_the_list_has_become_shorter_its_last_page_is_shown(tmp_path):
    async with open_town(months(40), tmp_path) as town:
        page = await listing(town)
        await town.restart(months(10))
        await town.alice.click(page, label="Last")

        assert listed(town.channel.last_message) == ["loaf-8", "loaf-9"]
        assert "Page 2 of 2" in labels(town.channel.last_message)


async def test_whoever_picks_an_event_sees_it_alone_and_the_list_stays(town, later):
    page = await listing(town, topic="regulators")
    await later(town)
    for who in (town.alice, town.bob):
        opened = (await who.select(page, ["bafin-refusal"], custom_id="events")).response

        assert opened.ephemeral
        assert shown(opened).startswith("### Germany's BaFin refuses Binance a licence\n")
    assert text(town.channel.last_message) == text(page)


async def test_an_event_that_is_gone_is_said_to_be(tmp_path, shipped):
    async with open_town(months(10), tmp_path) as town:
        page = await listing(town)
        await town.restart(shipped)
        opened = (await town.bob.select(page, ["loaf-3"], custom_id="events")).response

        assert opened.ephemeral
        assert shown(opened) == "That event is no longer on the timeline. `/timeline list` shows what is."


@pytest.mark.parametrize("label", ["Later", "As a picture"])
@pytest.mark.parametrize("option", [{"topic": "bread"}, {"voice": "gazette"}])
async def test_buttons_for_a_topic_or_a_voice_that_is_gone_say_so_to_the_presser_alone(
    tmp_path, shipped, option, label
):
    async with open_town(months(10), tmp_path) as town:
        page = await listing(town, **option)
        await town.restart(shipped)
        for who in (town.alice, town.bob):
            response = (await who.click(page, label=label)).response

            assert (response.content, response.ephemeral) == (CHANGED, True)
        assert text(town.channel.last_message) == text(page)


@pytest.mark.parametrize("label", ["Later", "As a picture"])
async def test_buttons_of_a_list_whose_events_are_all_gone_say_so(tmp_path, label):
    async with open_town(months(10), tmp_path) as town:
        page = await listing(town)
        await town.restart(without_events())
        responses = [(await who.click(page, label=label)).response for who in (town.alice, town.bob)]

    assert [(response.content, response.ephemeral) for response in responses] == [(CHANGED, True)] * 2
