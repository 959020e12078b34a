"""Buttons of a preview over the wire: pressed twice, two at once, or after their message is gone."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.wire.conftest import PACK, Running
from tests.wire.payloads import CURATORS, GUILD, MANAGES, Json
from tests.wire.reading import button, text_of
from tests.wire.stand_in import StandIn

PREVIEW = r"/webhooks/.+/messages/@original"
OLD = "She counted 312 ships in one winter."
NEW = "In one winter she counted 312 ships."


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PACK, tmp_path / "pack"))


async def previewed(discord: StandIn, **typed: str) -> Json:
    """Change an answer in a form, and what else is `typed`; the preview, with its impact."""
    item = {"name": "item", "type": 3, "value": "ships"}
    edit = {"name": "edit", "type": 1, "options": [item]}
    qa = {"id": "9", "name": "qa", "type": 1, "guild_id": GUILD, "options": [edit]}
    await discord.until(lambda: discord.got("PUT", rf"/applications/.+/guilds/{GUILD}/commands"))
    path = await discord.interact(2, qa, permissions=MANAGES)
    await discord.until(lambda: discord.got("POST", path))
    form = discord.got("POST", path)[0].body["data"]
    fields = [each["component"] for each in form["components"]]
    values = {each["custom_id"]: each.get("value", "") for each in fields} | {"answer": NEW} | typed
    filled = [
        {"type": 18, "component": {"type": 4, "custom_id": id, "value": value}}
        for id, value in values.items()
    ]
    seen = len(discord.got("PATCH", PREVIEW))
    await discord.interact(5, {"custom_id": form["custom_id"], "components": filled}, permissions=MANAGES)
    await discord.until(lambda: len(discord.got("PATCH", PREVIEW)) == seen + 2)
    return list(discord.answered.values())[-1]


async def pressed(discord: StandIn, preview: Json, *actions: str) -> list[str]:
    """Press buttons of a preview at once; the paths of their callbacks, once all of them were answered."""
    buttons = {action: button(preview, f"qa:{action}") for action in actions}
    paths = [await discord.press(preview, buttons[action], permissions=MANAGES) for action in actions]
    for path in paths:
        await discord.until(lambda path=path: discord.got("POST", path))
    return paths


async def test_save_pressed_twice_at_once_saves_once_and_tells_the_second_so(
    discord: StandIn, running: Running, pack: Path
):
    async with running(knowledge=pack, curator_channel=int(CURATORS)):
        preview = await previewed(discord)
        _, second = await pressed(discord, preview, "save", "save")
        await discord.until(lambda: "### Saved as revision 2" in text_of(preview))
        said = discord.got("POST", second)[0].body["data"]["content"]
    assert said == "That is being saved at this moment."
    assert [text_of(each).split(" ")[1] for each in discord.shown(CURATORS)] == ["2**"]
    assert NEW in (pack / "qa.yaml").read_text()


@pytest.mark.parametrize("actions", [("save", "cancel"), ("cancel", "save")])
async def test_of_save_and_cancel_at_once_the_first_is_done_and_is_what_is_said(
    discord: StandIn, running: Running, pack: Path, actions: tuple[str, str]
):
    async with running(knowledge=pack):
        preview = await previewed(discord)
        await pressed(discord, preview, *actions)
        word = "### Saved" if actions[0] == "save" else "Cancelled. Nothing was changed."
        await discord.until(lambda: text_of(preview).startswith(word))
    assert ((NEW if actions[0] == "save" else OLD) in (pack / "qa.yaml").read_text()) is True


async def test_a_save_whose_message_is_gone_is_told_in_another_and_in_the_channel(
    discord: StandIn, running: Running, pack: Path
):
    async with running(knowledge=pack, curator_channel=int(CURATORS)):
        preview = await previewed(discord)
        unknown = {"message": "Unknown Message", "code": 10008}
        discord.fail("PATCH", PREVIEW, 404, body=unknown)
        await pressed(discord, preview, "save")
        await discord.until(lambda: discord.got("POST", r"/webhooks/[^/]+/[^/]+"))
        (told,) = discord.got("POST", r"/webhooks/[^/]+/[^/]+")
    assert "### Saved as revision 2" in text_of(told.body)
    assert len(discord.shown(CURATORS)) == 1


async def test_why_this_answer_does_not_wait_for_a_database_that_is_busy(
    discord: StandIn, running: Running, pack: Path, tmp_path: Path
):
    async with running(knowledge=pack, lookup_seconds=0.05, patience_seconds=60) as client:
        await discord.until(lambda: discord.got("PUT", rf"/applications/.+/guilds/{GUILD}/commands"))
        await discord.mention("how many ships did the keeper count?")
        (message,) = await discord.until(discord.shown)
        path = await discord.press(message, button(message, "source"), permissions=MANAGES)
        await discord.until(lambda: discord.got("POST", path))
        source = list(discord.answered.values())[-1]
        await client.question_log.flush()
        database = sqlite3.connect(tmp_path / "data" / "footnote.db", isolation_level=None)
        database.execute("BEGIN EXCLUSIVE")
        path = await discord.press(source, button(source, "qa-why"), permissions=MANAGES)
        await discord.until(lambda: discord.got("POST", path))
        database.close()
    said = discord.got("POST", path)[0].body["data"]["content"]
    assert said.startswith("I cannot tell what was asked there: try `/qa test`")
