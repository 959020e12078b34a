"""What an edit changes in the files of the pack, and what somebody else changed meanwhile."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.client.curating.drafts import Draft
from bot.client.curating.long_messages import Fitted, block, counted, in_file
from bot.client.curating.rebase import Underneath
from bot.core.editing.diff_lines import (
    ItemChange,
    Listing,
    as_lines,
    in_full,
    item_changes,
    listing,
    other_changes,
    whole_lines,
)
from bot.core.editing.edits import Edit
from bot.core.editing.merge import Move
from bot.core.pack.validation import ARTICLE, QA, TIMELINE
from bot.store.pack_files.yaml_document import Document

_LONGEST = 350
_LONGEST_LIST = 450
_TO_IT = {Move.CHANGED: "changed it", Move.REMOVED: "removed it", Move.CREATED: "made one of the same id"}
_Texts = Mapping[str, str]
# By file, what changes in those that are another text.
Changes = Mapping[str, Sequence[ItemChange]]


def meanwhile(draft: Draft, found: Sequence[Underneath]) -> Fitted:
    """What moved underneath a draft; where it is about more than one item, each by its id."""
    if not found:
        return Fitted("")
    is_it = len(found) == 1 and draft.edit is not None and found[0].edit.id == draft.edit.id
    is_alone = draft.number is None or len(draft.edits) == 1
    return _of_it(found[0]) if is_it and is_alone else _of_each(found)


def meanwhile_in_full(found: Sequence[Underneath]) -> Iterator[str]:
    """Everything that moved underneath, item by item, as lines."""
    for each in found:
        yield f"@ {each.edit.id} ({_said(each)})"
        yield from whole_lines(each.moved.changes)


def _of_it(found: Underneath) -> Fitted:
    moved = found.moved
    said = [f"**Somebody {_TO_IT[moved.move]} meanwhile.**"]
    if found.edit.after is not None:
        said.append("Your text stands below, on top of the new state.")
    lines = as_lines(moved.changes, _LONGEST)
    if lines:
        said.append(block(lines))
    if moved.overwritten:
        said.append(f"Both of you changed: {', '.join(moved.overwritten)}. Saving keeps yours.")
    return Fitted("\n".join(said), lines == whole_lines(moved.changes))


def _of_each(found: Sequence[Underneath]) -> Fitted:
    said = [f"- `{each.edit.id}`: {_said(each)}" for each in found]
    shown = counted(said, _LONGEST_LIST)
    lines = ["**Somebody changed these meanwhile:**", shown.text]
    if any(each.moved.overwritten for each in found):
        lines.append("Saving keeps yours where both of you changed something.")
    return Fitted("\n".join(lines), shown.is_whole)


def _said(found: Underneath) -> str:
    moved = found.moved
    if moved.move is not Move.CHANGED:
        return _TO_IT[moved.move]
    if found.edit.after is None:
        return "changed, and goes all the same"
    if moved.overwritten:
        return f"both of you changed {', '.join(moved.overwritten)}"
    return "in other fields than you"


@dataclass(frozen=True)
class Difference:
    """A text for a message; `whole`, for a file, where that has not all of it."""

    text: str = ""
    whole: str = ""


NO_DIFFERENCE = Difference()


def pack_changes(before: _Texts, after: _Texts, edits: Sequence[Edit]) -> Changes:
    """What changes between two states of the files, given the edits of the Q&A file. Heavy work."""
    others = {
        name: other_changes(name, Document(before[name]).value, Document(after[name]).value)
        for name in (TIMELINE, ARTICLE)
        if before[name] != after[name]
    }
    return {**({QA: item_changes(edits)} if before[QA] != after[QA] else {}), **others}


def difference(changes: Changes, most: int) -> Difference:
    """What changes, thing by thing, in a text of about so many characters. Heavy work."""
    every = [change for found in changes.values() for change in found]
    found = listing(every, most)
    return Difference(_text(changes, found), "" if found.is_whole else in_file(_all_of(every)))


def draft_difference(draft: Draft, found: Sequence[Underneath], changes: Changes, most: int) -> Difference:
    """What a draft changes: first of all, where something moved underneath it. Heavy work."""
    first = {each.edit.id: at for at, each in enumerate(found)}
    every = [change for found in changes.values() for change in found]
    every.sort(key=lambda change: first.get(change.name, len(first)))
    # The heading names what is not part of something larger.
    is_named = draft.edit is None or draft.number is not None or len(every) > 1
    shown = listing(every, most, is_named)
    if shown.is_whole and meanwhile(draft, found).is_whole:
        return Difference(_text(changes, shown))
    above = ["Changed by somebody meanwhile:", *meanwhile_in_full(found), ""] if found else []
    return Difference(_text(changes, shown), in_file([*above, *_all_of(every)]))


def _text(changes: Changes, shown: Listing) -> str:
    parts = [block(shown.lines)] if shown.lines else []
    # What is another text and means the same is no difference, and not nothing either.
    quiet = [name for name, found in changes.items() if not found]
    if quiet:
        parts.append(f"In {', '.join(quiet)}, only remarks, layout or order.")
    return "\n".join(parts)


def _all_of(changes: Sequence[ItemChange]) -> Iterator[str]:
    yield "What changes:"
    yield from in_full(changes)
