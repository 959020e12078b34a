"""*Save*: a draft is saved as it was previewed, or else it is previewed again."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import discord
from discord import ui

from bot.client.buttons.curating import UndoButton
from bot.client.curating.channel_notices import ChannelNotices
from bot.client.curating.drafts import Draft
from bot.client.curating.long_messages import replace_message, send_notice, tell_if_slow
from bot.client.curating.open_drafts import OpenDrafts
from bot.client.curating.preview.service import PreviewService
from bot.client.curating.preview.view import build_saved_view
from bot.client.curating.rebase import rebase_draft
from bot.client.replies import CardView
from bot.core.checking.stray_phrasings import accept_stray_phrasings
from bot.core.editing.edits import items_of
from bot.core.pack.validation import QA
from bot.store.editor import Editor, PreparedEdit
from bot.store.revisions.archive import Origin

_STILL_SAVING = (
    "The database does not answer yet. It is still being saved: the preview says so once it is done, and what"
    " you typed is kept."
)
_CHANGED_MEANWHILE = "The Q&A was changed meanwhile, and nothing was saved."


class SaveAction:
    """Saves drafts, each of them once."""

    def __init__(
        self,
        editor: Editor,
        open_drafts: OpenDrafts,
        preview_service: PreviewService,
        notices: ChannelNotices,
        patience: float,
    ) -> None:
        """After `patience` seconds of saving, the curator is told that the database does not answer."""
        self._patience = patience
        self._editor = editor
        self._open_drafts = open_drafts
        self._preview_service = preview_service
        self._notices = notices
        self._saving_ids: set[str] = set()

    def is_saving(self, draft_id: str) -> bool:
        """Is the draft of that id being saved at this moment?"""
        return draft_id in self._saving_ids

    async def save(self, interaction: discord.Interaction, draft: Draft, is_confirmed: bool) -> None:
        """Save a draft as it was previewed, or preview it again if its effect is another one by now.

        `is_confirmed` is true if the curator pressed *Save all the same*. Raises SaveError or EditError if
        the files cannot be written.
        """
        with self._marked_as_saving(draft.id):
            await interaction.response.defer()
            is_saved = await self._save(interaction, draft, is_confirmed)
        if not is_saved:
            await self._preview_again(interaction, draft)

    async def _save(self, interaction: discord.Interaction, draft: Draft, is_confirmed: bool) -> bool:
        """Save what was previewed. False if it has to be previewed again first."""
        if draft.files and draft.on != self._editor.state:
            return False
        current, concurrent_changes = rebase_draft(draft, self._editor.items)
        if concurrent_changes:
            return False
        candidate = await self._preview_service.find_candidate(current)
        if candidate is None or not self._may_be_saved(candidate, draft.is_undo, is_confirmed):
            return False
        if candidate.stray_phrasings:
            items = items_of(candidate.pack.documents[QA].value)
            edits = accept_stray_phrasings(current.edits, candidate.stray_phrasings, items)
            candidate = await self._editor.prepare(edits, draft.files, discord.utils.utcnow().date())
        saving = self._editor.save(candidate, _origin_of(draft), draft.who, draft.why, discord.utils.utcnow())
        revision = await tell_if_slow(interaction, saving, self._patience, _STILL_SAVING)
        self._preview_service.forget(draft)
        self._open_drafts.end(draft)
        self._notices.post_revision(revision)
        await replace_message(interaction, build_saved_view(revision))
        return True

    def _may_be_saved(self, candidate: PreparedEdit, is_undo: bool, is_confirmed: bool) -> bool:
        """Is the candidate made on the files as they are now, free of errors, and confirmed if need be?"""
        if candidate.base_state != self._editor.state or candidate.is_refused(is_undo):
            return False
        return is_confirmed or not candidate.needs_confirmation(is_undo)

    async def _preview_again(self, interaction: discord.Interaction, draft: Draft) -> None:
        """Show what a draft that was not saved would do by now."""
        if not draft.files or draft.on == self._editor.state:
            await self._preview_service.show(interaction, draft)
        elif not draft.is_undo:
            await self._preview_service.show(interaction, replace(draft, on=self._editor.state))
            await send_notice(interaction, f"{_CHANGED_MEANWHILE} Look again at what would change now.")
        else:
            # Other files have to be restored by now, so this draft ends and the undo begins anew.
            self._open_drafts.end(draft)
            again = ui.ActionRow[Any](UndoButton(str(draft.number), "Look again"))
            await replace_message(interaction, CardView(ui.TextDisplay(_CHANGED_MEANWHILE), again))

    @contextmanager
    def _marked_as_saving(self, draft_id: str) -> Iterator[None]:
        """Meanwhile nobody can save, change or cancel the draft a second time."""
        self._saving_ids.add(draft_id)
        try:
            yield
        finally:
            self._saving_ids.discard(draft_id)


def _origin_of(draft: Draft) -> Origin:
    if draft.number:
        return Origin.UNDO
    return Origin.IMPORT if draft.files else Origin.CURATOR
