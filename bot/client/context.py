"""Who asked the question of a card: what its buttons carry, and the header above the card."""

from dataclasses import dataclass
from typing import Any

import discord
from discord import ui

from bot.client.text import excerpt

# The most characters of a question that the header shows.
MAX_ASKED = 200
# Discord's markup of a line in small print.
_SMALL = "-# "


@dataclass(frozen=True)
class Context:
    """For whom a card is made, and how.

    `asker` is the id of the user who asked. `question_id` is the id of the question in the question log,
    or 0 if it has none there. `private` says that only the asker sees the card. `header` is the line above
    the card: the question, or a link to the message it was taken from.
    """

    asker: int
    question_id: int = 0
    private: bool = False
    header: str | None = None


def asked_header(question: str) -> str:
    """The line that repeats the question, without its markup."""
    return f"{_SMALL}Asked: {excerpt(question, MAX_ASKED)}"


def about_header(link: str) -> str:
    """The line that links to the message from which the question was taken."""
    return f"{_SMALL}About [this message]({link})"


def header_items(context: Context) -> list[ui.Item[Any]]:
    """The header as the first part of a message; empty if there is no header."""
    return [] if context.header is None else [ui.TextDisplay(context.header)]


def read_header(message: discord.Message | None) -> str | None:
    """The header of a card that was already sent, to keep it when the card is replaced."""
    if message is None:
        return None
    for container in message.components:
        if not isinstance(container, discord.Container) or not container.children:
            continue
        first = container.children[0]
        if isinstance(first, discord.TextDisplay) and first.content.startswith(_SMALL):
            return first.content
    return None
