"""The files of the pack out of Discord, and back in."""

import io
from collections.abc import Sequence

import discord

from bot.client.connection.retries import CONNECTION_ERRORS
from bot.client.curating.draft_actions import DraftActions
from bot.client.curating.long_messages import send_notice
from bot.client.text import cut, escape
from bot.core.pack.limits import MAX_FILE
from bot.store.editor import EditError, Editor
from bot.store.pack_files.loader import FILES, PackError
from bot.store.pack_files.regular_file import FileTooLargeError

_MAX_MESSAGE = 1_500
# Before the name of a file that does not load, so that nobody takes it for the one that is served.
_BROKEN = "broken-"
_AS_IT_STANDS = "The Q&A as it stands. Change the files as you like, then `/qa import` them."
_SERVED = "The files do not load as they stand: these are the ones that are served."
_ALONE = "what you sent does not load"
_TOGETHER = "what you sent does not load together with the other files as they stand"
_REPLACES_BROKEN = (
    "The files do not load as they stand: this puts whole files in their place. What stands in them now is"
    " kept in the history as a revision of its own that is never served; `/qa export` hands it out until"
    " you save."
)
_BY_HAND = "That cannot be put right from here: somebody with access to the files has to do it."


class ImportExport:
    """Sends the files of the pack to a curator, and previews files that a curator sends."""

    def __init__(self, draft_actions: DraftActions) -> None:
        self._draft_actions = draft_actions

    async def export(self, interaction: discord.Interaction) -> None:
        """Send the files that are served, and those that do not load, to this curator alone."""
        editor = self._draft_actions.editor
        served = {name: editor.texts[name] for name in FILES if name in editor.texts}
        broken = {
            f"{_BROKEN}{name}": text for name, text in editor.broken_texts.items() if text != served.get(name)
        }
        files = [discord.File(io.BytesIO(text.encode()), name) for name, text in {**served, **broken}.items()]
        text = _describe_broken_files(editor) if editor.is_broken else _AS_IT_STANDS
        await interaction.response.send_message(cut(text, _MAX_MESSAGE), files=files, ephemeral=True)

    async def import_files(
        self, interaction: discord.Interaction, attachments: Sequence[discord.Attachment], why: str
    ) -> None:
        """Preview what files would change, item by item. Later all of it is saved, or nothing.

        Raises EditError if a file is none of the pack, is too large, cannot be read or is sent twice, or if
        the files on the disk cannot be replaced from Discord.
        """
        for attachment in attachments:
            _check_attachment(attachment)
        if len({attachment.filename for attachment in attachments}) < len(attachments):
            raise EditError("The same file is there twice: send each once.")
        # Discord waits three seconds for an answer, and a download may take longer.
        await interaction.response.defer(ephemeral=True, thinking=True)
        editor = self._draft_actions.editor
        on = editor.state
        files = {attachment.filename: await _read_text(attachment) for attachment in attachments}
        if editor.is_broken and not editor.broken_texts:
            raise EditError(f"Nothing was changed: {editor.load_problem}\n{_BY_HAND}")
        try:
            await editor.check(files)
        except PackError as error:
            await _refuse(interaction, error, _TOGETHER if editor.is_broken else _ALONE)
        else:
            replaces_broken = editor.is_broken
            await self._draft_actions.begin(interaction, (), files=files, on=on, why=why)
            if replaces_broken:
                await send_notice(interaction, _REPLACES_BROKEN)


def _describe_broken_files(editor: Editor) -> str:
    """What an export holds while the files do not load, and what to do about them."""
    if editor.broken_texts:
        advice = (
            f"What stands in them is in `{_BROKEN}…`. `/qa import` a whole file, under its own name, to put"
            " it in their place."
        )
    else:
        advice = _BY_HAND
    return f"{_SERVED}\n{escape(editor.load_problem)}\n{advice}"


async def _refuse(interaction: discord.Interaction, error: PackError, reason: str) -> None:
    """List the problems. If a message is too short for them, they are in a file, too."""
    listed = "\n".join(filter(None, (*map(str, error.problems), error.not_listed)))
    text = f"Nothing was changed: {reason}.\n{escape(listed)}"
    is_cut = len(text) > _MAX_MESSAGE
    files = [discord.File(io.BytesIO(listed.encode()), "problems.txt")] if is_cut else []
    await interaction.edit_original_response(content=cut(text, _MAX_MESSAGE), attachments=files)


def _check_attachment(attachment: discord.Attachment) -> None:
    """Raises EditError if the attachment is no file of the pack, or is too large."""
    if attachment.filename not in FILES:
        raise EditError(f"“{attachment.filename[:60]}” is no file of the pack: it has {', '.join(FILES)}.")
    if attachment.size > MAX_FILE:
        raise EditError(f"{attachment.filename}: {FileTooLargeError(attachment.size)}.")


async def _read_text(attachment: discord.Attachment) -> str:
    """Raises EditError if the attachment cannot be downloaded, or is not in UTF-8."""
    try:
        return (await attachment.read()).decode("utf-8")
    except UnicodeDecodeError:
        raise EditError(f"{attachment.filename} is not text in UTF-8: save it as UTF-8.") from None
    except (discord.DiscordException, *CONNECTION_ERRORS):
        raise EditError(f"{attachment.filename} could not be read: send it again.") from None
