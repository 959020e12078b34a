"""What is not there to be pressed, what is shown before it is all known, what waits for nothing."""

import asyncio
import sqlite3

import pytest

from tests.client.curating.actor import Actor
from tests.client.curating.curating_town import fill, open_town
from tests.client.town import text
from tests.packs import QA


async def test_a_greyed_out_save_that_is_pressed_anyway_saves_nothing(tmp_path):
    async with open_town(tmp_path) as town:
        preview = await town.edit(town.casey, "rye-share", answer="It is 41%.")
        actor = Actor(town, town.casey, town.channel)
        result = await actor.press_disabled(preview, "Save")
        assert "does not stand in the paragraph it cites" in result.replace("\\", "")
        assert town.text_of() == QA


async def test_a_preview_is_shown_before_its_impact_is_known(tmp_path):
    async with open_town(tmp_path) as town:
        await town.edit(town.casey, "rye-share", answer="It is 40%.")
        shown = [str(request.json) for request in town.env.http_requests if request.method == "PATCH"]
        assert ["+ answer: It is 40%." in body for body in shown] == [True, True]
        assert ["gets another answer" in body for body in shown] == [False, True]


@pytest.mark.parametrize("command", ["qa edit", "qa add"])
async def test_a_form_opens_without_waiting_for_the_database(tmp_path, command):
    options = {"item": "rye-share"} if command == "qa edit" else {}
    async with open_town(tmp_path, patience_seconds=5.0) as town:
        await town.edit(town.dana, "rye-share", answer="It is 40%.")
        database = sqlite3.connect(tmp_path / "data" / "footnote.db", isolation_level=None)
        database.execute("BEGIN IMMEDIATE")
        before = len(town.env.http_requests)
        opening = asyncio.create_task(town.casey.slash(town.channel, command, **options))
        while not any("callback" in request.path for request in town.env.http_requests[before:]):  # noqa: ASYNC110
            await asyncio.sleep(0)
        waits = not opening.done()
        database.close()
        assert waits
        form = await opening
        assert "+ answer: 41" not in text(
            (await fill(town.casey, form, question="How?", answer="40%.")).response
        )
