"""What changes in the files of the pack: as a message shows it, and whole."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.client.curating import meanwhile
from bot.client.curating.carrying import Underneath
from bot.client.curating.drafts import Draft
from bot.client.curating.fitting import block, in_file
from bot.core.editing.diff_lines import Change, Listing, in_full, item_changes, listing, other_changes
from bot.core.editing.edits import Edit
from bot.core.pack.validation import ARTICLE, QA, TIMELINE
from bot.store.pack_files.yaml_document import Document

_Texts = Mapping[str, str]
# By file, what changes in those that are another text.
Changes = Mapping[str, Sequence[Change]]


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
    if shown.is_whole and meanwhile.meanwhile(draft, found).is_whole:
        return Difference(_text(changes, shown))
    above = ["Changed by somebody meanwhile:", *meanwhile.in_full(found), ""] if found else []
    return Difference(_text(changes, shown), in_file([*above, *_all_of(every)]))


def _text(changes: Changes, shown: Listing) -> str:
    parts = [block(shown.lines)] if shown.lines else []
    # What is another text and means the same is no difference, and not nothing either.
    quiet = [name for name, found in changes.items() if not found]
    if quiet:
        parts.append(f"In {', '.join(quiet)}, only remarks, layout or order.")
    return "\n".join(parts)


def _all_of(changes: Sequence[Change]) -> Iterator[str]:
    yield "What changes:"
    yield from in_full(changes)
