"""The commands of curating, published in the home server and nowhere else."""

import asyncio
import logging
from collections.abc import Sequence

import discord
from discord import app_commands

from bot.client.command_sync import publish_commands
from bot.client.errors import SEND_ERRORS
from bot.client.services import Services

_log = logging.getLogger(__name__)
# HTTP status codes from here on tell of a failure on Discord's side.
_SERVER_ERROR = 500


class HomeCommands:
    """Keeps the commands of curating in the home server, wherever that is."""

    def __init__(
        self, client: Services, commands: Sequence[app_commands.Group | app_commands.ContextMenu]
    ) -> None:
        self._client = client
        self._home = client.home
        self.commands = commands
        # The server whose commands were brought up to date since the bot came to it.
        self._published_in: int | None = None
        self._settling = asyncio.Lock()

    async def settle(self) -> bool:
        """Settle which server is the home, take the commands away where they were, and publish them there.

        False if the database or Discord failed meanwhile: then it is to be tried again.
        """
        # As of now: what a later invitation adds does not count for an earlier one.
        guilds = {guild.id: guild.name for guild in self._client.guilds}
        async with self._settling:
            is_settled = await self._home.settle(guilds)
            is_gone = await self._remove(self._home.commands_in)
            # Noted before they are there: whoever ends the bot in between leaves none that nobody knows of.
            is_noted = is_gone and await self._home.note_commands()
            is_published = await self._publish()
            return is_settled and is_noted and is_published

    async def _remove(self, previous: int | None) -> bool:
        """Take the commands away where they were. A server that the bot left has none. False if it failed."""
        if previous is None or previous == self._home.id or not self._is_in(previous):
            return True
        self._client.tree.clear_commands(guild=discord.Object(previous))
        return await self._send(previous)

    async def _publish(self) -> bool:
        """Publish the commands at home, once for as long as the bot stays there. False if that failed."""
        home = self._home.id
        if home is None or not self._is_in(home):
            self._published_in = None
        elif home != self._published_in:
            for command in self.commands:
                self._client.tree.add_command(command, guild=discord.Object(home), override=True)
            if not await self._send(home):
                return False
            self._published_in = home
        return True

    def _is_in(self, guild: int) -> bool:
        return any(each.id == guild for each in self._client.guilds)

    async def _send(self, guild: int) -> bool:
        """Bring Discord's list for a server up to date. False if it has to be tried again."""
        try:
            await publish_commands(self._client, discord.Object(guild))
        except SEND_ERRORS as error:
            _log.warning("The commands of curating cannot be published in server %d: %s", guild, error)
            # What Discord refuses it refuses again; if the bot has left the server, it does not matter.
            return isinstance(error, discord.HTTPException) and error.status < _SERVER_ERROR
        return True
