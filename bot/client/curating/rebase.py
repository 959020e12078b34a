"""A draft carried over onto the files as they stand now."""

from dataclasses import replace
from typing import Any, NamedTuple

from bot.client.curating.drafts import Draft
from bot.core.editing.edits import Edit, Items, Section
from bot.core.editing.links import unlink_edits
from bot.core.editing.merge import Moved, moved, rebased
from bot.store.editor import PreparedEdit


class Underneath(NamedTuple):
    """What moved underneath one edit of a draft."""

    edit: Edit
    moved: Moved


def on_top(draft: Draft, items: Items) -> tuple[Draft, tuple[Underneath, ...]]:
    """The draft on top of the items as they stand, and what moved underneath: what it undoes comes first."""
    edits: list[Edit] = []
    found: list[Underneath] = []
    for edit in _meant(draft, items):
        now = items.get(edit.section, {}).get(edit.id)
        beneath = Underneath(edit, moved(edit, now))
        if beneath.moved:
            found.append(beneath)
            edit = rebased(edit, now)
        # What somebody else has done already is done; the first says what it is all about.
        if edit.before != edit.after or not edits:
            edits.append(edit)
    found.sort(key=lambda each: not each.moved.overwritten)
    return replace(draft, edits=tuple(edits)), tuple(found)


def effect(candidate: PreparedEdit) -> tuple[Any, ...]:
    """What has to be the same for a candidate to be saved in place of the one that was previewed."""
    # The lines of what is wrong move with every edit above them.
    problems = [(each.severity, each.file, each.entry, each.message) for each in candidate.problems]
    return problems, candidate.astray


def _meant(draft: Draft, items: Items) -> tuple[Edit, ...]:
    """The edits of a draft; with what a removal is about go the links to it that there are by now."""
    edit = draft.edit
    if edit is None or edit.after is not None or draft.number is not None:
        return draft.edits
    return (edit, *unlink_edits(items, edit.id)) if edit.section is Section.ENTRIES else (edit,)
