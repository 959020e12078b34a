"""Drafts prepared on the files as they are now, and shown as previews."""

from dataclasses import replace

import discord
from cachetools import LRUCache

from bot.client.curating.drafts import Draft
from bot.client.curating.long_messages import replace_message
from bot.client.curating.open_drafts import OpenDrafts
from bot.client.curating.preview.view import Preview, add_difference, build_preview_view
from bot.client.curating.rebase import rebase_draft, summarise_effect
from bot.store.editor import EditError, Editor, PreparedEdit
from bot.store.pack_files.loader import PackError
from bot.store.question_log.log import QuestionLog

# A candidate is a whole pack in memory. One that is not kept is prepared again when it is saved.
_MAX_CANDIDATES = 8
_MAX_RECENT_QUESTIONS = 200


class PreviewService:
    """Prepares drafts, shows them, and keeps what was prepared until it is saved."""

    def __init__(
        self, editor: Editor, open_drafts: OpenDrafts, log: QuestionLog, lookup_seconds: float
    ) -> None:
        """The impact is shown without recent questions if the log does not have them in `lookup_seconds`."""
        self._lookup_seconds = lookup_seconds
        self._editor = editor
        self._open_drafts = open_drafts
        self._log = log
        self._candidates: LRUCache[str, PreparedEdit] = LRUCache(_MAX_CANDIDATES)

    async def show(self, interaction: discord.Interaction, draft: Draft) -> None:
        """Show what a draft would do to the files as they are now. Its impact follows once it is known."""
        draft, concurrent_changes = rebase_draft(draft, self._editor.items)
        # Until the new candidate is ready, nothing may be saved.
        self._candidates.pop(draft.id, None)
        self._open_drafts.keep(draft, self._editor.state, discord.utils.utcnow())
        preview, texts_before = Preview(draft, concurrent_changes), self._editor.texts
        try:
            candidate = await self._prepare(draft)
        except (PackError, EditError) as error:
            problems = error.problems if isinstance(error, PackError) else ()
            preview = replace(preview, problems=problems, failure="" if problems else str(error))
            await self._show(interaction, await add_difference(preview, texts_before))
            return
        preview = replace(preview, candidate=candidate, problems=candidate.problems)
        preview = await add_difference(preview, texts_before)
        if not self._open_drafts.is_current(draft):
            return
        self._candidates[draft.id] = candidate
        await self._show(interaction, preview)
        recent = await self._log.recent(_MAX_RECENT_QUESTIONS, self._lookup_seconds)
        impact = await self._editor.impact(candidate, recent)
        if self._candidates.get(draft.id) is candidate:
            await self._show(interaction, replace(preview, impact=impact))

    async def _prepare(self, draft: Draft) -> PreparedEdit:
        """Raises PackError or EditError if the pack would not load."""
        return await self._editor.prepare(draft.edits, draft.files, discord.utils.utcnow().date())

    async def _show(self, interaction: discord.Interaction, preview: Preview) -> None:
        """Show a preview, unless the draft is over or has a newer version."""
        if self._open_drafts.is_current(preview.draft):
            view = build_preview_view(preview)
            await replace_message(interaction, view, preview.difference.full_text)

    async def find_candidate(self, draft: Draft) -> PreparedEdit | None:
        """The candidate that was previewed, prepared anew if the files are in another state by now.

        None if there is none, or if the new one has other problems or stray phrasings than the old.
        """
        previewed = self._candidates.get(draft.id)
        if previewed is None or previewed.base_state == self._editor.state:
            return previewed
        try:
            candidate = await self._prepare(draft)
        except (PackError, EditError):
            return None
        return candidate if summarise_effect(candidate) == summarise_effect(previewed) else None

    def forget(self, draft: Draft) -> None:
        """Drop the candidate of a draft that was saved."""
        self._candidates.pop(draft.id, None)
