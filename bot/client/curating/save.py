"""*Save*: what was previewed is saved as it was shown, or is looked at again."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import discord
from discord import ui

from bot.client.buttons.on_curating import UndoButton
from bot.client.curating.channel_notices import ChannelNotices
from bot.client.curating.drafts import Draft, OpenDrafts
from bot.client.curating.long_messages import put, tell
from bot.client.curating.preview.service import PreviewService
from bot.client.curating.preview.view import saved_view
from bot.client.curating.rebase import on_top
from bot.client.replies import CardView
from bot.core.checking.stray_phrasings import accept_strays
from bot.core.editing.edits import items_of
from bot.core.pack.validation import QA
from bot.store.editor import Editor
from bot.store.revisions.archive import Origin

_MOVED = "The Q&A was changed meanwhile, and nothing was saved."


class SaveAction:
    """Saves drafts, each once."""

    def __init__(
        self, editor: Editor, begun: OpenDrafts, previewing: PreviewService, notices: ChannelNotices
    ) -> None:
        self._editor = editor
        self._begun = begun
        self._previewing = previewing
        self._notices = notices
        self._drafts: set[str] = set()

    def is_saving(self, draft: str) -> bool:
        """Is the draft of that id being saved at this moment?"""
        return draft in self._drafts

    async def save(self, interaction: discord.Interaction, draft: Draft, accepts: bool) -> None:
        """Save a draft as it was previewed, or preview it once more; `accepts` is the second yes."""
        with self._being_saved(draft.id):
            await interaction.response.defer()
            saved = await self._save(interaction, draft, accepts)
        if not saved:
            await self._look_again(interaction, draft)

    async def _save(self, interaction: discord.Interaction, draft: Draft, accepts: bool) -> bool:
        """Save what was previewed; False where it has to be looked at again first."""
        if draft.files and draft.on != self._editor.state:
            return False
        current, found = on_top(draft, self._editor.items)
        candidate = None if found else await self._previewing.as_shown(current)
        # What moved underneath, or does something else by now, is looked at again before it is saved.
        is_as_shown = candidate is not None and candidate.on == self._editor.state
        undoes = draft.number is not None
        if candidate is None or not is_as_shown or candidate.refused(undoes):
            return False
        if candidate.asks(undoes) and not accepts:
            return False
        if candidate.astray:
            items = items_of(candidate.pack.documents[QA].value)
            edits = accept_strays(current.edits, candidate.astray, items)
            candidate = await self._editor.prepare(edits, draft.files, discord.utils.utcnow().date())
        by = Origin.UNDO if draft.number else Origin.IMPORT if draft.files else Origin.CURATOR
        revision = await self._editor.save(candidate, by, draft.who, draft.why, discord.utils.utcnow())
        self._previewing.forget(draft)
        await self._begun.end(draft)
        await self._notices.saved(revision)
        await put(interaction, saved_view(revision))
        return True

    async def _look_again(self, interaction: discord.Interaction, draft: Draft) -> None:
        """Show once more what was not saved, as it would be by now."""
        if not draft.files or draft.on == self._editor.state:
            await self._previewing.show(interaction, draft)
        elif draft.number is None:
            await self._previewing.show(interaction, replace(draft, on=self._editor.state))
            await tell(interaction, f"{_MOVED} Look again at what would change now.")
        else:
            # What has to be taken back is not the same any more.
            await self._begun.end(draft)
            again = ui.ActionRow[Any](UndoButton(str(draft.number), "Look again"))
            await put(interaction, CardView(ui.TextDisplay(_MOVED), again))

    @contextmanager
    def _being_saved(self, id: str) -> Iterator[None]:
        """Let nobody save, change or cancel a draft a second time meanwhile."""
        self._drafts.add(id)
        try:
            yield
        finally:
            self._drafts.discard(id)
