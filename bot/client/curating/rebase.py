"""A draft carried over onto the files as they are now."""

from dataclasses import replace
from typing import Any, NamedTuple

from bot.client.curating.drafts import Draft
from bot.core.editing.edits import Edit, Items, Section
from bot.core.editing.links import unlink_edits
from bot.core.editing.merge import ConcurrentChange, find_concurrent_change, rebase_edit
from bot.store.editor import PreparedEdit


class OverlappingEdit(NamedTuple):
    """One edit of a draft, and what somebody else did to the same item since the draft began."""

    edit: Edit
    others: ConcurrentChange


def rebase_draft(draft: Draft, items: Items) -> tuple[Draft, tuple[OverlappingEdit, ...]]:
    """Put the draft's edits on top of the items as they are now.

    Returns the new draft, and what others changed in its items meanwhile. Changes that the draft would
    overwrite come first.
    """
    edits: list[Edit] = []
    changes: list[OverlappingEdit] = []
    for edit in _edits_to_make(draft, items):
        fields_now = items.get(edit.section, {}).get(edit.id)
        change = OverlappingEdit(edit, find_concurrent_change(edit, fields_now))
        rebased_edit = edit
        if change.others:
            changes.append(change)
            rebased_edit = rebase_edit(edit, fields_now)
        # An edit that somebody else made already is left out. The first stays: the draft is about it.
        if rebased_edit.before != rebased_edit.after or not edits:
            edits.append(rebased_edit)
    changes.sort(key=lambda change: not change.others.overwritten)
    return replace(draft, edits=tuple(edits)), tuple(changes)


def summarise_effect(candidate: PreparedEdit) -> tuple[Any, ...]:
    """What must be equal in two candidates, so that one may be saved after the other was previewed."""
    # Line numbers are left out: they change with every edit further up in the file.
    problems = [
        (problem.severity, problem.file, problem.entry, problem.message) for problem in candidate.problems
    ]
    return problems, candidate.stray_phrasings


def _edits_to_make(draft: Draft, items: Items) -> tuple[Edit, ...]:
    """The edits of a draft. A removal also removes the links that lead to the item by now."""
    edit = draft.edit
    if edit is None or edit.after is not None or draft.is_undo:
        return draft.edits
    return (edit, *unlink_edits(items, edit.id)) if edit.section is Section.ENTRIES else (edit,)
