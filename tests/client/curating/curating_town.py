"""A town whose Q&A can be curated: a pack in a folder of its own, two curators, and their channel."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import discord
import simcord
import simcord.interactions
import yaml

from bot.app import create_client
from bot.client.connection.ending import Ending
from bot.settings import Settings
from tests.client.town import Town, components
from tests.packs import write_pack

CHECKBOX = discord.ComponentType.checkbox.value


class CuratingTown(Town):
    """The town, with a pack that can be changed, and the curators Casey and Dana."""

    def __init__(self, env: simcord.Env, client: Any, folder: Path) -> None:
        super().__init__(env, client, client.question_log)
        self.folder = folder
        self.curators = self.guild.create_text_channel("curators")
        keepers = self.guild.create_role("Curators", permissions=discord.Permissions(manage_guild=True))
        self.casey = self.guild.add_member(env.create_user("casey"), roles=[keepers])
        self.dana = self.guild.add_member(env.create_user("dana"), roles=[keepers])

    def text_of(self, name: str = "qa.yaml") -> str:
        """The text of a file of the pack."""
        return (self.folder / name).read_text()

    def item(self, id: str, section: str = "entries") -> Any:
        """The fields of an item in the Q&A file; None if there is no such item."""
        items = yaml.safe_load(self.text_of()).get(section) or ()
        return next((item for item in items if item["id"] == id), None)

    async def form(self, who: Any, item: str, **options: str) -> Any:
        """Somebody opens the form of an item."""
        return await who.slash(self.channel, "qa edit", item=item, **options)

    async def edit(self, who: Any, item: str, **values: str) -> Any:
        """Somebody opens the form of an item and sends it with these values. Returns the preview."""
        return (await fill(who, await self.form(who, item), **values)).response

    async def say(self, who: Any, text: str) -> Any:
        """Somebody writes in the square, up to the 4,000 characters that people with Nitro may."""
        message = await who.send(self.channel, "x")
        # The simulated Discord allows everybody only 2,000.
        self.env.backend.get_message(self.channel.id, message.id).content = text
        return message

    async def menu(self, who: Any, name: str, message: Any) -> Any:
        """Somebody uses a menu of the home server on a message."""
        original = simcord.interactions.base_payload

        # The simulated Discord leaves out that a menu is a server's own.
        def patched(*arguments: Any, data: dict[str, Any], **options: Any) -> Any:
            return original(*arguments, data={**data, "guild_id": str(self.guild.id)}, **options)

        simcord.interactions.base_payload = patched
        try:
            return await who.context_menu(self.channel, name, message)
        finally:
            simcord.interactions.base_payload = original

    async def write(self, old: str, new: str) -> None:
        """Somebody replaces a text in the Q&A file by hand, and the bot looks until it has noticed."""
        text = self.text_of()
        assert text.count(old) == 1
        (self.folder / "qa.yaml").write_text(text.replace(old, new))
        for _ in range(3):
            await self.client.curating.look()

    def lose_database(self) -> None:
        """Delete the database, and put a folder in its place so that it cannot be made again."""
        database = self.client.settings.data / "footnote.db"
        for file in database.parent.glob("footnote.db*"):
            file.unlink()
        database.mkdir()

    async def end(self) -> None:
        """Let the bot write what waits to be written, as it does when it ends."""
        await self.client.finish(Ending(10))

    async def restart(self, snapshot: Any = None, **changed: Any) -> None:
        """Stop the bot and start it again as a new process would; `changed` are settings."""
        await self.end()
        self.client = create_client(self.client.settings.model_copy(update=changed))
        self.log = self.client.question_log
        await self.env.restart_bot(self.client)


# Hours and weeks pass here in an instant, and what is done every few seconds meanwhile is done in full.
SELDOM = ("look_seconds", "database_look_seconds", "alive_seconds")


@asynccontextmanager
async def open_town(
    folder: Path, texts: dict[str, str] | None = None, **options: Any
) -> AsyncIterator[CuratingTown]:
    """Run a town; `texts` are its files by name, `options` are settings."""
    pack = write_pack(folder / "knowledge", texts)
    settings = Settings(
        knowledge=pack,
        data=folder / "data",
        **{"cooldown_questions": 1_000, **dict.fromkeys(SELDOM, 3_600), **options},
    )
    client = create_client(settings)
    async with simcord.run(client, shard_count=1) as env:
        town = CuratingTown(env, client, pack)
        await env.settle()
        try:
            yield town
            town.check_nothing_pings()
        finally:
            await town.end()


def field(modal: dict[str, Any], name: str) -> str:
    """The value of a field of an open form."""
    return sent(modal)[name]


def inputs(opened: Any) -> dict[str, dict[str, Any]]:
    """The fields of an open form by name, as they were sent to Discord, with their labels and hints."""
    return {
        label["component"]["custom_id"]: label["component"]
        | {"label": label["label"], "hint": label.get("description")}
        for label in opened.modal["components"]
    }


async def press(who: Any, message: Any, label: str, **values: str) -> Any:
    """Press a button that opens a form, and send it with these values. Returns the message that changed."""
    await fill(who, await who.click(message, label=label), **values)
    return message


def read_notice(result: Any) -> str:
    """The notice that one person alone got, instead of what a button or a form would show."""
    message = result.followups[-1] if result.followups else result.response
    assert message.ephemeral
    assert components(message) == []
    return message.content


def disabled(message: Any) -> set[str]:
    """The labels of the buttons that cannot be pressed."""
    return {button["label"] for button in components(message) if button.get("disabled")}


async def fill(who: Any, opened: Any, **values: str) -> Any:
    """Send an open form as it was prefilled, except for these values."""
    return await who.submit_modal(opened, {**sent(opened.modal), **values})


def sent(modal: dict[str, Any]) -> dict[str, Any]:
    """What an open form would send if nothing were changed in it."""
    fields = (label["component"] for label in modal["components"])
    return {
        field["custom_id"]: (
            field.get("default", False) if field["type"] == CHECKBOX else field.get("value") or ""
        )
        for field in fields
    }
