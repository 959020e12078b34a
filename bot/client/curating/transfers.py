"""The files of the pack out of Discord, and back in."""

import io
from collections.abc import Sequence

import discord

from bot.client.curating.editing import Editing
from bot.client.errors import UNSENT
from bot.client.text import cut, plain
from bot.core.problem import Problem
from bot.store.editor import EditError
from bot.store.pack import FILES, PackError

# An article is not larger; what is, is refused before it is read.
MAX_IMPORT = 5_000_000
_LONGEST = 1_500


class Transfers:
    """Exports and imports."""

    def __init__(self, editing: Editing) -> None:
        self._editing = editing

    async def export(self, interaction: discord.Interaction) -> None:
        """Hand over the files as they stand, to one person alone."""
        texts = self._editing.editor.texts
        files = [discord.File(io.BytesIO(texts[name].encode()), name) for name in FILES if name in texts]
        await interaction.response.send_message(
            "The Q&A as it stands. Change the files as you like, then `/qa import` them.",
            files=files,
            ephemeral=True,
        )

    async def take(
        self, interaction: discord.Interaction, sent: Sequence[discord.Attachment], why: str
    ) -> None:
        """Preview what files would change, entry by entry; all of it is saved, or nothing."""
        for each in sent:
            _check(each)
        if len({each.filename for each in sent}) < len(sent):
            raise EditError("The same file is there twice: send each once.")
        # Discord waits three seconds for an answer, and a file may take longer to come.
        await interaction.response.defer(ephemeral=True, thinking=True)
        on = self._editing.editor.state
        files = {each.filename: await _text(each) for each in sent}
        try:
            await self._editing.editor.check(files)
        except PackError as error:
            await _refuse(interaction, error.problems)
        else:
            await self._editing.begin(interaction, (), files=files, on=on, why=why)


async def _refuse(interaction: discord.Interaction, problems: Sequence[Problem]) -> None:
    """List every problem; those that a message has no room for are in a file."""
    listed = "\n".join(map(str, problems))
    text = f"Nothing was changed: what you sent does not load.\n{plain(listed)}"
    if len(text) <= _LONGEST:
        await interaction.followup.send(text, ephemeral=True)
        return
    whole = discord.File(io.BytesIO(listed.encode()), "problems.txt")
    await interaction.followup.send(cut(text, _LONGEST), file=whole, ephemeral=True)


def _check(sent: discord.Attachment) -> None:
    if sent.filename not in FILES:
        raise EditError(f"“{sent.filename[:60]}” is no file of the pack: it has {', '.join(FILES)}.")
    if sent.size > MAX_IMPORT:
        raise EditError(f"{sent.filename} is larger than {MAX_IMPORT // 1_000_000} MB: nothing was read.")


async def _text(sent: discord.Attachment) -> str:
    try:
        return (await sent.read()).decode("utf-8")
    except UnicodeDecodeError:
        raise EditError(f"{sent.filename} is not text in UTF-8: save it as UTF-8.") from None
    except UNSENT:
        raise EditError(f"{sent.filename} could not be read: send it again.") from None
