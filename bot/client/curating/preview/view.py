"""The preview of an edit as a message: its heading, the card, what changes, and its buttons in order."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from discord import ui

from bot.client.buttons.on_curating import DraftButton, UndoButton
from bot.client.curating.drafts import Draft
from bot.client.curating.forms.build import MAX_WHY
from bot.client.curating.long_messages import file_below, noted
from bot.client.curating.preview.changes import (
    NO_DIFFERENCE,
    Difference,
    draft_difference,
    meanwhile,
    pack_changes,
)
from bot.client.curating.preview.effects import effects
from bot.client.curating.rebase import Underneath
from bot.client.replies import CardView
from bot.client.text import cut, plain, quoted
from bot.core.answering.cards import Card, Tone, answer_card
from bot.core.checking.impact import Impact
from bot.core.editing.diff_lines import item_changes
from bot.core.editing.edits import Edit, Section
from bot.core.pack.models import Knowledge
from bot.core.pack.problems import Problem
from bot.core.pack.validation import QA
from bot.store.editor import PreparedEdit
from bot.store.revisions.archive import Revision
from bot.store.threads import off_loop

_LONGEST_WHY = 250
_LONGEST_LINKED = 300
# A message holds 4,000 characters in all: what the other parts leave is the card's.
_LONGEST = 3_900
_MOST_NAMED = 5
_LONGEST_DIFFERENCE = 800
_LONGEST_EFFECTS = 1_600
_BRINGS_ERRORS = "The check finds errors in what comes back. Saving all the same brings it back as it was."


def heading(draft: Draft, moved: Sequence[Underneath]) -> Iterator[str]:
    """What a draft is about, why, and what moved underneath it."""
    edit = draft.edit
    yield f"### {_doing(draft.number, edit)}: nothing is saved yet"
    if draft.why:
        yield cut(f"-# Why: {quoted(draft.why, MAX_WHY)}", _LONGEST_WHY)
    linked = [f"`{each.id}`" for each in draft.edits[1:]]
    if linked and draft.number is None:
        yield cut(f"It is linked from {', '.join(linked)}: those links go, too.", _LONGEST_LINKED)
    if moved:
        yield meanwhile(draft, moved).text


def _doing(number: int | None, edit: Edit | None) -> str:
    if number is not None:
        return f"Undo revision {number}"
    if edit is None:
        return "Import"
    doing = "Remove" if edit.after is None else "Add" if edit.before is None else "Edit"
    return f"{doing} `{edit.id}`"


@dataclass(frozen=True)
class Preview:
    """What is known of a draft: what moved underneath, problems, and what it would do once that is known."""

    draft: Draft
    moved: Sequence[Underneath]
    candidate: PreparedEdit | None = None
    problems: Sequence[Problem] = ()
    trouble: str = ""
    impact: Impact | None = None
    difference: Difference = NO_DIFFERENCE

    @property
    def refused(self) -> bool:
        """Is there anything that keeps it from being saved?"""
        is_refused = self.candidate is None or self.candidate.refused(self.undoes)
        return is_refused or not self.changes_anything

    @property
    def asks(self) -> bool:
        """Does it take a second yes?"""
        return self.candidate is not None and self.candidate.asks(self.undoes)

    @property
    def undoes(self) -> bool:
        """Does it take a revision back?"""
        return self.draft.number is not None

    @property
    def changes_anything(self) -> bool:
        """Would the files be other than they are?"""
        return self.candidate is not None and self.candidate.pack.revision != self.candidate.on


async def worked_out(preview: Preview, stood: Mapping[str, str]) -> Preview:
    """The preview with what it changes, given the files as they stood when it was made."""
    return replace(preview, difference=await off_loop(_difference, preview, stood))


def preview_view(preview: Preview) -> CardView:
    """The preview of a draft, with what can be done about it."""
    draft, edit = preview.draft, preview.draft.edit
    above = "\n".join(heading(draft, preview.moved))
    below = [*_changes(preview), *_effects(preview), *_asked(preview)]
    parts: list[ui.Item[Any]] = [ui.TextDisplay(above)]
    if preview.candidate is not None and edit is not None and edit.after is not None:
        card = "\n".join(_card(preview.candidate.snapshot.knowledge, edit))
        left = _LONGEST - len(above) - sum(map(len, below))
        parts += [ui.Separator(), ui.TextDisplay(cut(card, left))]
    parts.append(ui.Separator())
    parts += (ui.TextDisplay(text) for text in below)
    parts += file_below(preview.difference.whole)
    parts.append(_buttons(draft, preview.refused, preview.asks))
    if edit is not None and edit.after is not None and draft.number is None:
        parts.append(ui.ActionRow(*_more(draft.id, edit.section)))
    return CardView(*parts, tone=Tone.UNSURE if preview.refused or preview.asks else Tone.NOT_COVERED)


def saved_view(revision: Revision) -> CardView:
    """What was saved, and how to take it back."""
    what = ", ".join(f"`{id}`" for id in revision.items[:_MOST_NAMED])
    more = len(revision.items) - _MOST_NAMED
    named = (
        f"{what}{f' and {more} more' if more > 0 else ''}: served from now on."
        if what
        else "Served from now on."
    )
    text = f"### Saved as revision {revision.number}\n{named}"
    return CardView(ui.TextDisplay(text), ui.ActionRow(UndoButton(str(revision.number))), tone=Tone.ANSWER)


def _asked(preview: Preview) -> Sequence[str]:
    brings_errors = preview.undoes and preview.candidate is not None and preview.candidate.has_errors
    return (_BRINGS_ERRORS,) if brings_errors else ()


def _buttons(draft: Draft, refused: bool, asks: bool) -> ui.ActionRow[Any]:
    buttons = [DraftButton("anyway" if asks else "save", draft.id, disabled=refused)]
    if draft.edit is not None and draft.edit.after is not None and draft.number is None:
        buttons.append(DraftButton("change", draft.id))
    return ui.ActionRow(*buttons, DraftButton("cancel", draft.id))


def _more(draft: str, section: Section) -> Sequence[DraftButton]:
    review = DraftButton("review", draft)
    if section is Section.NOT_COVERED:
        return DraftButton("links", draft), review
    return DraftButton("source", draft), DraftButton("links", draft, "Topic and links"), review


def _card(knowledge: Knowledge, edit: Edit) -> Iterator[str]:
    entry, item = knowledge.entries.get(edit.id), knowledge.not_covered.get(edit.id)
    if entry is not None:
        shown: Card = answer_card(knowledge, entry)
        yield f"-# As readers will see it\n**{plain(shown.title)}**\n{plain(shown.text)}"
        yield f"-# ¹ {plain(shown.footnote or '')}"
        if shown.caution:
            yield f"-# {plain(shown.caution)}"
    elif item is not None:
        yield f"-# As readers will see it\n**{plain(item.question)}**\n{plain(item.reply)}"


def _changes(preview: Preview) -> Sequence[str]:
    found = preview.difference
    if found.text:
        return (noted(f"**What changes**\n{found.text}", found.whole),)
    # Of what does not load nobody knows what it would change.
    return () if preview.candidate is None else ("**Nothing changes.**",)


def _difference(preview: Preview, stood: Mapping[str, str]) -> Difference:
    draft, candidate = preview.draft, preview.candidate
    if candidate is not None:
        changes = pack_changes(stood, candidate.pack.texts, candidate.changes)
    else:
        meant = item_changes(draft.edits)
        changes = {QA: meant} if meant else {}
    return draft_difference(draft, preview.moved, changes, _LONGEST_DIFFERENCE)


def _effects(preview: Preview) -> Sequence[str]:
    candidate = preview.candidate
    if candidate is None:
        return effects(preview.problems, preview.trouble, None, None, _LONGEST_EFFECTS)
    return effects(preview.problems, preview.trouble, candidate.astray, preview.impact, _LONGEST_EFFECTS)
