"""What fits a message, the file below it, and putting a message in its place."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord import ui

from bot.client.errors import UNSENT
from bot.client.replies import CardView, notice_view

_NAME = "changes.txt"
_WHAT = "all that changes"
# Discord takes files of 10 MB.
_LARGEST = 9_000_000
_TOO_LARGE = "\n… and more than a file on Discord holds: export the files, and compare them.\n"


@dataclass(frozen=True)
class Fitted:
    """A text, and whether nothing of what it is to say is left out."""

    text: str
    is_whole: bool = True


def block(lines: Sequence[str]) -> str:
    """Lines of a difference, with its colours."""
    # A fence inside would end the block.
    text = "\n".join(lines).replace("```", "'''")
    return f"```diff\n{text}\n```"


def counted(lines: Sequence[str], most: int, hint: str = "") -> Fitted:
    """As many whole lines as so many characters hold, and besides a count of the others, with a hint."""
    shown: list[str] = []
    for line in lines:
        if len("\n".join([*shown, line])) > most:
            break
        shown.append(line)
    more = len(lines) - len(shown)
    count = [f"-# … and {more} more{hint}"] if more else []
    return Fitted("\n".join([*shown, *count]), not more)


def in_file(lines: Iterable[str]) -> str:
    """Lines as the text of a file."""
    return "".join(f"{line}\n" for line in lines)


def noted(text: str, whole: str, name: str = _NAME, what: str = _WHAT) -> str:
    """A text; where it has not all of what is `whole`, with a word of that."""
    return f"{text}\n-# Not all of it fits here: {what} is in `{name}`." if whole else text


def file_below(whole: str, name: str = _NAME) -> list[ui.File[Any]]:
    """The place of the file in a card, where there is one: without it Discord does not show it."""
    return [ui.File(f"attachment://{name}")] if whole else []


def attachments(whole: str, name: str = _NAME) -> list[discord.File]:
    """The file that a message with such a place is sent with, anew each time; none takes away what was."""
    data = whole.encode()
    if len(data) > _LARGEST:
        data = data[:_LARGEST].decode(errors="ignore").encode() + _TOO_LARGE.encode()
    return [discord.File(io.BytesIO(data), name)] if whole else []


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
