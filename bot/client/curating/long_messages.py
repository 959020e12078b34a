"""Fitting text into a message, attaching the rest as a file, replacing a message, and adding one to it."""

import asyncio
import io
from collections.abc import Coroutine, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

import discord
from discord import ui

from bot.client.errors import SEND_ERRORS
from bot.client.replies import CardView

_T = TypeVar("_T")
_CHANGES_FILE = "changes.txt"
_CHANGES_CONTENT = "all that changes"
# Discord takes files of 10 MB.
_MAX_FILE_BYTES = 9_000_000
_TOO_LARGE = "\n… and more than a file on Discord holds: export the files, and compare them.\n"


@dataclass(frozen=True)
class FittedText:
    """A text for a message. `is_whole` is false if a part of what it should say is left out."""

    text: str
    is_whole: bool = True


def render_diff_block(lines: Sequence[str]) -> str:
    """Render the lines of a difference as a code block in which Discord colours them."""
    # Three backticks inside would end the block.
    text = "\n".join(lines).replace("```", "'''")
    return f"```diff\n{text}\n```"


def fit_lines(lines: Sequence[str], max_length: int, hint: str = "") -> FittedText:
    """Take whole lines from the start until `max_length` characters are used up.

    If lines are left out, one more line counts them and adds the hint. It is not part of `max_length`.
    """
    shown: list[str] = []
    for line in lines:
        if len("\n".join([*shown, line])) > max_length:
            break
        shown.append(line)
    left_out = len(lines) - len(shown)
    if left_out:
        return FittedText("\n".join([*shown, f"-# … and {left_out} more{hint}"]), is_whole=False)
    return FittedText("\n".join(shown))


def join_file_lines(lines: Iterable[str]) -> str:
    """Join lines to the text of a file: each ends with a line feed."""
    return "".join(f"{line}\n" for line in lines)


def add_file_note(
    text: str, full_text: str, name: str = _CHANGES_FILE, content: str = _CHANGES_CONTENT
) -> str:
    """Add a line that names the attached file and what is in it, if there is a `full_text` to attach."""
    return f"{text}\n-# Not all of it fits here: {content} is in `{name}`." if full_text else text


def build_file_parts(full_text: str, name: str = _CHANGES_FILE) -> list[ui.File[Any]]:
    """The part of a card that shows the attached file, if there is one. Discord shows no file without it."""
    return [ui.File(f"attachment://{name}")] if full_text else []


def build_attachments(full_text: str, name: str = _CHANGES_FILE) -> list[discord.File]:
    """The file to send with a card that has the part above; an empty list takes an earlier file away.

    A file can be sent only once, so this builds a new one at each call. A text above 9 MB is cut.
    """
    if not full_text:
        return []
    data = full_text.encode()
    if len(data) > _MAX_FILE_BYTES:
        data = data[:_MAX_FILE_BYTES].decode(errors="ignore").encode() + _TOO_LARGE.encode()
    return [discord.File(io.BytesIO(data), name)]


async def replace_message(interaction: discord.Interaction, view: CardView, full_text: str = "") -> None:
    """Show a view in place of the message of the interaction, or in a new one if that cannot be edited.

    `full_text` is attached as a file. If it is empty, the file that was attached before goes away.
    """
    try:
        await interaction.edit_original_response(view=view, attachments=build_attachments(full_text))
    except SEND_ERRORS:
        await interaction.followup.send(view=view, files=build_attachments(full_text), ephemeral=True)


async def send_notice(
    interaction: discord.Interaction, text: str, full_text: str = "", file_name: str = _CHANGES_FILE
) -> None:
    """Send one more message that only this curator sees, with a file of `full_text` unless that is empty."""
    view = CardView(ui.TextDisplay(text), *build_file_parts(full_text, file_name))
    files = build_attachments(full_text, file_name)
    await interaction.followup.send(view=view, files=files, ephemeral=True)


async def tell_if_slow(
    interaction: discord.Interaction, work: Coroutine[Any, Any, _T], patience: float, text: str
) -> _T:
    """What comes of work; a notice is sent if that takes longer than `patience` seconds.

    Raises what the work raises. Once begun it runs to its end, even if the caller is cancelled.
    """
    task = asyncio.ensure_future(work)
    await asyncio.wait({task}, timeout=patience)
    if not task.done():
        with suppress(*SEND_ERRORS):
            await send_notice(interaction, text)
    return await asyncio.shield(task)
