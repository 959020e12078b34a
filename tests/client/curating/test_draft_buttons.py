"""What is not there to be pressed, what is shown before it is all known, what waits for nothing."""

import asyncio
import sqlite3

import pytest

from tests.client.curating.hall import fill, open_hall
from tests.client.curating.scene import Scene
from tests.client.town import text
from tests.packs import QA


async def test_a_greyed_out_save_that_is_pressed_anyway_saves_nothing(tmp_path):
    async with open_hall(tmp_path) as hall:
        preview = await hall.edit(hall.casey, "rye-share", answer="It is 41%.")
        scene = Scene(hall, hall.casey, hall.channel)
        came = await scene.press_disabled(preview, "Save")
        assert "does not stand in the paragraph it cites" in came.replace("\\", "")
        assert hall.text_of() == QA


async def test_a_preview_is_shown_before_its_impact_is_known(tmp_path):
    async with open_hall(tmp_path) as hall:
        await hall.edit(hall.casey, "rye-share", answer="It is 40%.")
        shown = [str(each.json) for each in hall.env.http_requests if each.method == "PATCH"]
        assert ["+ answer: It is 40%." in each for each in shown] == [True, True]
        assert ["gets another answer" in each for each in shown] == [False, True]


@pytest.mark.parametrize("command", ["qa edit", "qa add"])
async def test_a_form_opens_without_waiting_for_the_database(tmp_path, command):
    options = {"item": "rye-share"} if command == "qa edit" else {}
    async with open_hall(tmp_path, patience_seconds=5.0) as hall:
        await hall.edit(hall.dana, "rye-share", answer="It is 40%.")
        database = sqlite3.connect(tmp_path / "data" / "footnote.db", isolation_level=None)
        database.execute("BEGIN IMMEDIATE")
        before = len(hall.env.http_requests)
        opening = asyncio.create_task(hall.casey.slash(hall.channel, command, **options))
        while not any("callback" in each.path for each in hall.env.http_requests[before:]):  # noqa: ASYNC110
            await asyncio.sleep(0)
        waits = not opening.done()
        database.close()
        assert waits
        form = await opening
        assert "+ answer: 41" not in text(
            (await fill(hall.casey, form, question="How?", answer="40%.")).response
        )
