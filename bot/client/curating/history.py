"""What was changed when, by whom and why; and taking it back."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import discord
from discord import ui

from bot.client.buttons.on_curating import HistoryActions, HistoryPageButton, RevisionSelect, UndoButton
from bot.client.curating.channel_notices import revision_line
from bot.client.curating.draft_actions import DraftActions
from bot.client.curating.long_messages import attachments, counted, file_below, noted
from bot.client.curating.preview.changes import Difference, difference, pack_changes
from bot.client.replies import CardView, notice_view
from bot.client.text import cut, short
from bot.core.pack.validation import QA
from bot.store.editor import EditError
from bot.store.revisions.archive import Archive, Revision
from bot.store.revisions.undo import UndoPlan, changed_items, listed, plan_undo
from bot.store.threads import off_loop

_MOST = 10
_LONGEST_OPTION = 100
_LONGEST_DIFFERENCE = 2_900
_LONGEST_LINE = 800
_LONGEST_LIST = 3_500
_NOTHING = "Nothing: the files are to the byte as before."


class History(HistoryActions):
    """Shows revisions, and previews taking them back."""

    def __init__(self, archive: Archive, editing: DraftActions) -> None:
        self._archive = archive
        self._editing = editing

    async def show(self, interaction: discord.Interaction, item: str | None) -> None:
        """The latest revisions, of an item or of all, to one person alone."""
        await _begin(interaction)
        await self._show_page(interaction, item, 0)

    async def turn(self, interaction: discord.Interaction, item: str | None, page: int) -> None:
        """Another page of the revisions, in place of the one that is shown."""
        await interaction.response.defer()
        await self._show_page(interaction, item, page)

    async def _show_page(self, interaction: discord.Interaction, item: str | None, page: int) -> None:
        # Counted from the newest, for *Newer*; rows without their texts are soon read.
        newest = await self._archive.history(item, most=(page + 1) * _MOST + 1)
        found = newest[page * _MOST :]
        if found:
            view = _page(found[:_MOST], _turning(item, page, len(found) > _MOST))
        else:
            view = notice_view("Nothing is recorded yet of that.")
        await interaction.edit_original_response(view=view)

    async def show_one(self, interaction: discord.Interaction, number: int) -> None:
        """What a revision changed, to one person alone."""
        await _begin(interaction)
        before, after = await self._sides(number)
        revision = (await self._archive.history(most=1, before=number + 1))[0]
        found = await off_loop(_difference, before, after)
        above = f"### What revision {number} changed\n{cut(revision_line(revision), _LONGEST_LINE)}"
        text = f"{above}\n{noted(found.text or _NOTHING, found.whole)}"
        button = UndoButton(str(number))
        view = CardView(ui.TextDisplay(text), *file_below(found.whole), ui.ActionRow(button))
        await interaction.edit_original_response(view=view, attachments=attachments(found.whole))

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
        found = await off_loop(plan_undo, number, before, after, now)
        await self._editing.begin(interaction, found.edits, files=found.files, on=on, why=why, number=number)
        left = "\n".join(_left(found))
        if left:
            await interaction.followup.send(view=notice_view(left), ephemeral=True)

    async def _sides(self, number: int) -> tuple[Mapping[str, str], Mapping[str, str]]:
        """The files before and after a revision."""
        after = await self._archive.texts(number)
        earlier = await self._archive.history(most=1, before=number)
        if not earlier:
            raise EditError(f"Revision {number} is the first: there is nothing before it.")
        return await self._archive.texts(earlier[0].number), after


def _page(found: Sequence[Revision], turning: Sequence[HistoryPageButton]) -> CardView:
    lines = ["### What was changed", *(revision_line(each) for each in found)]
    options = [
        discord.SelectOption(
            label=f"Revision {each.number}",
            value=str(each.number),
            description=short(each.why or ", ".join(each.items) or "the files", _LONGEST_OPTION),
        )
        for each in found
    ]
    parts: list[ui.Item[Any]] = [
        ui.TextDisplay(counted(lines, _LONGEST_LIST).text),
        ui.ActionRow(RevisionSelect(options)),
    ]
    if turning:
        parts.append(ui.ActionRow(*turning))
    return CardView(*parts)


def _turning(item: str | None, page: int, has_more: bool) -> Sequence[HistoryPageButton]:
    newer = [HistoryPageButton(page - 1, item or "", "Newer")] if page else []
    return [*newer, *([HistoryPageButton(page + 1, item or "")] if has_more else [])]


def _left(found: UndoPlan) -> Iterator[str]:
    """What of a revision is not taken back."""
    if found.left_out:
        yield f"Removed since, and left out: {listed(found.left_out)}."
    if found.loses_layout:
        yield "Only the items come back: remarks, and the order in the file, stay as they are now."


def _difference(before: Mapping[str, str], after: Mapping[str, str]) -> Difference:
    edits = changed_items(before[QA], after[QA])
    return difference(pack_changes(before, after, edits), _LONGEST_DIFFERENCE)


async def _begin(interaction: discord.Interaction) -> None:
    # The database may take longer than Discord waits for an answer.
    await interaction.response.defer(ephemeral=True, thinking=True)
