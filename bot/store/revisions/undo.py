"""What takes a revision back, given the files before and after it, and as they stand now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.core.editing.diff import edits_between
from bot.core.editing.edits import Edit, Items, Section, apply_edits, items_of
from bot.core.editing.merge import rebased
from bot.core.editing.revert import revert
from bot.core.pack.validation import QA
from bot.store.errors import EditError
from bot.store.pack_files.yaml_document import Document, DocumentError

_Texts = Mapping[str, str]
# So many ids say which are meant.
_MOST = 5


@dataclass(frozen=True)
class UndoPlan:
    """Whole files to put in place, and edits of the Q&A file where somebody has to look at them first.

    `left_out` are the items that the revision changed and that were removed since. `loses_layout` says
    that with the edits the items come back, and remarks and the order in the file do not.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    edits: tuple[Edit, ...] = ()
    left_out: tuple[str, ...] = ()
    loses_layout: bool = False


def plan_undo(number: int, before: _Texts, after: _Texts, now: _Texts) -> UndoPlan:
    """Find out what takes revision `number` back; raises EditError where nothing does.

    What was not changed again comes back to the byte. Where somebody changed the same fields since, the
    items as they were are put on top of what they are now, to be looked at. An item that was there
    before and after, and was removed since, stays removed.
    """
    found = UndoPlan()
    files: dict[str, str] = {}
    for name in changed_files(before, after):
        if now[name] == before[name]:
            continue
        if name == QA:
            found = _undoing_qa(before[name], after[name], now[name])
            files.update(found.files)
            continue
        text = revert(before[name], after[name], now[name])
        if text is None:
            raise EditError(f"{name} was changed again since revision {number}: undo that first.")
        files[name] = text
    if found.edits or files:
        return replace(found, files=files)
    if found.left_out:
        named = listed(found.left_out)
        raise EditError(f"What is left of revision {number} was removed since ({named}): undo that first.")
    raise EditError(f"There is nothing left of revision {number} that could be taken back.")


def listed(ids: Sequence[str]) -> str:
    """The first few ids, and how many more there are."""
    more = len(ids) - _MOST
    return ", ".join(f"`{id}`" for id in ids[:_MOST]) + (f" and {more} more" if more > 0 else "")


def changed_files(before: _Texts, after: _Texts) -> list[str]:
    """The names of the files that a revision changed."""
    return [name for name in sorted(after) if after[name] != before[name]]


def changed_items(before: str, after: str) -> tuple[Edit, ...]:
    """What a revision changed in the Q&A file."""
    return edits_between(_items(before), _items(after))


def _undoing_qa(before: str, after: str, now: str) -> UndoPlan:
    stands, every = _items(now), changed_items(after, before)
    left_out = tuple(edit.id for edit in every if _is_gone(edit, stands))
    back = tuple(edit for edit in every if not _is_gone(edit, stands))
    text = revert(before, after, now)
    if text is not None and _is_clear(text, back, stands):
        return UndoPlan({QA: text}, left_out=left_out)
    return UndoPlan(edits=back, left_out=left_out, loses_layout=_changes_layout(before, after))


def _is_gone(edit: Edit, stands: Items) -> bool:
    """Was an item there before and after, and is no more?"""
    is_edited = edit.before is not None and edit.after is not None
    return is_edited and edit.id not in stands[edit.section]


def _is_clear(text: str, back: Sequence[Edit], stands: Items) -> bool:
    """Does a text take the change back, and nothing that somebody wrote since?"""
    found = [stands[edit.section].get(edit.id) for edit in back]
    meant = apply_edits(stands, map(rebased, back, found))
    try:
        return _items(text) == meant
    except DocumentError:
        return False


def _items(text: str) -> Items:
    return items_of(Document(text).value)


def _changes_layout(before: str, after: str) -> bool:
    """Do two texts differ in their remarks, or in the order of the items that both have?"""
    old, new = _items(before), _items(after)
    return _remarks(before) != _remarks(after) or any(
        [id for id in old[section] if id in new[section]] != [id for id in new[section] if id in old[section]]
        for section in Section
    )


def _remarks(text: str) -> list[str]:
    return [line.partition("#")[2].rstrip() for line in text.splitlines() if "#" in line]
