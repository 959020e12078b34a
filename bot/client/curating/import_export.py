"""The files of the pack out of Discord, and back in."""

import io
from collections.abc import Sequence

import discord

from bot.client.curating.draft_actions import DraftActions
from bot.client.errors import UNSENT
from bot.client.replies import notice_view
from bot.client.text import cut, plain
from bot.core.pack.problems import Problem
from bot.store.editor import EditError, Editor
from bot.store.pack_files.loader import FILES, PackError

# An article is not larger; what is, is refused before it is read.
MAX_IMPORT = 5_000_000
_LONGEST = 1_500
# Before the name of a file that does not load, so that nobody takes it for the one that is served.
_BROKEN = "broken-"
_AS_IT_STANDS = "The Q&A as it stands. Change the files as you like, then `/qa import` them."
_SERVED = "The files do not load as they stand: these are the ones that are served."
_ALONE = "what you sent does not load"
_TOGETHER = "what you sent does not load together with the other files as they stand"
_MENDS = (
    "The files do not load as they stand: this puts whole files in their place. What stands in them now is"
    " kept in the history as a revision of its own that is never served; `/qa export` hands it out until"
    " you save."
)
_BY_HAND = "That cannot be put right from here: somebody with access to the files has to do it."


class ImportExport:
    """Exports and imports."""

    def __init__(self, editing: DraftActions) -> None:
        self._editing = editing

    async def export(self, interaction: discord.Interaction) -> None:
        """Hand over the files that are served, and those that do not load, to one person alone."""
        editor = self._editing.editor
        served = {name: editor.texts[name] for name in FILES if name in editor.texts}
        broken = {
            f"{_BROKEN}{name}": text for name, text in editor.broken.items() if text != served.get(name)
        }
        files = [discord.File(io.BytesIO(text.encode()), name) for name, text in {**served, **broken}.items()]
        text = _what_stands(editor) if editor.is_broken else _AS_IT_STANDS
        await interaction.response.send_message(cut(text, _LONGEST), files=files, ephemeral=True)

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
        editor = self._editing.editor
        on = editor.state
        files = {each.filename: await _text(each) for each in sent}
        if editor.is_broken and not editor.broken:
            raise EditError(f"Nothing was changed: {editor.trouble}\n{_BY_HAND}")
        try:
            await editor.check(files)
        except PackError as error:
            await _refuse(interaction, error.problems, _TOGETHER if editor.is_broken else _ALONE)
        else:
            mends = editor.is_broken
            await self._editing.begin(interaction, (), files=files, on=on, why=why)
            if mends:
                await interaction.followup.send(view=notice_view(_MENDS), ephemeral=True)


def _what_stands(editor: Editor) -> str:
    """What an export holds where the files do not load, and what to do about them."""
    do = (
        f"What stands in them is in `{_BROKEN}…`. `/qa import` a whole file, under its own name, to put"
        " it in their place."
        if editor.broken
        else _BY_HAND
    )
    return f"{_SERVED}\n{plain(editor.trouble)}\n{do}"


async def _refuse(interaction: discord.Interaction, problems: Sequence[Problem], what: str) -> None:
    """List every problem; those that a message has no room for are in a file."""
    listed = "\n".join(map(str, problems))
    text = f"Nothing was changed: {what}.\n{plain(listed)}"
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
