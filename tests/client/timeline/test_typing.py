"""What is suggested while somebody types an option of `/timeline`."""

import pytest

from bot.client.timeline import autocomplete
from bot.core.language.dates import MONTHS
from tests.client.timelines import hostile, months
from tests.client.town import open_town

SHIPPED_DATES = [
    "2017 (4 events)",
    "2018 (1 event)",
    "2019 (1 event)",
    "2021 (3 events)",
    "2022 (2 events)",
    "2023 (6 events)",
    "March 2023 (1 event)",
    "May 2023 (1 event)",
    "June 2023 (2 events)",
    "July 2023 (1 event)",
    "August 2023 (1 event)",
]


async def offered(town, option, typed, command="list"):
    return await town.alice.autocomplete(town.channel, f"timeline {command}", option, typed)


def names(choices):
    return [choice["name"] for choice in choices]


@pytest.mark.parametrize("command", ["list", "chart"])
@pytest.mark.parametrize("option", ["from", "to"])
async def test_for_nothing_every_year_and_month_with_events_is_offered(town, option, command):
    choices = await offered(town, option, "", command)

    assert names(choices) == SHIPPED_DATES
    assert [choice["value"] for choice in choices][5:7] == ["2023", "2023-03"]


@pytest.mark.parametrize(
    ("typed", "first", "value"),
    [
        ("june", "June 2023 (2 events)", "2023-06"),
        ("JUNE 2023", "June 2023 (2 events)", "2023-06"),
        ("ju", "June 2023 (2 events)", "2023-06"),
        ("2021", "2021 (3 events)", "2021"),
        ("2023-07", "July 2023 (1 event)", "2023-07"),
        ("26/07/2023", "26 July 2023", "2023-07-26"),
        ("6 july", "6 July 2023", "2023-07-06"),
        ("july 26, 2023", "26 July 2023", "2023-07-26"),
        ("december 1999", "December 1999", "1999-12"),
    ],
)
async def test_a_typed_date_is_offered_as_it_is_read(town, typed, first, value):
    choices = await offered(town, "from", typed)

    assert choices[0] == {"name": first, "value": value}
    assert len(choices) == len(set(names(choices)))


@pytest.mark.parametrize("typed", ["june", "26/07/2023", "2021", "ju"])
async def test_what_is_offered_is_read_as_what_it_says(town, typed):
    first = (await offered(town, "from", typed))[0]
    result = await town.alice.slash(town.channel, "timeline list", **{"from": first["value"]})

    read = first["name"].split(" (")[0]
    assert f"-# The timeline from {read}" in str(result.response.components)


@pytest.mark.parametrize("typed", ["xyzzy", "31/02/2023", "99999999", "now", "9" * 300])
async def test_nothing_is_offered_for_what_is_no_date(town, typed):
    assert await offered(town, "from", typed) == []


@pytest.mark.parametrize("command", ["list", "chart"])
async def test_only_topics_with_events_are_offered(town, command):
    choices = await offered(town, "topic", "", command)

    assert {"name": "Regulators", "value": "regulators"} in choices
    assert "users" not in [choice["value"] for choice in choices]
    assert names(await offered(town, "topic", "chin", command)) == [
        "China's bans",
        "China's crypto market",
        "Staff and customers in China",
    ]


async def test_those_who_say_something_on_the_timeline_are_offered(town):
    choices = await offered(town, "voice", "")

    assert names(choices)[:3] == ["the article", "CoinTelegraph", "Chainalysis"]
    assert names(await offered(town, "voice", "sec")) == ["the US Securities and Exchange Commission (SEC)"]


async def test_events_are_offered_oldest_first_each_with_its_date(town):
    choices = await offered(town, "event", "", "event")

    assert len(choices) == 15
    assert choices[0] == {"name": "Binance is founded in Shanghai (2017)", "value": "founded"}
    assert names(await offered(town, "event", "japan 2023", "event")) == [
        "Binance launches in Japan (August 1 (2023, by the order of events))"
    ]


async def test_of_500_events_25_are_offered_and_the_others_when_they_are_typed(tmp_path):
    async with open_town(months(500), tmp_path) as town:
        choices = await offered(town, "event", "", "event")
        late = await offered(town, "event", "number 499", "event")
        dates = await offered(town, "from", "")
        year = await offered(town, "from", "2041")

    assert names(choices) == [f"Loaf number {at} ({MONTHS[at % 12]} {2000 + at // 12})" for at in range(25)]
    assert names(late) == ["Loaf number 499 (August 2041)"]
    assert len(dates) == 25
    assert names(year)[:2] == ["2041 (8 events)", "January 2041 (1 event)"]


@pytest.mark.parametrize(
    "offer", [autocomplete.dates, autocomplete.topics, autocomplete.sources, autocomplete.events]
)
def test_however_long_everything_is_25_choices_of_100_characters_are_offered(offer):
    choices = offer(hostile(), "")

    assert 1 <= len(choices) <= 25
    assert all(1 <= len(text) <= 100 for choice in choices for text in (choice.name, choice.value))
    assert len({choice.value for choice in choices}) == len(choices)
