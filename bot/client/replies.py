"""The card as a message, a notice, and an answer to one person alone."""

from typing import Any

import discord
from discord import ui

from bot.core.answering.cards import Tone

COLOURS = {
    Tone.ANSWER: discord.Colour(0x2F9E6E),
    Tone.UNSURE: discord.Colour(0xE0A030),
    Tone.NOT_COVERED: discord.Colour(0x4A8FD0),
    Tone.UNKNOWN: discord.Colour(0x8A8F98),
    Tone.CHAT: discord.Colour(0x7A6FD0),
}
GONE = "That question is no longer in the Q&A. `/topics` shows what is."


class CardView(ui.LayoutView):
    """A message of one card. It never times out: its buttons carry what they need."""

    def __init__(self, *parts: ui.Item[Any], tone: Tone = Tone.CHAT) -> None:
        super().__init__(timeout=None)
        self.add_item(ui.Container(*parts, accent_colour=COLOURS[tone]))


def notice_view(*texts: str) -> CardView:
    """A few lines, without buttons."""
    return CardView(*(ui.TextDisplay(text) for text in texts))


async def show_alone(interaction: discord.Interaction, view: CardView) -> None:
    """Answer an interaction so that only the person who caused it sees it."""
    await interaction.response.send_message(view=view, ephemeral=True)
