"""What the bot sends: a message of one card, a notice, and a response that only one person sees."""

from collections.abc import Sequence
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
ENTRY_GONE = "That question is no longer in the Q&A. `/topics` shows what is."


class CardView(ui.LayoutView):
    """A message of one card. It never times out, because its buttons carry everything they need."""

    def __init__(self, *parts: ui.Item[Any], tone: Tone = Tone.CHAT) -> None:
        super().__init__(timeout=None)
        self.add_item(ui.Container(*parts, accent_colour=COLOURS[tone]))


def notice_view(*texts: str) -> CardView:
    """A message of a few texts, without buttons."""
    return CardView(*(ui.TextDisplay(text) for text in texts))


def optional_row(buttons: Sequence[ui.Item[Any]]) -> list[ui.Item[Any]]:
    """A row of buttons; nothing if there are no buttons, because Discord takes no empty row."""
    return [ui.ActionRow(*buttons)] if buttons else []


async def respond_privately(interaction: discord.Interaction, view: CardView) -> None:
    """Respond to an interaction so that only the person who caused it sees the response."""
    await interaction.response.send_message(view=view, ephemeral=True)
