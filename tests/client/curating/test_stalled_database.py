"""While the database does not answer, whatever a curator does is acknowledged, and nothing typed is lost."""

import asyncio
import sqlite3
from contextlib import closing

from tests.client.curating import people
from tests.client.curating.all_actions import ALL_ACTIONS
from tests.client.curating.curating_town import field, fill, inputs, open_town, read_notice
from tests.client.curating.stalled_database import STALLS, stalled, until_acknowledged, until_sent
from tests.client.town import text

# Short enough for a start without the database, and longer than anybody waits who pressed something.
STARTS = STALLS | {"patience_seconds": 0.02, "lookup_seconds": 0.002}


async def test_whatever_a_curator_does_is_acknowledged(tmp_path):
    async with open_town(tmp_path, repeat_seconds=0.001, **STALLS) as town:
        actor = await people.a_manager(town)
        for name, (prepare, _) in ALL_ACTIONS.items():
            action = await prepare(actor)
            with stalled(town):
                task = await until_acknowledged(town, action)
            assert "went wrong" not in await task, name


async def test_after_a_start_without_the_database_whatever_a_curator_does_is_acknowledged(tmp_path):
    async with open_town(tmp_path, repeat_seconds=0.001, **STARTS) as town:
        actor = await people.a_manager(town)
        # A form waits for its draft for minutes, which simcord does not: that is tested on the wire.
        rows = {name: row for name, row in ALL_ACTIONS.items() if not name.startswith("form")}
        actions = {name: await prepare(actor) for name, (prepare, _) in rows.items()}
        said = {}
        with stalled(town):
            await town.restart(home_guild=town.guild.id)
            for name, action in actions.items():
                said[name] = await (await until_acknowledged(town, action))
        wrong = {name: words for name, words in said.items() if "went wrong" in words or "is over" in words}
        assert wrong == {}


async def test_a_form_opens_without_what_was_not_saved_and_says_so(tmp_path):
    async with open_town(tmp_path, **STARTS) as town:
        await town.edit(town.casey, "rye-share", answer="It is 40%.")
        with stalled(town):
            await town.restart(home_guild=town.guild.id)
            form = await town.form(town.casey, "rye-share")
        assert field(form.modal, "answer").startswith("40% of it, and")
        hint = inputs(form)["question"]["hint"]
        assert hint.startswith(
            "The database does not answer: your own text that is not saved yet may be missing"
        )

        form = await town.form(town.casey, "rye-share")
        assert field(form.modal, "answer") == "It is 40%."
        assert inputs(form)["question"]["hint"].startswith("Your own text")


async def test_a_preview_is_shown_and_what_was_typed_is_written_later(tmp_path):
    async with open_town(tmp_path, retry_seconds=0, **STALLS) as town:
        form = await town.form(town.casey, "rye-share")
        with stalled(town):
            sending = await until_sent(town, fill(town.casey, form, answer="It is 40%."), "It is 40%.")
        preview = (await sending).response
        assert "+ answer: It is 40%." in text(preview)
        assert "It is 40%." in str(saved_drafts(town))
        await town.restart()
        assert field((await town.form(town.casey, "rye-share")).modal, "answer") == "It is 40%."


async def test_what_a_busy_database_did_not_take_is_tried_again_without_a_press(tmp_path):
    async with open_town(tmp_path, retry_seconds=0, **STARTS) as town:
        with stalled(town):
            await town.edit(town.casey, "rye-share", answer="It is 40%.")
        assert saved_drafts(town) == []
        await town.client.curating.look()
        async with asyncio.timeout(10):
            while not saved_drafts(town):  # noqa: ASYNC110 - another connection sees it
                await asyncio.sleep(0.001)


async def test_of_drafts_that_cannot_be_written_at_the_end_it_is_said_how_many(tmp_path, caplog):
    async with open_town(tmp_path, **STARTS) as town:
        await town.edit(town.casey, "rye-share", answer="It is 40%.")
        with stalled(town):
            await town.edit(town.casey, "rye-share", answer="It is 40% of it.")
            await town.edit(town.casey, "shop-count", answer="It had 12 shops.")
            await town.restart()
    assert "2 drafts could not be written, and are lost" in caplog.text


async def test_a_preview_from_before_a_start_says_that_its_draft_is_out_of_reach(tmp_path):
    async with open_town(tmp_path, **STARTS) as town:
        preview = await town.edit(town.casey, "rye-share", answer="It is 40%.")
        with stalled(town):
            await town.restart(home_guild=town.guild.id)
            for label in ("Change", "Save"):
                told = read_notice(await town.casey.click(preview, label=label))
                assert told.startswith(
                    "What you began earlier is out of reach: the database does not answer."
                )
        assert field((await town.casey.click(preview, label="Change")).modal, "answer") == "It is 40%."


def saved_drafts(town):
    """The rows of drafts that change the answer, as the database has them."""
    with closing(sqlite3.connect(town.client.settings.data / "footnote.db")) as database:
        return [data for (data,) in database.execute("SELECT data FROM drafts") if "It is 40%" in data]
