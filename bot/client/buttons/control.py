"""What all buttons and selects have in common, and the patterns of their custom ids.

Every press is counted here, as a command is in the command tree.
"""

import re
from collections.abc import Sequence
from typing import Any, Self

import discord
from discord import ui

from bot.client import errors
from bot.client.rate_limit import Activity
from bot.client.services import services_of
from bot.core.pack.models import MAX_ID
from bot.errors import UserError

ENTRY = rf"(?P<entry>[a-z0-9-]{{1,{MAX_ID}}})"
QUESTION_ID = r"(?P<question_id>[0-9]{1,19})"
ASKER = r"(?P<asker>[0-9]{1,20})"


class Control:
    """A button or a select. It tells the user about an error in `on_press`; the library would only log it.

    `activity` is what a press counts as.
    """

    activity = Activity.BROWSING

    async def on_press(self, interaction: discord.Interaction) -> None:
        """Do what the button or the select is for; raises UserError for what the presser is told."""
        raise NotImplementedError

    async def callback(self, interaction: discord.Interaction) -> None:
        try:
            services_of(interaction).rate_limit.check(interaction.user.id, self.activity)
            await self.on_press(interaction)
        except Exception as error:
            await errors.respond(interaction, error)

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        values: dict[str, Any] = match.groupdict()
        for name in ("question_id", "asker"):
            if name in values:
                values[name] = int(values[name])
        return cls(**values)


def build_select(custom_id: str, placeholder: str, options: Sequence[discord.SelectOption]) -> ui.Select[Any]:
    """A select to choose one of the options."""
    return ui.Select(custom_id=custom_id, placeholder=placeholder, options=list(options))


def read_choice(select: ui.Select[Any]) -> str:
    """The value of the option that somebody chose. Raises UserError if there is none."""
    if not select.values:
        raise UserError("Nothing was chosen: choose one of the list.")
    return select.values[0]
