"""The one place that turns any error into words on Discord.

Slash commands reach it through the command tree, buttons and forms through their own callbacks.
"""

import logging
import secrets

import discord
from discord import app_commands

from bot.errors import UserError

_log = logging.getLogger(__name__)


class CommandTree(app_commands.CommandTree[discord.Client]):
    """The command tree, with its errors sent here."""

    async def on_error(
        self, interaction: discord.Interaction, error: app_commands.AppCommandError, /
    ) -> None:
        """Answer an error of a command."""
        await respond(interaction, error)


async def respond(interaction: discord.Interaction, error: Exception) -> None:
    """Say what went wrong, to the person alone; never fails itself."""
    text = words(error)
    try:
        if interaction.response.is_done():
            await interaction.followup.send(text, ephemeral=True)
        else:
            await interaction.response.send_message(text, ephemeral=True)
    except discord.HTTPException:
        _log.warning("An error could not be shown: Discord refused the message", exc_info=True)


def words(error: Exception) -> str:
    """The text of an expected error; for any other a reference, with the traceback in the log."""
    if isinstance(error, app_commands.CommandInvokeError):
        error = error.original if isinstance(error.original, Exception) else error
    if isinstance(error, UserError):
        return str(error)
    if isinstance(error, discord.Forbidden):
        _log.warning("Discord refuses: %s", error.text)
        return "I am not allowed to do that here: a moderator can check my permissions in this channel."
    reference = secrets.token_hex(3)
    _log.error("Unexpected error, reference %s", reference, exc_info=error)
    again = "Please try again; if it stays, tell a moderator"
    return f"Something went wrong on my side. {again}: reference {reference}."
