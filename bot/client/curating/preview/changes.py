"""What an edit changes in the files of the pack, and what somebody else changed since it began."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.client.curating.drafts import Draft
from bot.client.curating.long_messages import FittedText, fit_lines, join_file_lines, render_diff_block
from bot.client.curating.rebase import OverlappingEdit
from bot.core.editing.diff_lines import (
    ItemChange,
    Listing,
    find_item_changes,
    find_other_changes,
    render_all_lines,
    render_in_full,
    render_lines,
    render_listing,
)
from bot.core.editing.edits import Edit
from bot.core.editing.merge import ChangeKind
from bot.core.pack.validation import ARTICLE, QA, TIMELINE
from bot.store.pack_files.yaml_document import Document

_MAX_DIFF = 350
_MAX_LIST = 450
_MOVE_WORDS = {
    ChangeKind.CHANGED: "changed it",
    ChangeKind.REMOVED: "removed it",
    ChangeKind.CREATED: "made one of the same id",
}
_Texts = Mapping[str, str]
# By file name, what changes in each file whose text is another one.
Changes = Mapping[str, Sequence[ItemChange]]


def render_concurrent_changes(draft: Draft, changes: Sequence[OverlappingEdit]) -> FittedText:
    """Say what others changed in the items of a draft. Several items are named by their ids."""
    if not changes:
        return FittedText("")
    is_main_edit = len(changes) == 1 and draft.edit is not None and changes[0].edit.id == draft.edit.id
    is_only_edit = not draft.is_undo or len(draft.edits) == 1
    return _render_single(changes[0]) if is_main_edit and is_only_edit else _render_several(changes)


def list_concurrent_changes(changes: Sequence[OverlappingEdit]) -> Iterator[str]:
    """All that others changed in the items of a draft, item by item, as lines of a file."""
    for change in changes:
        yield f"@ {change.edit.id} ({_describe(change)})"
        yield from render_all_lines(change.others.changes)


def _render_single(change: OverlappingEdit) -> FittedText:
    moved = change.others
    parts = [f"**Somebody {_MOVE_WORDS[moved.kind]} meanwhile.**"]
    if change.edit.after is not None:
        parts.append("Your text stands below, on top of the new state.")
    lines = render_lines(moved.changes, _MAX_DIFF)
    if lines:
        parts.append(render_diff_block(lines))
    if moved.overwritten:
        parts.append(f"Both of you changed: {', '.join(moved.overwritten)}. Saving keeps yours.")
    return FittedText("\n".join(parts), lines == render_all_lines(moved.changes))


def _render_several(changes: Sequence[OverlappingEdit]) -> FittedText:
    items = [f"- `{change.edit.id}`: {_describe(change)}" for change in changes]
    fitted = fit_lines(items, _MAX_LIST)
    lines = ["**Somebody changed these meanwhile:**", fitted.text]
    if any(change.others.overwritten for change in changes):
        lines.append("Saving keeps yours where both of you changed something.")
    return FittedText("\n".join(lines), fitted.is_whole)


def _describe(change: OverlappingEdit) -> str:
    moved = change.others
    if moved.kind is not ChangeKind.CHANGED:
        return _MOVE_WORDS[moved.kind]
    if change.edit.after is None:
        return "changed, and goes all the same"
    if moved.overwritten:
        return f"both of you changed {', '.join(moved.overwritten)}"
    return "in other fields than you"


@dataclass(frozen=True)
class Difference:
    """A difference as a text for a message. If that leaves something out, `full_text` has all, for a file."""

    text: str = ""
    full_text: str = ""


NO_DIFFERENCE = Difference()


def find_pack_changes(before: _Texts, after: _Texts, edits: Sequence[Edit]) -> Changes:
    """Find what changes between two states of the files. `edits` are the changes of the Q&A file.

    Slow: run it off the event loop.
    """
    changes: dict[str, Sequence[ItemChange]] = {}
    if before[QA] != after[QA]:
        changes[QA] = find_item_changes(edits)
    for name in (TIMELINE, ARTICLE):
        if before[name] != after[name]:
            changes[name] = find_other_changes(
                name, Document(before[name]).value, Document(after[name]).value
            )
    return changes


def render_difference(changes: Changes, max_length: int) -> Difference:
    """Render what changes, item by item. The lines have at most `max_length` characters (200 or more).

    Slow: run it off the event loop.
    """
    all_changes = _join_files(changes)
    fitted = render_listing(all_changes, max_length)
    full_text = "" if fitted.is_whole else join_file_lines(_list_all(all_changes))
    return Difference(_render_text(changes, fitted), full_text)


def render_draft_difference(
    draft: Draft, concurrent_changes: Sequence[OverlappingEdit], changes: Changes, max_length: int
) -> Difference:
    """Render what a draft changes. Items that somebody else changed meanwhile come first.

    The lines have at most `max_length` characters (200 or more). Slow: run it off the event loop.
    """
    places = {change.edit.id: place for place, change in enumerate(concurrent_changes)}
    all_changes = sorted(_join_files(changes), key=lambda change: places.get(change.name, len(places)))
    # A single item needs no name: the heading of the preview has it.
    is_named = draft.edit is None or draft.is_undo or len(all_changes) > 1
    fitted = render_listing(all_changes, max_length, is_named)
    text = _render_text(changes, fitted)
    if fitted.is_whole and render_concurrent_changes(draft, concurrent_changes).is_whole:
        return Difference(text)
    lines: list[str] = []
    if concurrent_changes:
        lines = ["Changed by somebody meanwhile:", *list_concurrent_changes(concurrent_changes), ""]
    return Difference(text, join_file_lines([*lines, *_list_all(all_changes)]))


def _join_files(changes: Changes) -> list[ItemChange]:
    return [change for of_file in changes.values() for change in of_file]


def _render_text(changes: Changes, fitted: Listing) -> str:
    parts = [render_diff_block(fitted.lines)] if fitted.lines else []
    # The text of such a file is another one, although its meaning is the same. That has to be said, too.
    same_meaning = [name for name, of_file in changes.items() if not of_file]
    if same_meaning:
        parts.append(f"In {', '.join(same_meaning)}, only remarks, layout or order.")
    return "\n".join(parts)


def _list_all(changes: Sequence[ItemChange]) -> Iterator[str]:
    yield "What changes:"
    yield from render_in_full(changes)
