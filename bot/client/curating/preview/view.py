"""The preview of an edit as a message: its heading, the card, what changes, and its buttons in order."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from discord import ui

from bot.client.buttons.curating import DraftButton, UndoButton
from bot.client.curating.channel_notices import list_items
from bot.client.curating.drafts import Draft
from bot.client.curating.forms.build import MAX_WHY
from bot.client.curating.long_messages import add_file_note, build_file_parts
from bot.client.curating.preview.changes import (
    NO_DIFFERENCE,
    Difference,
    find_pack_changes,
    render_concurrent_changes,
    render_draft_difference,
)
from bot.client.curating.preview.effects import render_effects
from bot.client.curating.rebase import OverlappingEdit
from bot.client.replies import CardView
from bot.client.text import cut, escape, excerpt
from bot.core.answering.cards import Tone, build_answer_card
from bot.core.checking.impact import Impact
from bot.core.editing.diff_lines import find_item_changes
from bot.core.editing.edits import Section
from bot.core.pack.models import Knowledge
from bot.core.pack.problems import Problem
from bot.core.pack.validation import QA
from bot.store.editor import PreparedEdit
from bot.store.revisions.archive import Revision
from bot.store.threads import run_heavy_work

_MAX_WHY_LINE = 250
_MAX_LINKED_FROM = 300
# A message holds 4,000 characters in all. The card gets what the other parts leave of these.
_MAX_MESSAGE = 3_900
_MAX_DIFFERENCE = 800
_MAX_EFFECTS = 1_600
_BRINGS_ERRORS = "The check finds errors in what comes back. Saving all the same brings it back as it was."


@dataclass(frozen=True)
class Preview:
    """What is known of a draft.

    `candidate` is None if the files would not load with it. `failure` says why it cannot be written at all.
    `impact` is None until it is known.
    """

    draft: Draft
    concurrent_changes: Sequence[OverlappingEdit]
    candidate: PreparedEdit | None = None
    problems: Sequence[Problem] = ()
    failure: str = ""
    impact: Impact | None = None
    difference: Difference = NO_DIFFERENCE

    @property
    def is_refused(self) -> bool:
        """Is there anything that keeps it from being saved?"""
        candidate = self.candidate
        if candidate is None or candidate.is_refused(self.draft.is_undo):
            return True
        # It would change nothing.
        return candidate.pack.revision == candidate.base_state

    @property
    def needs_confirmation(self) -> bool:
        """Can it be saved only with *Save all the same*?"""
        return self.candidate is not None and self.candidate.needs_confirmation(self.draft.is_undo)

    @property
    def shows_item(self) -> bool:
        """Is it about an item that is there after the edit?"""
        return self.draft.edit is not None and self.draft.edit.after is not None


async def add_difference(preview: Preview, texts_before: Mapping[str, str]) -> Preview:
    """The preview with what it changes, given the files as they were when it was made."""
    return replace(preview, difference=await run_heavy_work(_find_difference, preview, texts_before))


def build_preview_view(preview: Preview) -> CardView:
    """Build the message of a preview, with buttons for what can be done about the draft."""
    draft, edit = preview.draft, preview.draft.edit
    above = "\n".join(_render_heading(preview))
    below = [*_render_changes(preview), *_render_effects(preview), *_render_confirmation(preview)]
    parts: list[ui.Item[Any]] = [ui.TextDisplay(above)]
    if preview.candidate is not None and edit is not None and preview.shows_item:
        card = "\n".join(_render_card(preview.candidate.snapshot.knowledge, edit.id))
        room = _MAX_MESSAGE - len(above) - sum(map(len, below))
        parts += [ui.Separator(), ui.TextDisplay(cut(card, room))]
    parts.append(ui.Separator())
    parts += (ui.TextDisplay(text) for text in below)
    parts += build_file_parts(preview.difference.full_text)
    parts.append(ui.ActionRow(*_build_buttons(preview)))
    if edit is not None and _has_forms(preview):
        parts.append(ui.ActionRow(*_build_form_buttons(draft.id, edit.section)))
    is_unsure = preview.is_refused or preview.needs_confirmation
    return CardView(*parts, tone=Tone.UNSURE if is_unsure else Tone.NOT_COVERED)


def build_saved_view(revision: Revision) -> CardView:
    """Build the message that says what was saved, with *Undo*."""
    items = list_items(revision)
    served = f"{items}: served from now on." if items else "Served from now on."
    text = f"### Saved as revision {revision.number}\n{served}"
    return CardView(ui.TextDisplay(text), ui.ActionRow(UndoButton(str(revision.number))), tone=Tone.ANSWER)


def _render_heading(preview: Preview) -> Iterator[str]:
    """What a draft is about, why, and what others changed in its items meanwhile."""
    draft = preview.draft
    yield f"### {_describe_action(draft)}: nothing is saved yet"
    if draft.why:
        yield cut(f"-# Why: {excerpt(draft.why, MAX_WHY)}", _MAX_WHY_LINE)
    linked_from = [f"`{edit.id}`" for edit in draft.edits[1:]]
    if linked_from and not draft.is_undo:
        yield cut(f"It is linked from {', '.join(linked_from)}: those links go, too.", _MAX_LINKED_FROM)
    if preview.concurrent_changes:
        yield render_concurrent_changes(draft, preview.concurrent_changes).text


def _describe_action(draft: Draft) -> str:
    if draft.is_undo:
        return f"Undo revision {draft.number}"
    if draft.edit is None:
        return "Import"
    if draft.edit.after is None:
        return f"Remove `{draft.edit.id}`"
    return f"Add `{draft.edit.id}`" if draft.edit.before is None else f"Edit `{draft.edit.id}`"


def _render_confirmation(preview: Preview) -> Sequence[str]:
    """What *Save all the same* means for an undo that brings errors back."""
    candidate = preview.candidate
    brings_errors = preview.draft.is_undo and candidate is not None and candidate.has_errors
    return (_BRINGS_ERRORS,) if brings_errors else ()


def _has_forms(preview: Preview) -> bool:
    """Can the draft be changed by forms? An undo cannot, nor can a removal or an import."""
    return preview.shows_item and not preview.draft.is_undo


def _build_buttons(preview: Preview) -> Sequence[DraftButton]:
    draft_id = preview.draft.id
    save = "anyway" if preview.needs_confirmation else "save"
    buttons = [DraftButton(save, draft_id, disabled=preview.is_refused)]
    if _has_forms(preview):
        buttons.append(DraftButton("change", draft_id))
    return [*buttons, DraftButton("cancel", draft_id)]


def _build_form_buttons(draft_id: str, section: Section) -> Sequence[DraftButton]:
    review = DraftButton("review", draft_id)
    if section is Section.NOT_COVERED:
        return DraftButton("links", draft_id), review
    return DraftButton("source", draft_id), DraftButton("links", draft_id, "Topic and links"), review


def _render_card(knowledge: Knowledge, id: str) -> Iterator[str]:
    """The lines of an item as readers will see it."""
    entry, item = knowledge.entries.get(id), knowledge.not_covered.get(id)
    if entry is not None:
        card = build_answer_card(knowledge, entry)
        yield f"-# As readers will see it\n**{escape(card.title)}**\n{escape(card.text)}"
        yield f"-# ¹ {escape(card.footnote or '')}"
        if card.caution:
            yield f"-# {escape(card.caution)}"
    elif item is not None:
        yield f"-# As readers will see it\n**{escape(item.question)}**\n{escape(item.reply)}"


def _render_changes(preview: Preview) -> Sequence[str]:
    difference = preview.difference
    if difference.text:
        return (add_file_note(f"**What changes**\n{difference.text}", difference.full_text),)
    # If the files do not load with the draft, nobody knows what it would change.
    return () if preview.candidate is None else ("**Nothing changes.**",)


def _find_difference(preview: Preview, texts_before: Mapping[str, str]) -> Difference:
    draft, candidate = preview.draft, preview.candidate
    if candidate is not None:
        changes = find_pack_changes(texts_before, candidate.pack.texts, candidate.changes)
    else:
        intended = find_item_changes(draft.edits)
        changes = {QA: intended} if intended else {}
    return render_draft_difference(draft, preview.concurrent_changes, changes, _MAX_DIFFERENCE)


def _render_effects(preview: Preview) -> Sequence[str]:
    candidate = preview.candidate
    astray = None if candidate is None else candidate.stray_phrasings
    return render_effects(preview.problems, preview.failure, astray, preview.impact, _MAX_EFFECTS)
