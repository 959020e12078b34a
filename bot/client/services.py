"""What a handler may use of the client: its Discord side, the settings, the pack and the rate limit."""

from collections.abc import Sequence
from typing import Any, Protocol, cast

import discord
from discord import app_commands
from discord.http import HTTPClient

from bot.client.connection.outages import Outages
from bot.client.counts import Counts
from bot.client.home_server import HomeServer
from bot.client.rate_limit import RateLimit
from bot.settings import Settings
from bot.store.library import Library


class Services(Protocol):
    """The part of the client that handlers use. They use no other, so that they can be read without it."""

    @property
    def settings(self) -> Settings:
        """The settings that the operator chose."""

    @property
    def library(self) -> Library:
        """The pack that is served."""

    @property
    def counts(self) -> Counts:
        """What happened since the start, in numbers."""

    @property
    def outages(self) -> Outages:
        """Whether the bot hears Discord."""

    @property
    def rate_limit(self) -> RateLimit:
        """How often each user may ask."""

    @property
    def home(self) -> HomeServer:
        """Which server is the home, where the Q&A is curated."""

    @property
    def is_editable(self) -> bool:
        """Can the Q&A be changed? If not, it is only read."""

    @property
    def user(self) -> discord.ClientUser | None:
        """The bot itself, once it is logged in."""

    @property
    def application(self) -> discord.AppInfo | None:
        """The application with its owner, once the bot is logged in."""

    @property
    def application_id(self) -> int | None:
        """The id of the application, once the bot is logged in."""

    @property
    def http(self) -> HTTPClient:
        """Requests to Discord that the library has no method for."""

    @property
    def guilds(self) -> Sequence[discord.Guild]:
        """The servers that the bot is in, as far as they are known: see `is_ready`."""

    @property
    def tree(self) -> app_commands.CommandTree[Any]:
        """The tree of the commands."""

    async def find_channel(self, id: int) -> object:
        """A channel or thread by its id. Raises NotFound or Forbidden if there is none for the bot."""

    def is_closed(self) -> bool:
        """Has the bot left, or is it leaving?"""

    def is_ready(self) -> bool:
        """Are all servers known?"""


def services_of(interaction: discord.Interaction) -> Services:
    """The services of the client that an interaction came to."""
    return cast(Services, interaction.client)
