"""What fits a message, and the file under it that holds all of what does not."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord import ui

_NAME = "changes.txt"
_SAID = f"-# Not all of it fits here: all that changes is in `{_NAME}`."
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


def noted(text: str, whole: str) -> str:
    """A text; where it has not all of what is `whole`, with a word of that."""
    return f"{text}\n{_SAID}" if whole else text


def file_below(whole: str) -> list[ui.File[Any]]:
    """The place of the file in a card, where there is one: without it Discord does not show it."""
    return [ui.File(f"attachment://{_NAME}")] if whole else []


def attachments(whole: str) -> list[discord.File]:
    """The file that a message with such a place is sent with, anew each time; none takes away what was."""
    data = whole.encode()
    if len(data) > _LARGEST:
        data = data[:_LARGEST].decode(errors="ignore").encode() + _TOO_LARGE.encode()
    return [discord.File(io.BytesIO(data), _NAME)] if whole else []
