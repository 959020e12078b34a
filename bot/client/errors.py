"""The one place that turns any error into a message on Discord.

Errors of slash commands arrive through the command tree, those of buttons and forms through their callbacks.
"""

import logging
import secrets
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import discord
from discord import app_commands

from bot.client.autocomplete import can_suggest
from bot.client.connection.retries import describe_failure, is_token_refused, passes_by_itself
from bot.client.permissions import NotCuratorError, check_home
from bot.client.rate_limit import Activity, RateLimitError, activity_of
from bot.client.services import services_of
from bot.errors import UserError

_log = logging.getLogger(__name__)
# Every error that can keep a message from being sent: those of the connection are among them.
SEND_ERRORS = (discord.DiscordException,)
# Discord's code for an interaction that was not answered in time.
_INTERACTION_EXPIRED = 10062
# What the library raises where something is missing in a command: no more special class.
_MALFORMED = app_commands.AppCommandError


class CommandTree(app_commands.CommandTree[discord.Client]):
    """The command tree. It counts every command, and sends the errors of commands to `respond`."""

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """Count a command, or what is typed of one. One too many is told so, or gets no suggestions."""
        rate_limit, user = services_of(interaction).rate_limit, interaction.user.id
        if interaction.type is discord.InteractionType.autocomplete:
            if can_suggest(interaction) and rate_limit.count(user, Activity.SUGGESTIONS) is None:
                return True
            with suppress(*SEND_ERRORS):
                await interaction.response.autocomplete([])
            return False
        try:
            rate_limit.check(user, activity_of(interaction.command))
        except RateLimitError as error:
            await respond(interaction, error)
            return False
        return True

    async def _call(self, interaction: discord.Interaction) -> None:
        try:
            await super()._call(interaction)
        except Exception as error:
            # What a command itself raises arrives as a kind of AppCommandError, and at `on_error`. What else
            # there is comes of what was sent: the library reads it as if it were always right.
            if isinstance(error, app_commands.AppCommandError) and type(error) is not _MALFORMED:
                raise
            _log.warning("A command that was sent cannot be read (%s)", type(error).__name__)
            if interaction.type is discord.InteractionType.application_command:
                await respond(interaction, UserError("I could not read that command: type it once more."))

    async def on_error(
        self, interaction: discord.Interaction, error: app_commands.AppCommandError, /
    ) -> None:
        """Tell the user about an error of a command. Only curating has commands of a server's own."""
        data: Mapping[str, Any] = interaction.data or {}
        if isinstance(error, app_commands.CommandNotFound) and data.get("guild_id"):
            try:
                check_home(services_of(interaction), interaction)
            except NotCuratorError as refusal:
                await respond(interaction, refusal)
                return
        await respond(interaction, error)


async def respond(interaction: discord.Interaction, error: Exception) -> None:
    """Tell only the person who caused it what went wrong. Never raises."""
    error = _unwrap(error)
    if isinstance(error, discord.NotFound) and error.code == _INTERACTION_EXPIRED:
        _log.info("An interaction was over before it could be answered")
        return
    text = explain(error)
    try:
        await _tell(interaction, text)
    except SEND_ERRORS as unsent:
        _log.warning("An error could not be shown: Discord %s", describe_failure(unsent))


def explain(error: Exception) -> str:
    """The message for an error.

    An expected error (UserError) has its own text. For an unexpected one the message has a reference, and the
    log has the traceback under the same reference.
    """
    if isinstance(error, UserError):
        return str(error)
    if isinstance(error, app_commands.CommandNotFound):
        return "That command is not offered here any more: see which there are by typing a slash."
    if isinstance(error, app_commands.CommandSignatureMismatch):
        return "That command has changed since Discord showed it to you: type it once more."
    if isinstance(error, discord.Forbidden):
        _log.warning("Discord refuses: %s", error.text)
        return "I am not allowed to do that here: a moderator can check my permissions in this channel."
    if isinstance(error, discord.NotFound):
        return "That message is gone. Ask again, and I will answer anew."
    if passes_by_itself(error) or is_token_refused(error):
        _log.warning("A response could not be sent: Discord %s", describe_failure(error))
        return "Discord did not take my answer just now. Please try again in a moment."
    reference = secrets.token_hex(3)
    _log.error("Unexpected error, reference %s", reference, exc_info=error)
    advice = "Please try again; if it stays, tell a moderator"
    return f"Something went wrong on my side. {advice}: reference {reference}."


async def _tell(interaction: discord.Interaction, text: str) -> None:
    if not interaction.response.is_done():
        await interaction.response.send_message(text, ephemeral=True)
        return
    promise = await _find_promise(interaction)
    if promise is None:
        # What the response shows stays. A message that follows may get lost: it has no nonce.
        await interaction.followup.send(text, ephemeral=True)
    elif promise.flags.ephemeral:
        await interaction.edit_original_response(content=text)
    else:
        await _tell_after_public_promise(interaction, text)


async def _find_promise(interaction: discord.Interaction) -> discord.InteractionMessage | None:
    """The response, if Discord still shows there that the answer is on its way."""
    if interaction.response.type is not discord.InteractionResponseType.deferred_channel_message:
        return None
    try:
        response = await interaction.original_response()
    except discord.NotFound:
        return None
    return response if response.flags.loading else None


async def _tell_after_public_promise(interaction: discord.Interaction, text: str) -> None:
    # The first message after a public promise is public as well. So it says nothing, and the next is private.
    await interaction.edit_original_response(content="…")
    try:
        await interaction.followup.send(text, ephemeral=True)
    except SEND_ERRORS:
        # It may be lost, and cannot be repeated: better that everybody reads it.
        await interaction.edit_original_response(content=text)
    else:
        await interaction.delete_original_response()


def _unwrap(error: Exception) -> Exception:
    """The error that a command raised; the library wraps it in one of its own."""
    original = getattr(error, "original", None)
    return original if isinstance(original, Exception) else error
