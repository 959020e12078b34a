"""What a curator has begun outlives a restart, and is over after a week."""

import json
import sqlite3

import pytest

from tests.client.curating.curating_town import disabled, field, fill, inputs, open_town, read_notice
from tests.client.town import text
from tests.packs import QA

DAY = 24 * 60 * 60


async def test_a_form_that_was_opened_before_a_restart_still_saves(tmp_path):
    async with open_town(tmp_path) as town:
        form = await town.form(town.casey, "rye-share")
        await town.restart()
        preview = (await fill(town.casey, form, answer="It is 40%.")).response
        assert "+ answer: It is 40%." in text(preview)
        await town.casey.click(preview, label="Save")
        assert town.item("rye-share")["answer"] == "It is 40%."


async def test_a_form_that_was_opened_before_a_restart_is_put_on_top_of_what_changed_since(tmp_path):
    async with open_town(tmp_path) as town:
        form = await town.form(town.casey, "rye-share")
        other = await town.edit(town.dana, "rye-share", question="How much rye?")
        await town.dana.click(other, label="Save")
        await town.restart()
        preview = (await fill(town.casey, form, answer="It is 40%.")).response
        assert "**Somebody changed it meanwhile.**" in text(preview)
        await town.casey.click(preview, label="Save")
        assert town.item("rye-share")["question"] == "How much rye?"


async def test_a_preview_from_before_a_restart_is_shown_again_and_then_saved(tmp_path):
    async with open_town(tmp_path) as town:
        preview = await town.edit(town.casey, "rye-share", answer="It is 40%.")
        await town.restart()
        await town.casey.click(preview, label="Save")
        assert "nothing is saved yet" in text(preview)
        assert town.text_of() == QA
        await town.casey.click(preview, label="Save")
        assert "Saved as revision 2" in text(preview)
        assert town.item("rye-share")["answer"] == "It is 40%."


@pytest.mark.parametrize("label", ["Change", "Sources", "Topic and links", "Review and note"])
async def test_the_buttons_of_a_preview_from_before_a_restart_open_their_forms(tmp_path, label):
    async with open_town(tmp_path) as town:
        preview = await town.edit(town.casey, "rye-share", answer="It is 40%.")
        await town.restart()
        await fill(town.casey, await town.casey.click(preview, label=label))
        assert "+ answer: It is 40%." in text(preview)


async def test_what_was_saved_or_cancelled_is_not_there_after_a_restart(tmp_path):
    async with open_town(tmp_path) as town:
        preview = await town.edit(town.casey, "rye-share", answer="It is 40%.")
        change = await town.casey.click(preview, label="Change")
        await town.casey.click(preview, label="Cancel")
        await town.restart()
        assert "That edit is over" in read_notice(await fill(town.casey, change))


@pytest.mark.parametrize("restarts", [True, False])
async def test_what_was_typed_and_not_saved_is_in_the_form_that_is_opened_next(tmp_path, restarts):
    async with open_town(tmp_path) as town:
        preview = await town.edit(town.casey, "rye-share", answer="It is 40%.", why="as they wrote")
        if restarts:
            await town.restart()
        theirs = await town.casey.slash(town.channel, "qa edit", item="rye-share")
        assert field(theirs.modal, "answer") == "It is 40%."
        assert field(theirs.modal, "why") == "as they wrote"
        assert inputs(theirs)["question"]["hint"].startswith("Your own text that is not saved yet.")
        others = await town.form(town.dana, "rye-share")
        assert field(others.modal, "answer").startswith("40% of it, and")

        await town.casey.click(
            (await fill(town.casey, theirs, answer="It is 40%, they say.")).response, label="Save"
        )
        assert town.item("rye-share")["answer"] == "It is 40%, they say."
        assert "That edit is over" in read_notice(await town.casey.click(preview, label="Save"))
        assert field((await town.form(town.casey, "rye-share")).modal, "why") == ""


async def test_what_was_cancelled_is_not_in_the_form_that_is_opened_next(tmp_path):
    async with open_town(tmp_path) as town:
        preview = await town.edit(town.casey, "rye-share", answer="It is 40%.")
        await town.casey.click(preview, label="Cancel")
        assert field((await town.form(town.casey, "rye-share")).modal, "answer").startswith("40% of it, and")


async def test_drafts_that_were_out_of_reach_at_the_start_are_found_when_they_are_asked_for(tmp_path):
    async with open_town(tmp_path, patience_seconds=0.01) as town:
        form = await town.form(town.casey, "rye-share")
        preview = await town.edit(town.dana, "shop-count", answer="It had twelve shops.")
        database = sqlite3.connect(tmp_path / "data" / "footnote.db", isolation_level=None)
        database.execute("BEGIN EXCLUSIVE")
        await town.restart(home_guild=town.guild.id)
        change = await town.dana.click(preview, label="Change")
        assert read_notice(change).startswith("What you began earlier is out of reach")
        database.close()
        shown = await fill(town.casey, form, answer="It is 40%.")
        assert "+ answer: It is 40%." in text(shown.response)
        change = await town.dana.click(preview, label="Change")
        assert field(change.modal, "answer") == "It had twelve shops."


@pytest.mark.parametrize("restarts", [True, False])
@pytest.mark.parametrize(("days", "is_over"), [(6.9, False), (7.1, True)])
async def test_a_form_is_over_after_a_week(tmp_path, days, is_over, restarts):
    rarely = dict.fromkeys(("log_seconds", "forget_seconds", "look_seconds"), 30 * DAY)
    async with open_town(tmp_path, **rarely) as town:
        form = await town.form(town.casey, "rye-share")
        await town.env.advance_time(days * DAY)
        if restarts:
            await town.restart()
        sent = await fill(town.casey, form, answer="It is 40%.")
        if is_over:
            assert "older than a week. Begin it anew." in read_notice(sent)
        else:
            assert "+ answer: It is 40%." in text(sent.response)


async def test_without_a_database_a_form_works_and_saving_says_why_it_does_not(tmp_path):
    async with open_town(tmp_path) as town:
        town.lose_database()
        preview = await town.edit(town.casey, "rye-share", answer="It is 40%.")
        assert "+ answer: It is 40%." in text(preview)
        assert disabled(preview) == set()
        refused = read_notice(await town.casey.click(preview, label="Save"))
        assert "Nothing was changed: the database cannot be opened." in refused
        assert town.text_of() == QA
        (tmp_path / "data" / "footnote.db").rmdir()
        await town.casey.click(preview, label="Save")
        assert "Saved as revision" in text(preview)
        assert town.item("rye-share")["answer"] == "It is 40%."


async def test_a_draft_that_cannot_be_read_does_not_keep_the_bot_from_starting(tmp_path):
    async with open_town(tmp_path) as town:
        good, bad = await town.form(town.casey, "rye-share"), await town.form(town.casey, "shop-count")
        with sqlite3.connect(tmp_path / "data" / "footnote.db") as database:
            database.execute(
                "UPDATE drafts SET data = ? WHERE item = 'shop-count'", [json.dumps({"id": "x"})]
            )
        database.close()
        await town.restart()
        assert "That edit is over" in read_notice(await fill(town.casey, bad))
        assert "+ answer: It is 40%." in text((await fill(town.casey, good, answer="It is 40%.")).response)
