"""Drafts made ready and shown: what they would do, on top of what stands in the files."""

from dataclasses import replace

import discord
from cachetools import LRUCache

from bot.client.curating.drafts import Draft, OpenDrafts
from bot.client.curating.long_messages import put
from bot.client.curating.preview.view import Preview, preview_view, worked_out
from bot.client.curating.rebase import effect, on_top
from bot.store.editor import EditError, Editor, PreparedEdit
from bot.store.pack_files.loader import PackError
from bot.store.question_log.log import QuestionLog

# Candidates are whole packs: so many are kept, others are made again when they are saved.
_KEPT = 8
_RECENT = 200


class PreviewService:
    """Makes drafts ready, shows them, and keeps what was made ready until it is saved."""

    def __init__(self, editor: Editor, begun: OpenDrafts, log: QuestionLog) -> None:
        self._editor = editor
        self._begun = begun
        self._log = log
        self._candidates: LRUCache[str, PreparedEdit] = LRUCache(_KEPT)

    async def show(self, interaction: discord.Interaction, draft: Draft) -> None:
        """Show what a draft would do, on top of what stands in the files now; its impact when it is known."""
        draft, found = on_top(draft, self._editor.items)
        # Until this one is ready, there is nothing that could be saved as it was shown.
        self._candidates.pop(draft.id, None)
        await self._begun.keep(draft, self._editor.state, discord.utils.utcnow())
        shown, stood = Preview(draft, found), self._editor.texts
        try:
            candidate = await self._editor.prepare(draft.edits, draft.files, discord.utils.utcnow().date())
        except (PackError, EditError) as error:
            problems = error.problems if isinstance(error, PackError) else ()
            shown = replace(shown, problems=problems, trouble="" if problems else str(error))
            await self._show(interaction, await worked_out(shown, stood))
            return
        shown = replace(shown, candidate=candidate, problems=candidate.problems)
        shown = await worked_out(shown, stood)
        if not self._begun.is_current(draft):
            return
        self._candidates[draft.id] = candidate
        await self._show(interaction, shown)
        impact = await self._editor.impact(candidate, await self._log.recent(_RECENT))
        if self._candidates.get(draft.id) is candidate:
            await self._show(interaction, replace(shown, impact=impact))

    async def _show(self, interaction: discord.Interaction, shown: Preview) -> None:
        """Show a preview, unless there is a newer one of that draft, or it is over."""
        if self._begun.is_current(shown.draft):
            await put(interaction, preview_view(shown), shown.difference.whole)

    async def as_shown(self, draft: Draft) -> PreparedEdit | None:
        """What was previewed, carried over onto the files as they stand; None where its effect changed."""
        known = self._candidates.get(draft.id)
        if known is None or known.on == self._editor.state:
            return known
        try:
            anew = await self._editor.prepare(draft.edits, draft.files, discord.utils.utcnow().date())
        except (PackError, EditError):
            return None
        return anew if effect(anew) == effect(known) else None

    def forget(self, draft: Draft) -> None:
        """Let go of what was made ready: it was saved."""
        self._candidates.pop(draft.id, None)
