"""From a form to a saved edit: forms, previews, what moved underneath, saving."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import discord
from cachetools import LRUCache
from discord import ui

from bot.client.cards import CardView, notice_view
from bot.client.curating import filling, forms
from bot.client.curating.begun import Begun
from bot.client.curating.carrying import effect, on_top
from bot.client.curating.drafts import Draft
from bot.client.curating.fitting import attachments
from bot.client.curating.items import UndoRevision
from bot.client.curating.notices import Notices
from bot.client.curating.previews import Preview, preview_view, saved_view, worked_out
from bot.client.errors import UNSENT
from bot.client.text import cut, quoted, short
from bot.core.accepting import accepting
from bot.core.edit import Edit, Section
from bot.core.items import items_of
from bot.core.linking import link_edits
from bot.core.validation import QA
from bot.errors import UserError
from bot.store.archive import By
from bot.store.drafts import new_draft_id
from bot.store.editor import Candidate, EditError, Editor
from bot.store.pack import PackError
from bot.store.question_log import QuestionLog

# Candidates are whole packs: so many are kept, others are made again when they are saved.
_KEPT = 8
_RECENT = 200
_LONGEST = 3_500
_MOVED = "The Q&A was changed meanwhile, and nothing was saved."
_MINE = "Your own text that is not saved yet. To drop it, send this form and press Cancel."
_OTHERS = "Somebody else has a form open on this item: you will be shown what they save."


class DraftGoneError(UserError):
    """A draft that is there no longer: saved, cancelled, or older than a week."""

    def __init__(self) -> None:
        super().__init__("That edit is over: saved, cancelled, or older than a week. Begin it anew.")


class Editing:
    """Serves curators' edits."""

    def __init__(self, editor: Editor, begun: Begun, log: QuestionLog, notices: Notices) -> None:
        self.editor = editor
        self._begun = begun
        self._log = log
        self._notices = notices
        self._candidates: LRUCache[str, Candidate] = LRUCache(_KEPT)
        self._saving: set[str] = set()

    async def open_form(self, interaction: discord.Interaction, edit: Edit) -> None:
        """Open the form of an item. Nothing is waited for before it: it has to be the first response."""
        now = discord.utils.utcnow()
        who = interaction.user.id
        mine = self._begun.unsaved(edit, who, now)
        draft = mine or Draft(new_draft_id(), who, now, (edit,))
        others = _OTHERS if self._begun.others(edit, who, now) else ""
        hint = _MINE if mine else others
        await interaction.response.send_modal(forms.item_form(draft.id, draft.edits[0], draft.why, hint))
        if mine is None:
            await self._begun.keep(draft, self.editor.state, now)

    async def remove(self, interaction: discord.Interaction, section: Section, id: str, why: str) -> None:
        """Preview the removal of an item, and of the links to it."""
        edit = Edit(section, id, self.known(section, id), None)
        links = link_edits(self.editor.items, id) if section is Section.ENTRIES else ()
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
        why = short(why, forms.MAX_WHY)
        draft = Draft(new_draft_id(), interaction.user.id, now, edits, files or {}, why, number, on=on)
        if not interaction.response.is_done():
            await interaction.response.defer(ephemeral=True, thinking=True)
        await self.preview(interaction, draft)

    async def submitted(self, interaction: discord.Interaction, form: forms.SentForm) -> None:
        """Take a form: put it on top of the item as it stands now, and show what it would do."""
        await interaction.response.defer(ephemeral=True, thinking=interaction.message is None)
        # Not before: of two forms that are sent at once, the second is put on top of the first.
        draft = await self._draft(form.draft)
        if draft.edit is None:
            raise DraftGoneError
        edit = replace(draft.edit, after=filling.filled(draft.edit, form, self.editor.article))
        if not edit.id:
            # What somebody else is adding has its id already, too.
            taken = self._begun.items.union(*self.editor.items.values())
            edit = filling.named(edit, taken)
        why = form.values.get("why", draft.why).strip()
        await self.preview(interaction, replace(draft, edits=(edit, *draft.edits[1:]), why=why))
        unknown = filling.unknown_lines(draft.edit, form)
        if unknown:
            lines = (f"- {quoted(each, _LONGEST)}" for each in unknown)
            text = cut("\n".join(["No phrasings of it, so not removed:", *lines]), _LONGEST)
            await _tell(interaction, text)

    async def on_draft(self, interaction: discord.Interaction, action: str, id: str) -> None:
        """Do what a button of a preview says."""
        draft = await self._draft(id)
        form = forms.FORMS.get(action)
        if form is not None and draft.edit is not None:
            await interaction.response.send_modal(form(id, draft.edit, draft.why, self.editor.article))
        elif action == "cancel":
            self._begun.forget(draft)
            cancelled = notice_view("Cancelled. Nothing was changed.")
            await interaction.response.edit_message(view=cancelled, attachments=[])
            await self._begun.end(draft)
        else:
            with self._being_saved(draft.id):
                await interaction.response.defer()
                saved = await self._save(interaction, draft, accepts=action == "anyway")
            if not saved:
                await self._look_again(interaction, draft)

    async def preview(self, interaction: discord.Interaction, draft: Draft) -> None:
        """Show what a draft would do, on top of what stands in the files now; its impact when it is known."""
        draft, found = on_top(draft, self.editor.items)
        # Until this one is ready, there is nothing that could be saved as it was shown.
        self._candidates.pop(draft.id, None)
        await self._begun.keep(draft, self.editor.state, discord.utils.utcnow())
        shown, stood = Preview(draft, found), self.editor.texts
        try:
            candidate = await self.editor.prepare(draft.edits, draft.files, _today())
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
        impact = await self.editor.impact(candidate, await self._log.recent(_RECENT))
        if self._candidates.get(draft.id) is candidate:
            await self._show(interaction, replace(shown, impact=impact))

    async def _show(self, interaction: discord.Interaction, shown: Preview) -> None:
        """Show a preview, unless there is a newer one of that draft, or it is over."""
        if self._begun.is_current(shown.draft):
            await _put(interaction, preview_view(shown), shown.difference.whole)

    async def _look_again(self, interaction: discord.Interaction, draft: Draft) -> None:
        """Show once more what was not saved, as it would be by now."""
        if not draft.files or draft.on == self.editor.state:
            await self.preview(interaction, draft)
        elif draft.number is None:
            await self.preview(interaction, replace(draft, on=self.editor.state))
            await _tell(interaction, f"{_MOVED} Look again at what would change now.")
        else:
            # What has to be taken back is not the same any more.
            await self._begun.end(draft)
            again = ui.ActionRow[Any](UndoRevision(str(draft.number), "Look again"))
            await _put(interaction, CardView(ui.TextDisplay(_MOVED), again))

    async def _save(self, interaction: discord.Interaction, draft: Draft, accepts: bool) -> bool:
        """Save what was previewed; False where it has to be looked at again first."""
        if draft.files and draft.on != self.editor.state:
            return False
        current, found = on_top(draft, self.editor.items)
        candidate = None if found else await self._as_previewed(current)
        # What moved underneath, or does something else by now, is looked at again before it is saved.
        is_as_shown = candidate is not None and candidate.on == self.editor.state
        undoes = draft.number is not None
        if candidate is None or not is_as_shown or candidate.refused(undoes):
            return False
        if candidate.asks(undoes) and not accepts:
            return False
        if candidate.astray:
            items = items_of(candidate.pack.documents[QA].value)
            edits = accepting(current.edits, candidate.astray, items)
            candidate = await self.editor.prepare(edits, draft.files, _today())
        by = By.UNDO if draft.number else By.IMPORT if draft.files else By.CURATOR
        revision = await self.editor.save(candidate, by, draft.who, draft.why, discord.utils.utcnow())
        self._candidates.pop(draft.id, None)
        await self._begun.end(draft)
        await self._notices.saved(revision)
        await _put(interaction, saved_view(revision))
        return True

    async def _as_previewed(self, draft: Draft) -> Candidate | None:
        """What was previewed, carried over onto the files as they stand; None where its effect changed."""
        known = self._candidates.get(draft.id)
        if known is None or known.on == self.editor.state:
            return known
        try:
            anew = await self.editor.prepare(draft.edits, draft.files, _today())
        except (PackError, EditError):
            return None
        return anew if effect(anew) == effect(known) else None

    def known(self, section: Section, id: str) -> dict[str, Any]:
        """The fields of an item; raises EditError where there is none of that id."""
        fields = self.editor.item(section, id)
        if fields is None:
            raise EditError(f"There is no item “{id[:40]}” in the Q&A: pick one as you type.")
        return dict(fields)

    async def _draft(self, id: str) -> Draft:
        if id in self._saving:
            raise EditError("That is being saved at this moment.")
        draft = await self._begun.find(id, discord.utils.utcnow())
        if draft is None:
            raise DraftGoneError
        return draft

    @contextmanager
    def _being_saved(self, id: str) -> Iterator[None]:
        """Let nobody save, change or cancel a draft a second time meanwhile."""
        self._saving.add(id)
        try:
            yield
        finally:
            self._saving.discard(id)


async def _put(interaction: discord.Interaction, view: CardView, whole: str = "") -> None:
    """Show a view in place of what was shown before; in a message of its own where that one is gone.

    `whole` is what a file under it holds; without it, the file that was there is not there any more.
    """
    try:
        await interaction.edit_original_response(view=view, attachments=attachments(whole))
    except UNSENT:
        await interaction.followup.send(view=view, files=attachments(whole), ephemeral=True)


async def _tell(interaction: discord.Interaction, text: str) -> None:
    """Say something besides, to the curator alone."""
    await interaction.followup.send(view=notice_view(text), ephemeral=True)


def _today() -> date:
    return discord.utils.utcnow().date()
