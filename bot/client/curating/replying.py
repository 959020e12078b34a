"""Showing curators something in place of what they saw before, or besides."""

import discord

from bot.client.cards import CardView, notice_view
from bot.client.curating.fitting import attachments
from bot.client.errors import UNSENT


async def put(interaction: discord.Interaction, view: CardView, whole: str = "") -> None:
    """Show a view in place of what was shown before; in a message of its own where that one is gone.

    `whole` is what a file under it holds; without it, the file that was there is not there any more.
    """
    try:
        await interaction.edit_original_response(view=view, attachments=attachments(whole))
    except UNSENT:
        await interaction.followup.send(view=view, files=attachments(whole), ephemeral=True)


async def tell(interaction: discord.Interaction, text: str) -> None:
    """Say something besides, to the curator alone."""
    await interaction.followup.send(view=notice_view(text), ephemeral=True)
