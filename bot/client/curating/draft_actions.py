"""From a form or a command to a draft, and what the buttons of its preview do."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import discord

from bot.client.buttons.curating import DraftButtonActions
from bot.client.curating.channel_notices import ChannelNotices
from bot.client.curating.drafts import Draft
from bot.client.curating.forms.build import FORM_BUILDERS, MAX_WHY, SentForm, build_item_form
from bot.client.curating.forms.submitted import apply_form, assign_id, find_unknown_removals
from bot.client.curating.long_messages import send_notice
from bot.client.curating.open_drafts import DraftsOutOfReachError, OpenDrafts
from bot.client.curating.preview.service import PreviewService
from bot.client.curating.save import SaveAction
from bot.client.replies import notice_view
from bot.client.text import cut, excerpt, shorten
from bot.core.editing.edits import Edit, Section
from bot.core.editing.links import unlink_edits
from bot.errors import UserError
from bot.settings import Settings
from bot.store.drafts import new_draft_id
from bot.store.editor import EditError, Editor
from bot.store.question_log.log import QuestionLog

_MAX_NOTICE = 3_500
_OWN_TEXT_HINT = "Your own text that is not saved yet. To drop it, send this form and press Cancel."
_OUT_OF_REACH_HINT = "The database does not answer: your own text that is not saved yet may be missing here."
_FORM_WAITS = (
    "The database does not answer just now. What you typed is in this file, and its preview comes as soon as"
    " it does."
)
_OTHERS_HINT = "Somebody else has a form open on this item: you will be shown what they save."


class DraftGoneError(UserError):
    """The draft does not exist any more: saved, cancelled, or older than a week."""

    def __init__(self) -> None:
        super().__init__("That edit is over: saved, cancelled, or older than a week. Begin it anew.")


class UnknownItemError(EditError):
    """There is no item of that id in the Q&A."""

    def __init__(self, id: str) -> None:
        super().__init__(f"There is no item “{id[:40]}” in the Q&A: pick one as you type.")


class DraftActions(DraftButtonActions):
    """Begins drafts, takes their forms, and does what the buttons of their previews say."""

    def __init__(
        self,
        editor: Editor,
        open_drafts: OpenDrafts,
        log: QuestionLog,
        notices: ChannelNotices,
        settings: Settings,
    ) -> None:
        self.editor = editor
        self._open_drafts = open_drafts
        self._preview_service = PreviewService(editor, open_drafts, log, settings.lookup_seconds)
        self._save_action = SaveAction(
            editor, open_drafts, self._preview_service, notices, settings.database_seconds
        )

    async def open_form(self, interaction: discord.Interaction, edit: Edit) -> None:
        """Open the form of an item, with what the curator did not save. It must be the first response.

        If the drafts of earlier runs cannot be read in time, it opens without them, and says so. Raises
        TooLongError if a text of the item does not fit its field.
        """
        now = discord.utils.utcnow()
        who = interaction.user.id
        are_complete = await self._open_drafts.are_complete(now)
        unsaved = self._open_drafts.find_unsaved(edit, who, now)
        draft = unsaved or Draft(new_draft_id(), who, now, (edit,))
        hint = ""
        if unsaved is not None:
            hint = _OWN_TEXT_HINT
        elif not are_complete:
            hint = _OUT_OF_REACH_HINT
        elif self._open_drafts.is_open_elsewhere(edit, who, now):
            hint = _OTHERS_HINT
        await interaction.response.send_modal(build_item_form(draft.id, draft.edits[0], draft.why, hint))
        if unsaved is None:
            self._open_drafts.keep(draft, self.editor.state, now)
            await self._open_drafts.written()

    async def remove(self, interaction: discord.Interaction, section: Section, id: str, why: str) -> None:
        """Preview the removal of an item and of the links to it.

        Raises UnknownItemError if there is no such item.
        """
        edit = Edit(section, id, self.get_fields(section, id), None)
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
        """Begin a draft that needs no form, and preview it in a new message that only this curator sees.

        `files`, `on` and `number` are those of a Draft. `why` is shortened to what a form holds.
        """
        now = discord.utils.utcnow()
        why = shorten(why, MAX_WHY)
        draft = Draft(new_draft_id(), interaction.user.id, now, edits, files or {}, why, number, on=on)
        if not interaction.response.is_done():
            await interaction.response.defer(ephemeral=True, thinking=True)
        await self.preview(interaction, draft)

    async def preview(self, interaction: discord.Interaction, draft: Draft) -> None:
        """Show what a draft would do."""
        await self._preview_service.show(interaction, draft)
        await self._open_drafts.written()

    async def on_form(self, interaction: discord.Interaction, form: SentForm) -> None:
        """Apply a sent form to its draft, on top of the item as it is now, and preview the result.

        If the database does not say what the draft is, the curator gets back what they typed, and the preview
        once it does. Raises DraftGoneError if the draft is over, EditError while it is being saved, and
        DraftsOutOfReachError if the database does not answer for minutes.
        """
        await interaction.response.defer(ephemeral=True, thinking=interaction.message is None)
        # Read the draft only now: of two forms sent at once, the second must see what the first changed.
        try:
            draft = await self._get_draft(form.draft)
        except DraftsOutOfReachError:
            draft = await self._wait_for_draft(interaction, form)
        if draft.edit is None:
            raise DraftGoneError
        edit = replace(draft.edit, after=apply_form(draft.edit, form, self.editor.article))
        if not edit.id:
            # An item that somebody else is adding has its id already, although it is not saved.
            taken = self._open_drafts.item_ids.union(*self.editor.items.values())
            edit = assign_id(edit, taken)
        why = form.values.get("why", draft.why).strip()
        await self.preview(interaction, replace(draft, edits=(edit, *draft.edits[1:]), why=why))
        unknown = find_unknown_removals(draft.edit, form)
        if unknown:
            lines = (f"- {excerpt(line, _MAX_NOTICE)}" for line in unknown)
            text = cut("\n".join(["No phrasings of it, so not removed:", *lines]), _MAX_NOTICE)
            await send_notice(interaction, text)

    async def on_draft(self, interaction: discord.Interaction, action: str, id: str) -> None:
        """Do what a button of a preview says: open a form, cancel the draft, or save it.

        Raises DraftGoneError if the draft is over, DraftsOutOfReachError if the database does not say so in
        time, EditError while it is being saved, TooLongError if a text does not fit the form, and SaveError
        or EditError if it cannot be saved.
        """
        draft = await self._get_draft(id)
        build_form = FORM_BUILDERS.get(action)
        if build_form is not None and draft.edit is not None:
            form = build_form(id, draft.edit, draft.why, self.editor.article)
            await interaction.response.send_modal(form)
        elif action == "cancel":
            self._open_drafts.end(draft)
            cancelled = notice_view("Cancelled. Nothing was changed.")
            await interaction.response.edit_message(view=cancelled, attachments=[])
            await self._open_drafts.written()
        else:
            await self._save_action.save(interaction, draft, is_confirmed=action == "anyway")

    def get_fields(self, section: Section, id: str) -> dict[str, Any]:
        """The fields of an item. Raises UnknownItemError if there is none of that id."""
        fields = self.editor.item(section, id)
        if fields is None:
            raise UnknownItemError(id)
        return dict(fields)

    async def _get_draft(self, id: str) -> Draft:
        if self._save_action.is_saving(id):
            raise EditError("That is being saved at this moment.")
        draft = await self._open_drafts.find(id, discord.utils.utcnow())
        if draft is None:
            raise DraftGoneError
        return draft

    async def _wait_for_draft(self, interaction: discord.Interaction, form: SentForm) -> Draft:
        typed = "\n\n".join(f"{name}:\n{value}" for name, value in form.values.items() if value)
        await send_notice(interaction, _FORM_WAITS, typed, "typed.txt")
        await self._open_drafts.wait_until_complete()
        return await self._get_draft(form.draft)
