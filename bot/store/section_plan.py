"""The edits of one section as a plan: what each of its items becomes, and where the new ones stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.core.editing.edits import Edit, Fields
from bot.store.list_plan import Plan
from bot.store.spans import RewriteError


@dataclass
class _Slot:
    """One item on its way: its position in the file (None: it is new) and its fields (None: it goes)."""

    at: int | None
    fields: Any


def planned(now: Sequence[Any], meant: Sequence[Any], edits: Sequence[Edit]) -> tuple[Plan, list[Any]]:
    """The plan of a section's edits, done one after the other, and the items as they shall be.

    `now` is what the text at hand says, `meant` what it said before a last line feed was added to it.

    Raises RewriteError for an edit of an item that is not there, and for a new one that is.
    """
    slots = [_Slot(at, item) for at, item in enumerate(meant)]
    for edit in edits:
        _apply(slots, edit)
    plan = Plan()
    behind = -1
    for slot in slots:
        if slot.at is None:
            if slot.fields is not None:
                plan.added.setdefault(behind, []).append(slot.fields)
            continue
        behind = slot.at
        if slot.fields is None:
            plan.removed.add(behind)
        elif slot.fields != now[behind]:
            plan.changed[behind] = slot.fields
    return plan, [slot.fields for slot in slots if slot.fields is not None]


def _apply(slots: list[_Slot], edit: Edit) -> None:
    there = [slot for slot in slots if slot.fields is not None and _id(slot.fields) == edit.id]
    after = None if edit.after is None else _fields(edit.after, edit.id)
    if edit.before is None:
        if there:
            raise RewriteError(f"`{edit.id}` is in `{edit.section}` already: give the new item another id")
        if after is None or after.get("id") != edit.id:
            raise RewriteError(f"`{edit.id}`: a new item needs fields, and this id among them")
        slots.insert(_place(slots, edit, after), _Slot(None, after))
        return
    if len(there) != 1:
        how = "stands twice in" if there else "is not in"
        raise RewriteError(f"`{edit.id}` {how} `{edit.section}`: look at the file")
    if after is not None and "id" not in after:
        raise RewriteError(f"`{edit.id}`: an item needs an id")
    if after is not None and any(slot not in there and _id(slot.fields) == _id(after) for slot in slots):
        raise RewriteError(f"`{_id(after)}` is in `{edit.section}` already: give `{edit.id}` another id")
    there[0].fields = after


def _place(slots: Sequence[_Slot], edit: Edit, after: Fields) -> int:
    """Behind the item named (no name: before all), else behind the last of its topic, else at the end."""
    if edit.place == "":
        return 0
    named = [at for at, slot in enumerate(slots) if edit.place is not None and _id(slot.fields) == edit.place]
    topic = after.get("topic")
    alike = [
        at
        for at, slot in enumerate(slots)
        if topic and isinstance(slot.fields, dict) and slot.fields.get("topic") == topic
    ]
    return next((found[-1] + 1 for found in (named, alike) if found), len(slots))


def _id(item: Any) -> Any:
    return item.get("id") if isinstance(item, dict) else None


def _fields(fields: Fields, id: str) -> dict[str, Any]:
    """A copy in plain dicts, lists and texts, as a file would give them back."""
    return {str(name): _plain(value, id) for name, value in fields.items()}


def _plain(value: Any, id: str) -> Any:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return {str(name): _plain(each, id) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each, id) for each in value]
    raise RewriteError(f"`{id}`: {value!r} is neither text nor list nor table")
