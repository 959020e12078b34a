"""What was changed when, by whom and why; and undoing it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import discord
from discord import ui

from bot.client.buttons.curating import HistoryActions, HistoryPageButton, RevisionSelect, UndoButton
from bot.client.curating.channel_notices import render_revision_line
from bot.client.curating.draft_actions import DraftActions
from bot.client.curating.long_messages import (
    add_file_note,
    build_attachments,
    build_file_parts,
    fit_lines,
    send_notice,
)
from bot.client.curating.preview.changes import Difference, find_pack_changes, render_difference
from bot.client.replies import CardView, notice_view
from bot.client.text import cut, shorten
from bot.core.pack.validation import QA
from bot.store.editor import EditError
from bot.store.history_reader import HistoryReader
from bot.store.revisions.archive import Revision
from bot.store.revisions.undo import UndoPlan, changed_items, format_ids, plan_undo
from bot.store.threads import run_heavy_work

_PAGE_SIZE = 10
_MAX_OPTION = 100
_MAX_DIFFERENCE = 2_900
_MAX_REVISION_LINE = 800
_MAX_LIST = 3_500
_TOO_OLD = "too old to be undone"
_NOTHING = "Nothing: the files are to the byte as before."


class History(HistoryActions):
    """Shows revisions, and previews undoing them.

    Every method raises a UserError if the database cannot be read.
    """

    def __init__(self, archive: HistoryReader, draft_actions: DraftActions) -> None:
        self._archive = archive
        self._draft_actions = draft_actions

    async def show(self, interaction: discord.Interaction, item: str | None) -> None:
        """Show the latest revisions, of an item or of all, to this curator alone."""
        await _defer(interaction)
        await self._show_page(interaction, item, 0)

    async def turn(self, interaction: discord.Interaction, item: str | None, page: int) -> None:
        """Show another page of the revisions in place of the current one. Page 0 is the newest."""
        await interaction.response.defer()
        await self._show_page(interaction, item, page)

    async def _show_page(self, interaction: discord.Interaction, item: str | None, page: int) -> None:
        # Pages are counted from the newest, so that *Newer* works. Rows without their texts are read fast.
        # One row more than is shown tells whether there is another page.
        newest = await self._archive.history(item, most=(page + 1) * _PAGE_SIZE + 1)
        revisions = newest[page * _PAGE_SIZE :]
        if revisions:
            buttons = _build_page_buttons(item, page, has_more=len(revisions) > _PAGE_SIZE)
            view = _build_page(revisions[:_PAGE_SIZE], buttons)
        else:
            view = notice_view("Nothing is recorded yet of that.")
        await interaction.edit_original_response(view=view)

    async def show_one(self, interaction: discord.Interaction, number: int) -> None:
        """Show what a revision changed, to this curator alone.

        Raises NoRevisionError if there is no such revision, or none before it, or if it is too old.
        """
        await _defer(interaction)
        before, after = await self._archive.change(number)
        revision = (await self._archive.history(most=1, before=number + 1))[0]
        difference = await run_heavy_work(_render_revision_difference, before, after)
        line = cut(render_revision_line(revision), _MAX_REVISION_LINE)
        changes = add_file_note(difference.text or _NOTHING, difference.full_text)
        view = CardView(
            ui.TextDisplay(f"### What revision {number} changed\n{line}\n{changes}"),
            *build_file_parts(difference.full_text),
            ui.ActionRow(UndoButton(str(number))),
        )
        attachments = build_attachments(difference.full_text)
        await interaction.edit_original_response(view=view, attachments=attachments)

    async def undo(self, interaction: discord.Interaction, number: int | None, why: str = "") -> None:
        """Preview undoing a revision, by default the latest. It is saved like any edit.

        Raises NoRevisionError if there is no such revision, or none before it, or if it is too old, and
        EditError if there is nothing left of it to undo.
        """
        await _defer(interaction)
        if number is None:
            newest = await self._archive.newest()
            if newest is None:
                raise EditError("Nothing is recorded yet: there is nothing to take back.")
            number = newest.number
        before, after = await self._archive.change(number)
        editor = self._draft_actions.editor
        on, now = editor.state, editor.texts
        plan = await run_heavy_work(plan_undo, number, before, after, now)
        await self._draft_actions.begin(
            interaction, plan.edits, files=plan.files, on=on, why=why, number=number
        )
        not_undone = "\n".join(_describe_not_undone(plan))
        if not_undone:
            await send_notice(interaction, not_undone)


def _build_page(revisions: Sequence[Revision], buttons: Sequence[HistoryPageButton]) -> CardView:
    lines = ["### What was changed", *(_render_line(revision) for revision in revisions)]
    options = [
        discord.SelectOption(
            label=f"Revision {revision.number}",
            value=str(revision.number),
            description=shorten(revision.why or ", ".join(revision.items) or "the files", _MAX_OPTION),
        )
        for revision in revisions
        if not revision.is_thinned
    ]
    parts: list[ui.Item[Any]] = [ui.TextDisplay(fit_lines(lines, _MAX_LIST).text)]
    if options:
        parts.append(ui.ActionRow(RevisionSelect(options)))
    if buttons:
        parts.append(ui.ActionRow(*buttons))
    return CardView(*parts)


def _render_line(revision: Revision) -> str:
    line = render_revision_line(revision)
    return f"{line} ({_TOO_OLD})" if revision.is_thinned else line


def _build_page_buttons(item: str | None, page: int, has_more: bool) -> Sequence[HistoryPageButton]:
    buttons = []
    if page > 0:
        buttons.append(HistoryPageButton(page - 1, item or "", "Newer"))
    if has_more:
        buttons.append(HistoryPageButton(page + 1, item or ""))
    return buttons


def _describe_not_undone(plan: UndoPlan) -> Iterator[str]:
    """Lines about what of a revision is not undone."""
    if plan.left_out:
        yield f"Removed since, and left out: {format_ids(plan.left_out)}."
    if plan.loses_layout:
        yield "Only the items come back: remarks, and the order in the file, stay as they are now."


def _render_revision_difference(before: Mapping[str, str], after: Mapping[str, str]) -> Difference:
    edits = changed_items(before[QA], after[QA])
    return render_difference(find_pack_changes(before, after, edits), _MAX_DIFFERENCE)


async def _defer(interaction: discord.Interaction) -> None:
    # The database may take longer than Discord waits for an answer.
    await interaction.response.defer(ephemeral=True, thinking=True)
