"""`/timeline list`: what a page says, and the part that was asked for."""

from dataclasses import replace

import pytest

from tests.client.timelines import hostile, listed, listing, months, shown
from tests.client.town import labels, open_town

JUNE_ON = "sec-accusation belgium-deadline bafin-refusal japan-launch"


async def test_the_list_is_oldest_first_by_year_with_dates_as_the_article_gives_them(town):
    page = await listing(town)

    assert shown(page) == (
        "### What happened when\n"
        "### 2017\n"
        "2017: Binance is founded in Shanghai\n"
        "-# ¹ Stated in the article · paragraph 2\n"
        "about 2017: Binance moves to Japan\n"
        "-# ¹ Stated in the article · paragraph 2\n"
        "2017: Binance announces its departure from China\n"
        "-# ¹ Reported by CoinTelegraph · paragraph 9\n"
        "2017 until the end of 2019: Binance keeps staff and sets up an office in China\n"
        "-# ¹ Reported by CoinTelegraph · paragraph 9\n"
        "### 2021\n"
        "2021: China declares all crypto-related transactions illegal\n"
        "-# ¹ Stated in the article · paragraph 2\n"
        "about 2021: An initial drop after the ban\n"
        "-# ¹ Stated by Chainalysis · paragraph 4\n"
        "about 2021: Binance's China business falls by 17%\n"
        "-# ¹ Stated in the article · paragraphs 6 and 2\n"
        "### 2022\n"
        "2022: Binance's China business rebounds\n"
        "-# ¹ Stated in the article · paragraph 6"
    )
    assert labels(page) == ["Earlier", "Page 1 of 2", "Later", "As a picture", "Dismiss"]
    assert not page.ephemeral


async def test_an_inferred_year_says_that_it_is_and_a_month_is_no_day(town):
    page = shown(await listing(town, **{"from": "may 2023"}))

    assert "May 2023: Chinese customers trade more than $90 billion in a month\n" in page
    assert "July 26 (2023, by the order of events): Germany's BaFin refuses Binance a licence\n" in page
    assert page.count("### 2023") == 1


@pytest.mark.parametrize(
    ("options", "read", "events"),
    [
        ({"from": "june 2023"}, "from June 2023", JUNE_ON),
        ({"from": "2023-06"}, "from June 2023", JUNE_ON),
        ({"from": "6 July 2023"}, "from 6 July 2023", "bafin-refusal japan-launch"),
        ({"from": "26/07/2023"}, "from 26 July 2023", "bafin-refusal japan-launch"),
        ({"from": "27/07/2023"}, "from 27 July 2023", "japan-launch"),
        ({"to": "2017"}, "to 2017", "founded moved-to-japan departure-announced office-kept"),
        (
            {"from": "2021", "to": "2021"},
            "in 2021",
            "crypto-declared-illegal market-drop business-drop",
        ),
        ({"from": "2018", "to": "2018"}, "in 2018", "office-kept"),
        ({"from": "may", "to": "may"}, "in May 2023", "may-2023-volume"),
        (
            {"from": "may", "to": "june"},
            "from May 2023 to June 2023",
            "may-2023-volume sec-accusation belgium-deadline",
        ),
        ({"from": "1 august", "to": "1/8/2023"}, "on 1 August 2023", "japan-launch"),
        ({"topic": "regulators"}, "Regulators", "sec-accusation belgium-deadline bafin-refusal"),
        ({"topic": "REGULATORS", "from": "july"}, "from July 2023, Regulators", "bafin-refusal"),
        ({"voice": "cointelegraph"}, "by CoinTelegraph", "departure-announced office-kept"),
        ({"voice": "CoinTelegraph", "from": "2018"}, "from 2018, by CoinTelegraph", "office-kept"),
    ],
)
async def test_a_part_is_read_back_and_holds_what_lies_in_it(town, options, read, events):
    page = await listing(town, **options)

    assert shown(page).startswith(f"### What happened when\n-# The timeline {read}\n")
    assert listed(page) == events.split()
    assert "Later" not in labels(page)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"from": "xyzzy"}, "from: I cannot read “xyzzy” as a date. Write a date such as 2021,"),
        ({"to": "31/02/2023"}, "to: I cannot read “31/02/2023” as a date."),
        ({"to": "the 26th"}, "to: "),
        ({"from": "2021", "to": "2019"}, "It starts (2021) after it ends (2019): swap the two."),
        ({"from": "july 2023", "to": "june 2023"}, "It starts (July 2023) after it ends (June 2023)"),
        ({"from": "2030"}, "The timeline from 2030: Nothing on the timeline lies there. It goes from"),
        ({"from": "2020", "to": "2020"}, "It goes from 2017 to 1 August 2023."),
        ({"topic": "users"}, "It goes from 2017 to 1 August 2023."),
        ({"topic": "nope"}, "There is no topic “nope”: there are about, volume,"),
        ({"voice": "nope"}, "There is no source “nope”: there are article, cointelegraph,"),
    ],
)
async def test_what_makes_no_sense_is_told_to_the_asker_alone(town, options, message):
    result = await town.alice.slash(town.channel, "timeline list", **options)

    assert message in town.refusal(result)
    assert town.channel.history() == []


async def test_a_month_of_several_years_is_asked_about(tmp_path):
    async with open_town(months(24), tmp_path) as town:
        result = await town.alice.slash(town.channel, "timeline list", **{"from": "may"})

        assert town.refusal(result) == "from: May of which year? The timeline has May 2000 and May 2001."


@pytest.mark.parametrize("option", ["from", "topic", "voice"])
async def test_what_was_typed_is_told_as_plain_text(town, option):
    result = await town.alice.slash(town.channel, "timeline list", **{option: "[x](https://evil.example)"})

    assert "[x](https" not in town.refusal(result)


async def test_of_very_many_sources_some_are_named_to_whoever_names_none_of_them(shipped, tmp_path):
    many = hostile(1, voices=60)
    async with open_town(replace(shipped, knowledge=many), tmp_path) as town:
        message = town.refusal(await town.alice.slash(town.channel, "timeline list", voice="nope"))

    assert message.startswith("There is no source “nope”: there are vvv")
    assert message.endswith("014 and 45 more.")
