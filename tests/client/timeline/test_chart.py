"""`/timeline chart` and *As a picture*. Each picture takes a second to draw: one town serves most tests."""

import sys
from dataclasses import dataclass

import pytest
import pytest_asyncio

from tests.client.timelines import listing, shown
from tests.client.town import components, labels, open_town, user_install

JULY_ON = {"from": "july 2023"}
ALT = (
    "Timeline of “Binance's customers in China”, from July 2023."
    " July 26 (2023, by the order of events): Germany's BaFin refuses Binance a licence."
    " August 1 (2023, by the order of events): Binance launches in Japan."
)
NOT_DRAWN = "The picture could not be drawn. `/timeline list` has the same events."


@dataclass(frozen=True)
class Shown:
    """A message with a picture, as people saw it."""

    text: str
    labels: list[str]
    pictures: list[tuple[str, str | None]]
    files: list[tuple[str, str | None, bytes]]
    ephemeral: bool


async def seen(message) -> Shown:
    galleries = [component for component in components(message) if "items" in component]
    items = [item for gallery in galleries for item in gallery["items"]]
    return Shown(
        shown(message),
        labels(message),
        [(item["media"]["url"].rsplit("/")[-1], item["description"]) for item in items],
        [(file.filename, file.description, await file.read()) for file in message.attachments],
        message.ephemeral,
    )


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def drawn(shipped, tmp_path_factory):
    """Pictures of one part, by how they were asked for."""
    pictures = {}
    async with open_town(shipped, tmp_path_factory.mktemp("town")) as town:
        for name, private in (("public", False), ("private", True)):
            result = await town.alice.slash(town.channel, "timeline chart", **JULY_ON, private=private)
            pictures[name] = await seen(result.response)
        in_private = await town.alice.user.slash("timeline chart", **JULY_ON)
        pictures["a direct message"] = await seen(in_private.response)
        with user_install():
            result = await town.alice.slash(town.channel, "timeline chart", **JULY_ON)
            pictures["user install"] = await seen(result.response)
        page = await listing(town, **JULY_ON)
        count = len(town.channel.history())
        pictures["pressed"] = await seen((await town.bob.click(page, label="As a picture")).response)
        await town.restart()
        pictures["restarted"] = await seen((await town.alice.click(page, label="As a picture")).response)
        pictures["public messages more"] = len(town.channel.history()) - count
    return pictures


ASKED = ["public", "private", "a direct message", "user install", "pressed", "restarted"]


@pytest.mark.parametrize("way", ASKED)
def test_a_picture_of_the_part_is_shown_with_its_events_in_words(drawn, way):
    picture = drawn[way]

    assert picture.text == "### What happened when\n-# The timeline from July 2023"
    assert picture.pictures == [("timeline.png", ALT)]
    assert len(ALT) <= 1_024
    ((name, alt, png),) = picture.files
    assert (name, alt) == ("timeline.png", ALT)
    assert png.startswith(b"\x89PNG\r\n")


@pytest.mark.parametrize("way", ASKED)
def test_a_picture_is_seen_by_the_asker_alone_where_it_is_private_or_pressed(drawn, way):
    alone = way in ("private", "pressed", "restarted")

    assert drawn[way].ephemeral == alone
    assert drawn[way].labels == ([] if alone else ["Dismiss"])
    assert drawn["public messages more"] == 0


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"from": "xyzzy"}, "from: I cannot read “xyzzy” as a date."),
        ({"from": "2021", "to": "2019"}, "It starts (2021) after it ends (2019): swap the two."),
        ({"from": "2020", "to": "2020"}, "It goes from 2017 to 1 August 2023."),
        ({"topic": "users"}, "It goes from 2017 to 1 August 2023."),
        ({"topic": "nope"}, "There is no topic “nope”: there are about,"),
    ],
)
async def test_what_has_no_picture_is_told_to_the_asker_alone(town, options, message):
    result = await town.alice.slash(town.channel, "timeline chart", **options)

    assert message in town.refusal(result)
    assert town.channel.history() == []


@pytest.fixture
def unlucky(town):
    """A town where no picture can be drawn."""
    town.client.charts.picture_cache.command = (sys.executable, "-c", "raise SystemExit(1)")
    return town


async def test_where_it_cannot_be_drawn_whoever_pressed_is_told_alone(unlucky):
    page = await listing(unlucky, voice="cz")
    result = await unlucky.bob.click(page, label="As a picture")

    assert (result.response.content, result.response.ephemeral) == (NOT_DRAWN, True)
    assert [message.id for message in unlucky.channel.history()] == [page.id]


async def test_where_it_cannot_be_drawn_whoever_asked_in_private_is_told_alone(unlucky):
    result = await unlucky.alice.slash(unlucky.channel, "timeline chart", topic="japan", private=True)

    assert unlucky.refusal(result) == NOT_DRAWN
    assert unlucky.channel.history() == []


async def test_where_it_cannot_be_drawn_whoever_asked_in_public_is_told_alone(unlucky):
    result = await unlucky.alice.slash(unlucky.channel, "timeline chart", topic="japan")

    assert unlucky.refusal(result) == NOT_DRAWN
    assert unlucky.channel.history() == []
