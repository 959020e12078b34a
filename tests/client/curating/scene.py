"""Somebody in some place, who reaches for anything of curating, whatever Discord would show them there.

simcord refuses to run what a person cannot see. Who sees a command is Discord's side of it and no
protection: here each interaction is sent as Discord would send it, so that the bot alone decides.
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
from tests.client.curating.hall import Hall, sent
from tests.client.town import components, text, user_install

NO_SUGGESTIONS = "no suggestions"


@dataclass
class Scene:
    """Who acts and where; the commands are those of the hall's home server."""

    hall: Hall
    who: Any
    where: Any
    installed: bool = False

    async def command(self, name: str, **options: Any) -> str:
        """Use a command; what came of it."""
        root, leaf, nesting = self._walk(name)
        filled, resolved = interactions.build_options(self.who, name, leaf, options, channel_id=self.where.id)
        nested = interactions.nest_options(root, nesting, filled)
        result = await self._reach(root, options=nested, resolved=resolved)
        return self.came(result) + self._raised()

    async def suggestions(self, name: str, option: str) -> str:
        """Begin to type; what is suggested."""
        root, _, nesting = self._walk(name)
        focused = {"name": option, "type": discord.AppCommandOptionType.string.value, "value": ""}
        nested = interactions.nest_options(root, nesting, [{**focused, "focused": True}])
        result = await self._reach(root, InteractionType.APPLICATION_COMMAND_AUTOCOMPLETE, options=nested)
        return ", ".join(each["name"] for each in result.autocomplete_choices or ()) or NO_SUGGESTIONS

    async def menu(self, name: str, message: Any) -> str:
        """Use a menu on a message; what came of it."""
        return self.came(await self.use_menu(name, message)) + self._raised()

    async def use_menu(self, name: str, message: Any) -> Any:
        """The same, with all that came of it."""
        root = self._commands[name, AppCommandType.MESSAGE]
        resolved = {"messages": {str(message.id): self._payload(message)}}
        return await self._reach(root, target_id=str(message.id), resolved=resolved)

    async def post(self, control: Any) -> discord.Message:
        """A message of the bot with one button or select."""
        view = CardView(ui.TextDisplay("A control:"), ui.ActionRow(control))
        return await self.hall.client.get_partial_messageable(self.where.id).send(view=view)

    async def press(self, message: discord.Message) -> str:
        """Press the button of such a message; what came of it."""
        with self._installed():
            result = await self.who.click(message, custom_id=components(message)[-1]["custom_id"])
        return self.came(result, message)

    async def press_disabled(self, message: discord.Message, label: str) -> str:
        """Press a button that is greyed out, as only another program than Discord's would."""
        (button,) = [each for each in components(message) if each.get("label") == label]
        assert button["disabled"]
        data = {"custom_id": button["custom_id"], "component_type": button["type"]}
        result = await self._dispatch(InteractionType.MESSAGE_COMPONENT, data, message)
        return "\n".join(text(each) for each in (message, *result.followups))

    async def choose(self, message: discord.Message, value: str) -> str:
        """Choose from the select of such a message; what came of it."""
        with self._installed():
            return self.came(await self.who.select(message, [value]), message)

    async def send(self, opened: Any, message: discord.Message | None = None, **values: str) -> str:
        """Send a form that somebody opened, whoever it was, from that message; what came of it."""
        form = opened.modal
        nodes = _modal_submit_nodes(form["components"], self.who, sent(form) | values, {}, self.where.id, [])
        data = {"custom_id": form["custom_id"], "components": nodes}
        return self.came(await self._dispatch(InteractionType.MODAL_SUBMIT, data, message), message)

    async def say(self, words: str) -> discord.Message:
        """Write a message; it comes back."""
        if isinstance(self.who, MemberActor):
            return await self.who.send(self.where, words)
        return await self.who.send_dm(words)

    def state(self) -> tuple[Any, ...]:
        """All that could change: the files, the history, the drafts, what everybody can see."""
        [database] = self.hall.client.settings.data.glob("*.db")
        with sqlite3.connect(database) as connection:
            rows = [list(connection.execute(f"SELECT * FROM {name}")) for name in ("revisions", "drafts")]
        seen = [
            (message.id, message.content, components(message))
            for place in {
                each.id: each for each in (self.where, self.hall.channel, self.hall.curators)
            }.values()
            for message in place.history()
        ]
        return [self.hall.text_of(name) for name in FILES], rows, seen

    def came(self, result: Any, message: discord.Message | None = None) -> str:
        """What came of an interaction, in words; `alone:` before what one person alone sees."""
        if result.modal is not None:
            return f"a form: {result.modal['title']}"
        shown = result.response or self._now(message)
        if shown is None:
            return "no answer"
        files = [each.filename for each in shown.attachments]
        alone = "alone: " if shown.flags.ephemeral else ""
        return alone + "\n".join(filter(None, [shown.content, text(shown), *files]))

    def _now(self, message: discord.Message | None) -> discord.Message | None:
        return next((each for each in self.where.history() if message and each.id == message.id), None)

    def _walk(self, name: str) -> Any:
        first, *more = name.split()
        root = self._commands[first, AppCommandType.CHAT_INPUT]
        return root, *interactions.walk_to_subcommand(root, more)

    @property
    def _commands(self) -> dict[tuple[str, int], dict[str, Any]]:
        return self.hall.env.backend.commands[self.hall.guild.id]

    async def _reach(
        self, root: dict[str, Any], type: int = InteractionType.APPLICATION_COMMAND, **data: Any
    ) -> Any:
        named = {each: root[each] for each in ("id", "name", "type", "guild_id")}
        return await self._dispatch(type, named | data)

    async def _dispatch(self, type: int, data: dict[str, Any], message: discord.Message | None = None) -> Any:
        source = (
            {"extra": {"message": self._payload(message)}, "source_message_id": message.id} if message else {}
        )
        with self._installed():
            return await _dispatch_actor_interaction(self.who, type, self.where, data, **source)

    def _payload(self, message: discord.Message) -> dict[str, Any]:
        backend = self.hall.env.backend
        return dict(message_payload(backend, backend.get_message(self.where.id, message.id)))

    def _installed(self) -> Any:
        return user_install() if self.installed else nullcontext()

    def _raised(self) -> str:
        """What a command raised, but for what people are told: simcord reports both, unless they are read."""
        causes = [getattr(error, "original", error) for error in self.hall.env.errors]
        return "".join(f" {error!r}" for error in causes if not isinstance(error, UserError))
