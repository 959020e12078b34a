"""From a form or a command to a draft, and what the buttons of its preview do."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import discord

from bot.client.buttons.on_curating import DraftButtonActions
from bot.client.curating.channel_notices import ChannelNotices
from bot.client.curating.drafts import Draft, OpenDrafts
from bot.client.curating.forms.build import FORMS, MAX_WHY, SentForm, item_form
from bot.client.curating.forms.submitted import filled, named, unknown_lines
from bot.client.curating.long_messages import tell
from bot.client.curating.preview.service import PreviewService
from bot.client.curating.save import SaveAction
from bot.client.replies import notice_view
from bot.client.text import cut, quoted, short
from bot.core.editing.edits import Edit, Section
from bot.core.editing.links import unlink_edits
from bot.errors import UserError
from bot.store.drafts import new_draft_id
from bot.store.editor import EditError, Editor
from bot.store.question_log.log import QuestionLog

_LONGEST = 3_500
_MINE = "Your own text that is not saved yet. To drop it, send this form and press Cancel."
_OTHERS = "Somebody else has a form open on this item: you will be shown what they save."


class DraftGoneError(UserError):
    """A draft that is there no longer: saved, cancelled, or older than a week."""

    def __init__(self) -> None:
        super().__init__("That edit is over: saved, cancelled, or older than a week. Begin it anew.")


class DraftActions(DraftButtonActions):
    """Serves curators' edits."""

    def __init__(self, editor: Editor, begun: OpenDrafts, log: QuestionLog, notices: ChannelNotices) -> None:
        self.editor = editor
        self._begun = begun
        self._previewing = PreviewService(editor, begun, log)
        self._saving = SaveAction(editor, begun, self._previewing, notices)

    async def open_form(self, interaction: discord.Interaction, edit: Edit) -> None:
        """Open the form of an item. Nothing is waited for before it: it has to be the first response."""
        now = discord.utils.utcnow()
        who = interaction.user.id
        mine = self._begun.unsaved(edit, who, now)
        draft = mine or Draft(new_draft_id(), who, now, (edit,))
        others = _OTHERS if self._begun.others(edit, who, now) else ""
        hint = _MINE if mine else others
        await interaction.response.send_modal(item_form(draft.id, draft.edits[0], draft.why, hint))
        if mine is None:
            await self._begun.keep(draft, self.editor.state, now)

    async def remove(self, interaction: discord.Interaction, section: Section, id: str, why: str) -> None:
        """Preview the removal of an item, and of the links to it."""
        edit = Edit(section, id, self.known(section, id), None)
        links = unlink_edits(self.editor.items, id) if section is Section.ENTRIES else ()
        await self.begin(interaction, (edit, *links), why=why)

    async def begin(
        self,
        interaction: discord.Interaction,
        edits: tuple[Edit, ...],
        *,
        files: Mapping[str, str] | None = None,
        on: str = "",
        why: str = "",
        number: int | None = None,
    ) -> None:
        """Preview what needs no form, in an answer of its own; `files` are meant for the state named `on`."""
        now = discord.utils.utcnow()
        why = short(why, MAX_WHY)
        draft = Draft(new_draft_id(), interaction.user.id, now, edits, files or {}, why, number, on=on)
        if not interaction.response.is_done():
            await interaction.response.defer(ephemeral=True, thinking=True)
        await self.preview(interaction, draft)

    async def preview(self, interaction: discord.Interaction, draft: Draft) -> None:
        """Show what a draft would do."""
        await self._previewing.show(interaction, draft)

    async def submitted(self, interaction: discord.Interaction, form: SentForm) -> None:
        """Take a form: put it on top of the item as it stands now, and show what it would do."""
        await interaction.response.defer(ephemeral=True, thinking=interaction.message is None)
        # Not before: of two forms that are sent at once, the second is put on top of the first.
        draft = await self._draft(form.draft)
        if draft.edit is None:
            raise DraftGoneError
        edit = replace(draft.edit, after=filled(draft.edit, form, self.editor.article))
        if not edit.id:
            # What somebody else is adding has its id already, too.
            taken = self._begun.items.union(*self.editor.items.values())
            edit = named(edit, taken)
        why = form.values.get("why", draft.why).strip()
        await self.preview(interaction, replace(draft, edits=(edit, *draft.edits[1:]), why=why))
        unknown = unknown_lines(draft.edit, form)
        if unknown:
            lines = (f"- {quoted(each, _LONGEST)}" for each in unknown)
            text = cut("\n".join(["No phrasings of it, so not removed:", *lines]), _LONGEST)
            await tell(interaction, text)

    async def on_draft(self, interaction: discord.Interaction, action: str, id: str) -> None:
        """Do what a button of a preview says."""
        draft = await self._draft(id)
        form = FORMS.get(action)
        if form is not None and draft.edit is not None:
            await interaction.response.send_modal(form(id, draft.edit, draft.why, self.editor.article))
        elif action == "cancel":
            self._begun.forget(draft)
            cancelled = notice_view("Cancelled. Nothing was changed.")
            await interaction.response.edit_message(view=cancelled, attachments=[])
            await self._begun.end(draft)
        else:
            await self._saving.save(interaction, draft, accepts=action == "anyway")

    def known(self, section: Section, id: str) -> dict[str, Any]:
        """The fields of an item; raises EditError where there is none of that id."""
        fields = self.editor.item(section, id)
        if fields is None:
            raise EditError(f"There is no item “{id[:40]}” in the Q&A: pick one as you type.")
        return dict(fields)

    async def _draft(self, id: str) -> Draft:
        if self._saving.is_saving(id):
            raise EditError("That is being saved at this moment.")
        draft = await self._begun.find(id, discord.utils.utcnow())
        if draft is None:
            raise DraftGoneError
        return draft
