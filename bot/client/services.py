"""What a handler may use of the client: Discord's side of it, the settings, the pack and the rate limit."""

from collections.abc import Sequence
from typing import Any, Protocol, cast

import discord
from discord import app_commands

from bot.client.rate_limit import RateLimit
from bot.settings import Settings
from bot.store.library import Library


class Services(Protocol):
    """The client as handlers know it. They name no more of it, so that they can be read without it."""

    @property
    def settings(self) -> Settings:
        """What the operator sets."""

    @property
    def library(self) -> Library:
        """The pack that is served."""

    @property
    def rate_limit(self) -> RateLimit:
        """Who asked how often."""

    @property
    def is_editable(self) -> bool:
        """Can the Q&A be changed, or is it only read?"""

    @property
    def user(self) -> discord.ClientUser | None:
        """The bot itself, once it is logged in."""

    @property
    def application(self) -> discord.AppInfo | None:
        """The application, with who owns it, once it is logged in."""

    @property
    def guilds(self) -> Sequence[discord.Guild]:
        """The servers that the bot is in."""

    @property
    def tree(self) -> app_commands.CommandTree[Any]:
        """The commands."""

    def is_ready(self) -> bool:
        """Are all servers known?"""


def services_of(interaction: discord.Interaction) -> Services:
    """The services of the client that an interaction came to."""
    return cast(Services, interaction.client)
