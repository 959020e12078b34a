"""What takes a revision back, given the files before and after it, and as they stand now."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.core.conflict import rebased
from bot.core.difference import between
from bot.core.edit import Edit
from bot.core.items import Items, applied, items_of
from bot.core.unchanging import taken_back
from bot.core.validation import QA
from bot.store.candidates import EditError
from bot.store.document import Document, DocumentError

_Texts = Mapping[str, str]


@dataclass(frozen=True)
class Undoing:
    """Whole files to put in place, and edits of the Q&A file where somebody has to look at them first."""

    files: Mapping[str, str] = field(default_factory=dict)
    edits: tuple[Edit, ...] = ()


def undoing(number: int, before: _Texts, after: _Texts, now: _Texts) -> Undoing:
    """Find out what takes revision `number` back; raises EditError where nothing does.

    What was not changed again comes back to the byte. Where somebody changed the same fields since, the
    items as they were are put on top of what they are now, to be looked at.
    """
    files: dict[str, str] = {}
    edits: tuple[Edit, ...] = ()
    for name in changed_files(before, after):
        if now[name] == before[name]:
            continue
        text = taken_back(before[name], after[name], now[name])
        if name == QA and not _is_clear(text, before[name], after[name], now[name]):
            edits = changed_items(after[name], before[name])
        elif text is None:
            raise EditError(f"{name} was changed again since revision {number}: undo that first.")
        else:
            files[name] = text
    if not edits and not files:
        raise EditError(f"There is nothing left of revision {number} that could be taken back.")
    return Undoing(files, edits)


def changed_files(before: _Texts, after: _Texts) -> list[str]:
    """The names of the files that a revision changed."""
    return [name for name in sorted(after) if after[name] != before[name]]


def changed_items(before: str, after: str) -> tuple[Edit, ...]:
    """What a revision changed in the Q&A file."""
    return between(_items(before), _items(after))


def _is_clear(text: str | None, before: str, after: str, now: str) -> bool:
    """Does a text take the change back, and nothing that somebody wrote since?"""
    if text is None:
        return False
    back, stands = changed_items(after, before), _items(now)
    found = [stands[edit.section].get(edit.id) for edit in back]
    meant = applied(stands, map(rebased, back, found))
    try:
        return _items(text) == meant
    except DocumentError:
        return False


def _items(text: str) -> Items:
    return items_of(Document(text).value)
