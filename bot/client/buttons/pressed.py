"""What all buttons have in common, and the patterns of their custom ids."""

import re
from typing import Any, Self

import discord
from discord import ui

from bot.client import errors
from bot.core.pack.models import MAX_ID

ENTRY = rf"(?P<entry>[a-z0-9-]{{1,{MAX_ID}}})"
LOGGED = r"(?P<logged>[0-9]{1,19})"
ASKER = r"(?P<asker>[0-9]{1,20})"


class Pressed:
    """Runs `press`. What it raises goes to the one place for errors, which the library would only log."""

    async def press(self, interaction: discord.Interaction) -> None:
        raise NotImplementedError

    async def callback(self, interaction: discord.Interaction) -> None:
        try:
            await self.press(interaction)
        except Exception as error:
            await errors.respond(interaction, error)

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        values: dict[str, Any] = match.groupdict()
        for name in ("logged", "asker"):
            if name in values:
                values[name] = int(values[name])
        return cls(**values)
