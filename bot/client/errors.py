"""The one place that turns any error into words on Discord.

Slash commands reach it through the command tree, buttons and forms through their own callbacks.
"""

import logging
import secrets

import aiohttp
import discord
from discord import app_commands

from bot.errors import UserError

_log = logging.getLogger(__name__)
# Whatever keeps a message from being sent.
UNSENT = (discord.DiscordException, aiohttp.ClientError, OSError)
# Discord's code for an interaction that was not answered in time.
_INTERACTION_EXPIRED = 10062


class CommandTree(app_commands.CommandTree[discord.Client]):
    """The command tree, with its errors sent here."""

    async def on_error(
        self, interaction: discord.Interaction, error: app_commands.AppCommandError, /
    ) -> None:
        """Answer an error of a command."""
        await respond(interaction, error)


async def respond(interaction: discord.Interaction, error: Exception) -> None:
    """Say what went wrong, to the person alone; never fails itself."""
    error = _cause(error)
    if isinstance(error, discord.NotFound) and error.code == _INTERACTION_EXPIRED:
        _log.info("An interaction was over before it could be answered")
        return
    text = explain(error)
    try:
        if interaction.response.is_done():
            await interaction.followup.send(text, ephemeral=True)
        else:
            await interaction.response.send_message(text, ephemeral=True)
    except UNSENT:
        _log.warning("An error could not be shown", exc_info=True)


def explain(error: Exception) -> str:
    """The text of an expected error; for any other a reference, with the traceback in the log."""
    if isinstance(error, UserError):
        return str(error)
    if isinstance(error, app_commands.CommandNotFound):
        return "That command is not offered here any more: see which there are by typing a slash."
    if isinstance(error, discord.Forbidden):
        _log.warning("Discord refuses: %s", error.text)
        return "I am not allowed to do that here: a moderator can check my permissions in this channel."
    if isinstance(error, discord.NotFound):
        return "That message is gone. Ask again, and I will answer anew."
    reference = secrets.token_hex(3)
    _log.error("Unexpected error, reference %s", reference, exc_info=error)
    again = "Please try again; if it stays, tell a moderator"
    return f"Something went wrong on my side. {again}: reference {reference}."


def _cause(error: Exception) -> Exception:
    original = getattr(error, "original", None)
    return original if isinstance(original, Exception) else error
