"""What was changed when, by whom and why; and taking it back."""

from collections.abc import Mapping, Sequence

import discord
from discord import ui

from bot.client.cards import CardView, notice_view
from bot.client.curating.editing import Editing
from bot.client.curating.items import ChooseRevision, UndoRevision
from bot.client.curating.notices import revision_line
from bot.client.curating.previews import change_lines
from bot.client.text import short
from bot.core.validation import QA
from bot.store.archive import Archive
from bot.store.editor import EditError
from bot.store.quiet import off_loop
from bot.store.undoing import changed_files, changed_items, undoing

_MOST = 10
_LONGEST_OPTION = 100
_LONGEST_DIFFERENCE = 3_000
_LONGEST_LIST = 3_500


class Histories:
    """Shows revisions, and previews taking them back."""

    def __init__(self, archive: Archive, editing: Editing) -> None:
        self._archive = archive
        self._editing = editing

    async def show(self, interaction: discord.Interaction, item: str | None) -> None:
        """The latest revisions, of an item or of all, to one person alone."""
        await _begin(interaction)
        found = await self._archive.history(item, most=_MOST)
        if not found:
            view = notice_view("Nothing is recorded yet of that.")
        else:
            text = "\n".join(["### What was changed", *_fitting([revision_line(each) for each in found])])
            options = [
                discord.SelectOption(
                    label=f"Revision {each.number}",
                    value=str(each.number),
                    description=short(each.why or ", ".join(each.items) or "the files", _LONGEST_OPTION),
                )
                for each in found
            ]
            view = CardView(ui.TextDisplay(text), ui.ActionRow(ChooseRevision(options)))
        await interaction.edit_original_response(view=view)

    async def show_one(self, interaction: discord.Interaction, number: int) -> None:
        """What a revision changed, to one person alone."""
        await _begin(interaction)
        before, after = await self._sides(number)
        lines = change_lines(await off_loop(changed_items, before[QA], after[QA]), _LONGEST_DIFFERENCE)
        others = [name for name in changed_files(before, after) if name != QA]
        more = [f"Also changed: {', '.join(others)}"] if others else []
        what = [*more, lines] if more or lines else ["Nothing but remarks and layout."]
        text = "\n".join([f"### What revision {number} changed", *what])
        view = CardView(ui.TextDisplay(text), ui.ActionRow(UndoRevision(str(number))))
        await interaction.edit_original_response(view=view)

    async def undo(self, interaction: discord.Interaction, number: int | None, why: str = "") -> None:
        """Preview taking a revision back, by default the latest. It is saved like any edit."""
        await _begin(interaction)
        if number is None:
            newest = await self._archive.newest()
            if newest is None:
                raise EditError("Nothing is recorded yet: there is nothing to take back.")
            number = newest.number
        before, after = await self._sides(number)
        on, now = self._editing.editor.state, self._editing.editor.texts
        found = await off_loop(undoing, number, before, after, now)
        await self._editing.begin(interaction, found.edits, files=found.files, on=on, why=why, number=number)

    async def _sides(self, number: int) -> tuple[Mapping[str, str], Mapping[str, str]]:
        """The files before and after a revision."""
        after = await self._archive.texts(number)
        earlier = await self._archive.history(most=1, before=number)
        if not earlier:
            raise EditError(f"Revision {number} is the first: there is nothing before it.")
        return await self._archive.texts(earlier[0].number), after


async def _begin(interaction: discord.Interaction) -> None:
    # The database may take longer than Discord waits for an answer.
    await interaction.response.defer(ephemeral=True, thinking=True)


def _fitting(lines: Sequence[str]) -> list[str]:
    """As many of the lines as a message holds; the others are counted."""
    shown: list[str] = []
    for line in lines:
        if len("\n".join([*shown, line])) > _LONGEST_LIST:
            break
        shown.append(line)
    more = len(lines) - len(shown)
    return [*shown, f"-# … and {more} more"] if more else shown
