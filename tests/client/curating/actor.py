"""Somebody who tries actions of curating in some place, although Discord may not offer them there.

simcord refuses to run what a person cannot see. But that Discord hides a command is no protection. Here each
interaction is sent as Discord would send it, so that the bot alone decides.
"""

import sqlite3
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

import discord
from discord import ui
from simcord import interactions
from simcord._modal import _modal_submit_nodes
from simcord.actors import MemberActor, _dispatch_actor_interaction
from simcord.backend.serializers import message_payload
from simcord.enums import AppCommandType, InteractionType

from bot.client.replies import CardView
from bot.errors import UserError
from bot.store.pack_files.loader import FILES
from tests.client.curating.curating_town import CuratingTown, sent
from tests.client.town import components, text, user_install

NO_SUGGESTIONS = "no suggestions"


@dataclass
class Actor:
    """Who acts, and where. The commands are those of the town's home server.

    `installed` is true if the app is installed to the person, not to the place.
    """

    town: CuratingTown
    who: Any
    where: Any
    installed: bool = False

    async def command(self, name: str, **options: Any) -> str:
        """Use a command. Returns what the actor sees."""
        root, leaf, nesting = self._walk(name)
        filled, resolved = interactions.build_options(self.who, name, leaf, options, channel_id=self.where.id)
        nested = interactions.nest_options(root, nesting, filled)
        result = await self._reach(root, options=nested, resolved=resolved)
        return self.describe(result) + self._raised()

    async def suggestions(self, name: str, option: str) -> str:
        """Begin to type an option. Returns what is suggested."""
        root, _, nesting = self._walk(name)
        focused = {"name": option, "type": discord.AppCommandOptionType.string.value, "value": ""}
        nested = interactions.nest_options(root, nesting, [{**focused, "focused": True}])
        result = await self._reach(root, InteractionType.APPLICATION_COMMAND_AUTOCOMPLETE, options=nested)
        return ", ".join(choice["name"] for choice in result.autocomplete_choices or ()) or NO_SUGGESTIONS

    async def menu(self, name: str, message: Any) -> str:
        """Use a menu on a message. Returns what the actor sees."""
        return self.describe(await self.use_menu(name, message)) + self._raised()

    async def use_menu(self, name: str, message: Any) -> Any:
        """Use a menu on a message. Returns simcord's result."""
        root = self._commands[name, AppCommandType.MESSAGE]
        resolved = {"messages": {str(message.id): self._payload(message)}}
        return await self._reach(root, target_id=str(message.id), resolved=resolved)

    async def post(self, control: Any) -> discord.Message:
        """Let the bot send a message with one button or select."""
        view = CardView(ui.TextDisplay("A control:"), ui.ActionRow(control))
        return await self.town.client.get_partial_messageable(self.where.id).send(view=view)

    async def press(self, message: discord.Message) -> str:
        """Press the button of such a message. Returns what the actor sees."""
        with self._installed():
            result = await self.who.click(message, custom_id=components(message)[-1]["custom_id"])
        return self.describe(result, message)

    async def press_disabled(self, message: discord.Message, label: str) -> str:
        """Press a button that is disabled. Discord's own program does not do that, but others can."""
        (button,) = [part for part in components(message) if part.get("label") == label]
        assert button["disabled"]
        data = {"custom_id": button["custom_id"], "component_type": button["type"]}
        result = await self._dispatch(InteractionType.MESSAGE_COMPONENT, data, message)
        return "\n".join(text(part) for part in (message, *result.followups))

    async def choose(self, message: discord.Message, value: str) -> str:
        """Choose from the select of such a message. Returns what the actor sees."""
        with self._installed():
            return self.describe(await self.who.select(message, [value]), message)

    async def send(self, opened: Any, message: discord.Message | None = None, **values: str) -> str:
        """Send a form that anybody opened, from that message. Returns what the actor sees."""
        form = opened.modal
        nodes = _modal_submit_nodes(form["components"], self.who, sent(form) | values, {}, self.where.id, [])
        data = {"custom_id": form["custom_id"], "components": nodes}
        return self.describe(await self._dispatch(InteractionType.MODAL_SUBMIT, data, message), message)

    async def say(self, words: str) -> discord.Message:
        """Write a message, and return it."""
        if isinstance(self.who, MemberActor):
            return await self.who.send(self.where, words)
        return await self.who.send_dm(words)

    def state(self) -> tuple[Any, ...]:
        """Everything that could change: the files, the history, the drafts, the messages that all can see."""
        [database] = self.town.client.settings.data.glob("*.db")
        with sqlite3.connect(database) as connection:
            rows = [list(connection.execute(f"SELECT * FROM {name}")) for name in ("revisions", "drafts")]
        seen = [
            (message.id, message.content, components(message))
            for channel in {
                channel.id: channel for channel in (self.where, self.town.channel, self.town.curators)
            }.values()
            for message in channel.history()
        ]
        return [self.town.text_of(name) for name in FILES], rows, seen

    def describe(self, result: Any, message: discord.Message | None = None) -> str:
        """Describe what the actor sees after an interaction. `alone:` marks what nobody else sees."""
        if result.modal is not None:
            return f"a form: {result.modal['title']}"
        shown = result.response or self._now(message)
        if shown is None:
            return "no answer"
        files = [file.filename for file in shown.attachments]
        alone = "alone: " if shown.flags.ephemeral else ""
        return alone + "\n".join(filter(None, [shown.content, text(shown), *files]))

    def _now(self, message: discord.Message | None) -> discord.Message | None:
        return next((other for other in self.where.history() if message and other.id == message.id), None)

    def _walk(self, name: str) -> Any:
        first, *more = name.split()
        root = self._commands[first, AppCommandType.CHAT_INPUT]
        return root, *interactions.walk_to_subcommand(root, more)

    @property
    def _commands(self) -> dict[tuple[str, int], dict[str, Any]]:
        return self.town.env.backend.commands[self.town.guild.id]

    async def _reach(
        self, root: dict[str, Any], type: int = InteractionType.APPLICATION_COMMAND, **data: Any
    ) -> Any:
        named = {key: root[key] for key in ("id", "name", "type", "guild_id")}
        return await self._dispatch(type, named | data)

    async def _dispatch(self, type: int, data: dict[str, Any], message: discord.Message | None = None) -> Any:
        source = (
            {"extra": {"message": self._payload(message)}, "source_message_id": message.id} if message else {}
        )
        with self._installed():
            return await _dispatch_actor_interaction(self.who, type, self.where, data, **source)

    def _payload(self, message: discord.Message) -> dict[str, Any]:
        backend = self.town.env.backend
        return dict(message_payload(backend, backend.get_message(self.where.id, message.id)))

    def _installed(self) -> Any:
        return user_install() if self.installed else nullcontext()

    def _raised(self) -> str:
        """What a command raised, except for UserErrors: people see those, but simcord reports them, too."""
        causes = [getattr(error, "original", error) for error in self.town.env.errors]
        return "".join(f" {error!r}" for error in causes if not isinstance(error, UserError))
