"""Whose card it is: what its buttons carry, and what stands above it."""

from dataclasses import dataclass

import discord

from bot.client.text import quoted

# What was asked is shown no longer than this.
MAX_ASKED = 200
_SMALL = "-# "


@dataclass(frozen=True)
class Context:
    """The asker, the number of the card's row in the question log (0 without one), who sees it.

    `header` is the line above the card: what was asked, or the message it is about.
    """

    asker: int
    logged: int = 0
    private: bool = False
    header: str | None = None


def asked_header(question: str) -> str:
    """The line that repeats what was asked, as plain text."""
    return f"{_SMALL}Asked: {quoted(question, MAX_ASKED)}"


def about_header(link: str) -> str:
    """The line that links the message a question was taken from."""
    return f"{_SMALL}About [this message]({link})"


def header_of(message: discord.Message | None) -> str | None:
    """The header that stands above a card already sent, to keep when the card is replaced."""
    for container in message.components if message else ():
        if isinstance(container, discord.Container):
            first = container.children[0] if container.children else None
            if isinstance(first, discord.TextDisplay) and first.content.startswith(_SMALL):
                return first.content
    return None
