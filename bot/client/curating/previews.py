"""What a curator sees of an edit before it is saved: the card, the difference, problems and impact."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from discord import ui

from bot.client.cards import CardView
from bot.client.curating.drafts import Draft
from bot.client.curating.effects import effects
from bot.client.curating.forms import MAX_WHY
from bot.client.curating.items import OnDraft, UndoRevision
from bot.client.text import cut, plain, quoted
from bot.core.card import Card, Tone, answer_card
from bot.core.conflict import Move, Moved
from bot.core.difference import as_lines, differences
from bot.core.edit import Edit, Fields, Section
from bot.core.impact import Impact
from bot.core.knowledge import Knowledge
from bot.core.problem import Problem
from bot.store.archive import Revision
from bot.store.editor import Candidate

# A message holds 4,000 characters in all: what the other parts leave is the card's.
_LONGEST = 3_900
_LONGEST_DIFFERENCE = 800
_LONGEST_MOVED = 350
_LONGEST_WHY = 250
_LONGEST_EFFECTS = 1_600
_LONGEST_LINKED = 300
_LEAST_DIFFERENCE = 40
_DONE = {Move.CHANGED: "changed it", Move.REMOVED: "removed it", Move.CREATED: "made one of the same id"}


@dataclass(frozen=True)
class Preview:
    """What is known of a draft: what moved underneath, problems, and what it would do once that is known."""

    draft: Draft
    moved: Moved
    candidate: Candidate | None = None
    problems: Sequence[Problem] = ()
    trouble: str = ""
    impact: Impact | None = None

    @property
    def refused(self) -> bool:
        """Is there anything that keeps it from being saved?"""
        return self.candidate is None or self.candidate.refused or not self.changes_anything

    @property
    def changes_anything(self) -> bool:
        """Would the files be other than they are?"""
        return self.candidate is not None and self.candidate.pack.revision != self.candidate.on

    @property
    def changes(self) -> Sequence[Edit]:
        """What changes in the Q&A file; before it is known, what the draft says."""
        return self.candidate.changes if self.candidate else self.draft.edits


def preview_view(preview: Preview) -> CardView:
    """The preview of a draft, with what can be done about it."""
    draft, edit = preview.draft, preview.draft.edit
    heading, below = "\n".join(_heading(preview)), [_difference(preview), *_effects(preview)]
    parts: list[ui.Item[Any]] = [ui.TextDisplay(heading)]
    if preview.candidate is not None and edit is not None and edit.after is not None:
        card = "\n".join(_card(preview.candidate.snapshot.knowledge, edit))
        left = _LONGEST - len(heading) - sum(map(len, below))
        parts += [ui.Separator(), ui.TextDisplay(cut(card, left))]
    parts.append(ui.Separator())
    parts += (ui.TextDisplay(text) for text in below)
    asks = preview.candidate is not None and bool(preview.candidate.astray)
    parts.append(_buttons(draft, preview.refused, asks))
    if edit is not None and edit.after is not None and draft.number is None:
        parts.append(ui.ActionRow(*_more(draft.id, edit.section)))
    return CardView(*parts, tone=Tone.UNSURE if preview.refused or asks else Tone.NOT_COVERED)


def saved_view(revision: Revision) -> CardView:
    """What was saved, and how to take it back."""
    text = f"### Saved as revision {revision.number}\nReaders get it from now on."
    return CardView(ui.TextDisplay(text), ui.ActionRow(UndoRevision(str(revision.number))), tone=Tone.ANSWER)


def _buttons(draft: Draft, refused: bool, asks: bool) -> ui.ActionRow[Any]:
    buttons = [OnDraft("anyway" if asks else "save", draft.id, disabled=refused)]
    if draft.edit is not None and draft.edit.after is not None and draft.number is None:
        buttons.append(OnDraft("change", draft.id))
    return ui.ActionRow(*buttons, OnDraft("cancel", draft.id))


def _more(draft: str, section: Section) -> Sequence[OnDraft]:
    review = OnDraft("review", draft)
    if section is Section.NOT_COVERED:
        return OnDraft("links", draft), review
    return OnDraft("source", draft), OnDraft("links", draft, "Topic and links"), review


def _heading(preview: Preview) -> Iterator[str]:
    draft, edit, moved = preview.draft, preview.draft.edit, preview.moved
    yield f"### {_doing(draft.number, edit)}: nothing is saved yet"
    if draft.why:
        yield cut(f"-# Why: {quoted(draft.why, MAX_WHY)}", _LONGEST_WHY)
    linked = [f"`{each.id}`" for each in draft.edits[1:]]
    if linked and edit is not None and edit.after is None:
        yield cut(f"It is linked from {', '.join(linked)}: those links go, too.", _LONGEST_LINKED)
    if moved:
        yield f"**Somebody {_DONE[moved.move]} meanwhile.**"
        if edit is not None and edit.after is not None:
            yield "Your text stands below, on top of the new state."
        lines = as_lines(moved.changes, _LONGEST_MOVED)
        if lines:
            yield _block(lines)
        if moved.overwritten:
            yield f"Both of you changed: {', '.join(moved.overwritten)}. Saving keeps yours."


def _doing(number: int | None, edit: Edit | None) -> str:
    if number is not None:
        return f"Undo revision {number}"
    if edit is None:
        return "Import"
    doing = "Remove" if edit.after is None else "Add" if edit.before is None else "Edit"
    return f"{doing} `{edit.id}`"


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


def _difference(preview: Preview) -> str:
    lines = change_lines(preview.changes, _LONGEST_DIFFERENCE)
    if not lines and preview.changes_anything:
        return "**What changes**\nOther files than the Q&A."
    return f"**What changes**\n{lines}" if lines else "**Nothing changes.**"


def change_lines(changes: Sequence[Edit], most: int) -> str:
    """What changes, item by item, in a block of about so many characters; what is left out is counted."""
    lines: list[str] = []
    for at, edit in enumerate(changes):
        left = most - len("\n".join(lines))
        if left < _LEAST_DIFFERENCE:
            lines.append(f"… and {len(changes) - at} more items")
            break
        sign = "+" if edit.before is None else "-" if edit.after is None else "@"
        lines += [f"{sign} {edit.id}"] if len(changes) > 1 else []
        lines += (
            _gone(edit.before or {})
            if edit.after is None
            else as_lines(differences(edit.before, edit.after), left)
        )
    return _block(lines) if lines else ""


def _gone(fields: Fields) -> Sequence[str]:
    number = len(fields.get("phrasings") or ())
    return (f"- {fields.get('question', '')}", f"- and {number} other ways to ask it")


def _block(lines: Sequence[str]) -> str:
    # A fence inside would end the block.
    text = "\n".join(lines).replace("```", "'''")
    return f"```diff\n{text}\n```"


def _effects(preview: Preview) -> Sequence[str]:
    candidate = preview.candidate
    if candidate is None:
        return effects(preview.problems, preview.trouble, None, None, _LONGEST_EFFECTS)
    return effects(preview.problems, preview.trouble, candidate.astray, preview.impact, _LONGEST_EFFECTS)
