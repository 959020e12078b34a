"""What moved underneath an edit, and the edit put on top of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from bot.core.difference import FieldChange, differences, elements, is_list
from bot.core.edit import Edit, Fields


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
    wanted = {change.field for change in differences(now, rebased(edit, now).after)}
    texts = {field for field, value in {**(edit.before or {}), **now}.items() if not is_list(value)}
    return tuple(change.field for change in changes if change.field in wanted & texts)


def _merged(before: Any, after: Any, now: Any) -> Any:
    """The value of one field; None where it goes."""
    if after == before:
        return now
    if now in (before, after) or not is_list(before, after, now):
        return after
    known, wanted, found = elements(before), elements(after), elements(now)
    kept = [element for element in found if element in wanted or element not in known]
    new = [element for element in wanted if element in found or element not in known]
    if _is_reordered(known, wanted):
        return _joined(new, kept) or None
    return _joined(kept, new) or None


def _is_reordered(before: Sequence[Any], after: Sequence[Any]) -> bool:
    return [each for each in before if each in after] != [each for each in after if each in before]


def _joined(leading: Sequence[Any], other: Sequence[Any]) -> list[Any]:
    """The leading list, with what only the other has after what it follows there."""
    joined = list(leading)
    at = 0
    for element in other:
        if element in joined:
            at = joined.index(element) + 1
        else:
            joined.insert(at, element)
            at += 1
    return joined
