"""A town whose bot may be curated: a pack of its own in a folder, a curator, a reader, another server."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import discord
import simcord
import simcord.interactions
import yaml

from bot.app import create_client
from bot.settings import Settings
from tests.client.town import Town, components
from tests.packs import write_pack

CHECKBOX = discord.ComponentType.checkbox.value


class Hall(Town):
    """The town, with what curating needs."""

    def __init__(self, env: simcord.Env, client: Any, folder: Path) -> None:
        super().__init__(env, client, client._questions)
        self.folder = folder
        self.curators = self.guild.create_text_channel("curators")
        keepers = self.guild.create_role("Curators", permissions=discord.Permissions(manage_guild=True))
        self.casey = self.guild.add_member(env.create_user("casey"), roles=[keepers])
        self.dana = self.guild.add_member(env.create_user("dana"), roles=[keepers])

    def text_of(self, name: str = "qa.yaml") -> str:
        """What stands in a file."""
        return (self.folder / name).read_text()

    def item(self, id: str, section: str = "entries") -> Any:
        """An item as it stands in the file; None where there is none."""
        found = yaml.safe_load(self.text_of()).get(section) or ()
        return next((each for each in found if each["id"] == id), None)

    async def form(self, who: Any, item: str, **options: str) -> Any:
        """Somebody opens the form of an item."""
        return await who.slash(self.channel, "qa edit", item=item, **options)

    async def edit(self, who: Any, item: str, **values: str) -> Any:
        """Somebody opens the form of an item and sends it with these values; the preview comes back."""
        return (await fill(who, await self.form(who, item), **values)).response

    async def say(self, who: Any, text: str) -> Any:
        """Somebody says something in the square: up to the 4,000 characters that some may."""
        message = await who.send(self.channel, "x")
        # The simulated Discord holds everybody to 2,000.
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
        """Somebody changes the Q&A file by hand, and the bot looks until it has noticed."""
        text = self.text_of()
        assert text.count(old) == 1
        (self.folder / "qa.yaml").write_text(text.replace(old, new))
        for _ in range(3):
            await self.client.curating.look()

    def lose_database(self) -> None:
        """The database is gone, and cannot be made again: a folder stands in its place."""
        database = self.client.settings.data / "footnote.db"
        for file in database.parent.glob("footnote.db*"):
            file.unlink()
        database.mkdir()

    async def restart(self, snapshot: Any = None, **changed: Any) -> None:
        """The bot goes away and comes back as a new process would; `changed` are settings."""
        await self.client.curating.close()
        await self.log.close()
        self.client = create_client(self.client.settings.model_copy(update=changed))
        self.log = self.client._questions
        await self.env.restart_bot(self.client)


@asynccontextmanager
async def open_hall(folder: Path, texts: dict[str, str] | None = None, **options: Any) -> AsyncIterator[Hall]:
    """A running hall; `options` are settings."""
    pack = write_pack(folder / "knowledge", texts)
    settings = Settings(
        knowledge=pack,
        data=folder / "data",
        **{"cooldown_questions": 1_000, "look_seconds": 3_600, **options},
    )
    client = create_client(settings)
    async with simcord.run(client, shard_count=1) as env:
        hall = Hall(env, client, pack)
        await env.settle()
        try:
            yield hall
            hall.check_nothing_pings()
        finally:
            await hall.client.curating.close()
            await hall.log.close()


def field(modal: dict[str, Any], name: str) -> str:
    """What a field of an open form holds."""
    return sent(modal)[name]


def inputs(opened: Any) -> dict[str, dict[str, Any]]:
    """The fields of an open form, as they were sent to Discord, with their labels."""
    return {
        each["component"]["custom_id"]: each["component"]
        | {"label": each["label"], "hint": each.get("description")}
        for each in opened.modal["components"]
    }


async def press(who: Any, message: Any, label: str, **values: str) -> Any:
    """Press a button that opens a form, send it with these values; the message that changed comes back."""
    await fill(who, await who.click(message, label=label), **values)
    return message


def told(result: Any) -> str:
    """What somebody was told, alone, in place of what a button or a form was to do."""
    message = result.followups[-1] if result.followups else result.response
    assert message.ephemeral
    assert components(message) == []
    return message.content


def disabled(message: Any) -> set[str]:
    """The buttons that cannot be pressed."""
    return {each["label"] for each in components(message) if each.get("disabled")}


async def fill(who: Any, opened: Any, **values: str) -> Any:
    """Send an open form: as it was prefilled, but for what is said here."""
    return await who.submit_modal(opened, {**sent(opened.modal), **values})


def sent(modal: dict[str, Any]) -> dict[str, Any]:
    """What an open form would send if nothing were changed in it."""
    inputs = (each["component"] for each in modal["components"])
    return {
        each["custom_id"]: each.get("default", False) if each["type"] == CHECKBOX else each.get("value") or ""
        for each in inputs
    }
