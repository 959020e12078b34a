"""A draft carried over onto the files as they stand now."""

from dataclasses import replace
from typing import Any

from bot.client.curating.drafts import Draft
from bot.core.conflict import Move, Moved, moved, rebased
from bot.core.edit import Edit, Section
from bot.core.items import Items
from bot.core.linking import link_edits
from bot.store.editor import Candidate


def on_top(draft: Draft, items: Items) -> tuple[Draft, Moved]:
    """The draft on top of the items as they stand, and what moved underneath."""
    edits: list[Edit] = []
    worst = Moved(Move.NONE)
    for edit in _meant(draft, items):
        now = items.get(edit.section, {}).get(edit.id)
        found = moved(edit, now)
        worst = worst or found
        edit = rebased(edit, now) if found else edit
        # What somebody else has done already is done; the first says what it is all about.
        if edit.before != edit.after or not edits:
            edits.append(edit)
    return replace(draft, edits=tuple(edits)), worst


def effect(candidate: Candidate) -> tuple[Any, ...]:
    """What has to be the same for a candidate to be saved in place of the one that was previewed."""
    # The lines of what is wrong move with every edit above them.
    problems = [(each.severity, each.file, each.entry, each.message) for each in candidate.problems]
    return problems, candidate.astray


def _meant(draft: Draft, items: Items) -> tuple[Edit, ...]:
    """The edits of a draft; with what a removal is about go the links to it that there are by now."""
    edit = draft.edit
    if edit is None or edit.after is not None or draft.number is not None:
        return draft.edits
    return (edit, *link_edits(items, edit.id)) if edit.section is Section.ENTRIES else (edit,)
