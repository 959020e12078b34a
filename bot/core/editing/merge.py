"""What moved underneath an edit, and the edit put on top of it."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from bot.core.editing.diff import FieldChange, differences, elements, is_list
from bot.core.editing.edits import Edit, Fields


class Move(StrEnum):
    """What became of an item while somebody edited it."""

    NONE = "none"
    CHANGED = "changed"
    REMOVED = "removed"
    CREATED = "created"


@dataclass(frozen=True)
class Moved:
    """What became of it, what changed in between, and the fields in which the edit undoes some of that."""

    move: Move
    changes: tuple[FieldChange, ...] = ()
    overwritten: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Has anything moved?"""
        return self.move is not Move.NONE


def moved(edit: Edit, now: Fields | None) -> Moved:
    """Whether the item still is as the editor saw it, given how it stands now (None: it is gone)."""
    changes = differences(edit.before, now)
    if edit.before is None and now is not None:
        move = Move.CREATED
    elif edit.before is not None and now is None:
        move = Move.REMOVED
    else:
        move = Move.CHANGED if changes else Move.NONE
    return Moved(move, changes, _overwritten(edit, now, changes))


def rebased(edit: Edit, now: Fields | None) -> Edit:
    """The editor's own changes on top of the item as it stands now, with that as `before`.

    A text is the editor's where the editor changed it. Of a list, what the editor took out goes, and
    what the editor put in comes; what others put in or took out meanwhile stays so. What is gone
    meanwhile comes back whole; what came under the same id meanwhile keeps what the edit does not say.
    Where nothing is left to do, `before` and `after` are the same.
    """
    if now == edit.before or now is None or edit.after is None:
        return replace(edit, before=now)
    before, after = edit.before or {}, edit.after
    merged = {
        field: _merged(before.get(field), after.get(field), now.get(field)) for field in {**now, **after}
    }
    return replace(
        edit, before=now, after={field: value for field, value in merged.items() if value is not None}
    )


def _overwritten(edit: Edit, now: Fields | None, changes: Sequence[FieldChange]) -> tuple[str, ...]:
    """The texts that somebody else changed, and that the edit has otherwise; lists lose nothing of theirs."""
    if now is None or not changes:
        return ()
    if edit.after is None:
        return tuple(change.field for change in changes)
    texts = {field for field, value in {**(edit.before or {}), **now}.items() if not is_list(value)}
    theirs = [change.field for change in changes if change.field in texts]
    if not theirs:
        return ()
    wanted = {change.field for change in differences(now, rebased(edit, now).after)}
    return tuple(field for field in theirs if field in wanted)


def _merged(before: Any, after: Any, now: Any) -> Any:
    """The value of one field; None where it goes."""
    if after == before:
        return now
    if now in (before, after) or not is_list(before, after, now):
        return after
    yours, theirs = elements(after), elements(now)
    # Thousands of elements are too many to look for one by one.
    known, wanted, found = (list(map(_key, each)) for each in (elements(before), yours, theirs))
    element = dict(zip([*wanted, *found], [*yours, *theirs], strict=True))
    return [element[key] for key in _merged_list(known, wanted, found)] or None


def _merged_list(
    before: Sequence[Hashable], after: Sequence[Hashable], now: Sequence[Hashable]
) -> list[Hashable]:
    known, wanted, found = set(before), set(after), set(now)
    kept = [each for each in now if each in wanted or each not in known]
    new = [each for each in after if each in found or each not in known]
    is_reordered = [each for each in before if each in wanted] != [each for each in after if each in known]
    return _joined(new, kept) if is_reordered else _joined(kept, new)


def _key(element: Any) -> Hashable:
    """What an element can be looked up by; a table is the same in any order of its fields."""
    if isinstance(element, str):
        return element
    if isinstance(element, Mapping):
        return frozenset((name, _key(value)) for name, value in element.items())
    return tuple(map(_key, element)) if isinstance(element, list | tuple) else element


def _joined(leading: Sequence[Hashable], other: Sequence[Hashable]) -> list[Hashable]:
    """The leading list, with what only the other has after what it follows there."""
    # A chain, so that nothing has to move: by number, which comes next; 0 is before the first.
    chain: list[Hashable] = [None, *leading]
    following = [*range(1, len(chain)), 0]
    numbers: dict[Hashable, int] = {}
    for number, each in enumerate(leading, start=1):
        numbers.setdefault(each, number)
    at = 0
    for each in other:
        if each not in numbers:
            numbers[each] = len(chain)
            chain.append(each)
            following.append(following[at])
            following[at] = numbers[each]
        at = numbers[each]
    joined = []
    at = following[0]
    while at:
        joined.append(chain[at])
        at = following[at]
    return joined
