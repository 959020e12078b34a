"""What somebody else changed while an item was edited, and the edit merged with it."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from bot.core.editing.diff import FieldChange, elements, find_differences, is_list
from bot.core.editing.edits import Edit, Fields


class ChangeKind(StrEnum):
    """What happened to an item in the files while somebody edited it."""

    NONE = "none"
    CHANGED = "changed"
    REMOVED = "removed"
    CREATED = "created"


@dataclass(frozen=True)
class ConcurrentChange:
    """What happened to an item while it was edited, and what changed in its fields.

    `overwritten` are the fields in which the edit undoes some of that.
    """

    kind: ChangeKind
    changes: tuple[FieldChange, ...] = ()
    overwritten: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Has anything changed?"""
        return self.kind is not ChangeKind.NONE


def find_concurrent_change(edit: Edit, now: Fields | None) -> ConcurrentChange:
    """What changed in an item since the editor saw it, given the item as it is `now` (None: removed)."""
    changes = find_differences(edit.before, now)
    if edit.before is None and now is not None:
        kind = ChangeKind.CREATED
    elif edit.before is not None and now is None:
        kind = ChangeKind.REMOVED
    else:
        kind = ChangeKind.CHANGED if changes else ChangeKind.NONE
    return ConcurrentChange(kind, changes, _find_overwritten(edit, now, changes))


def rebase_edit(edit: Edit, now: Fields | None) -> Edit:
    """The edit made again on the item as it is `now` (None: removed), which becomes its `before`.

    A text is the editor's where the editor changed it, and else the one that is there now. A list gets the
    elements that the editor added and loses those that the editor removed; what others added or removed
    stays so. An item that others removed is added again as a whole. An item that others created under the
    same id keeps the fields that the edit does not have. Where nothing is left to change, `before` and
    `after` are the same.
    """
    if now == edit.before or now is None or edit.after is None:
        return replace(edit, before=now)
    before, after = edit.before or {}, edit.after
    merged = {
        field: _merge_field(before.get(field), after.get(field), now.get(field)) for field in {**now, **after}
    }
    return replace(
        edit, before=now, after={field: value for field, value in merged.items() if value is not None}
    )


def _find_overwritten(edit: Edit, now: Fields | None, changes: Sequence[FieldChange]) -> tuple[str, ...]:
    """The texts that somebody else changed and the edit changes again; in lists nothing of theirs is lost."""
    if now is None or not changes:
        return ()
    if edit.after is None:
        return tuple(change.field for change in changes)
    texts = {field for field, value in {**(edit.before or {}), **now}.items() if not is_list(value)}
    changed_texts = [change.field for change in changes if change.field in texts]
    if not changed_texts:
        return ()
    changed_again = {change.field for change in find_differences(now, rebase_edit(edit, now).after)}
    return tuple(field for field in changed_texts if field in changed_again)


def _merge_field(before: Any, after: Any, now: Any) -> Any:
    """The merged value of one field; None where it is removed."""
    if after == before:
        return now
    if now in (before, after) or not is_list(before, after, now):
        return after
    mine, theirs = elements(after), elements(now)
    # By keys in sets: thousands of elements are too many to look for one by one.
    old_keys = list(map(_make_key, elements(before)))
    my_keys = list(map(_make_key, mine))
    their_keys = list(map(_make_key, theirs))
    by_key = dict(zip([*my_keys, *their_keys], [*mine, *theirs], strict=True))
    return [by_key[key] for key in _merge_keys(old_keys, my_keys, their_keys)] or None


def _merge_keys(
    before: Sequence[Hashable], after: Sequence[Hashable], now: Sequence[Hashable]
) -> list[Hashable]:
    before_set, after_set, now_set = set(before), set(after), set(now)
    theirs = [key for key in now if key in after_set or key not in before_set]
    mine = [key for key in after if key in now_set or key not in before_set]
    is_reordered = [key for key in before if key in after_set] != [key for key in after if key in before_set]
    return _join(mine, theirs) if is_reordered else _join(theirs, mine)


def _make_key(element: Any) -> Hashable:
    """A key to look an element up by: a table has the same key in any order of its fields."""
    if isinstance(element, str):
        return element
    if isinstance(element, Mapping):
        return frozenset((name, _make_key(value)) for name, value in element.items())
    if isinstance(element, list | tuple):
        return tuple(map(_make_key, element))
    scalar: Hashable = element
    return scalar


def _join(leading: Sequence[Hashable], other: Sequence[Hashable]) -> list[Hashable]:
    """The leading list; what only the other list has is put after the element that it follows there."""
    # A linked list, so that no element has to be shifted. `following` has the number of the element after
    # each one; number 0 is before the first element, and as a follower it is the end.
    chain: list[Hashable] = [None, *leading]
    following = [*range(1, len(chain)), 0]
    numbers: dict[Hashable, int] = {}
    for number, key in enumerate(leading, start=1):
        numbers.setdefault(key, number)
    current = 0
    for key in other:
        if key not in numbers:
            numbers[key] = len(chain)
            chain.append(key)
            following.append(following[current])
            following[current] = numbers[key]
        current = numbers[key]
    joined = []
    current = following[0]
    while current:
        joined.append(chain[current])
        current = following[current]
    return joined
