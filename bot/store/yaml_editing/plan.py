"""What stays, goes, changes and comes in a list and in an item, and in which order fields stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.core.editing.common_sequence import common_positions
from bot.core.editing.edits import Edit, Fields
from bot.store.yaml_editing.layout import RewriteError

_ORDER = (
    "id topic question phrasings answer reply source related see events popular note checked review_by"
    " accepted_collisions voice paragraph status"
).split()
_RANKS = {field: at for at, field in enumerate(_ORDER)}


def rank(field: str) -> int:
    """Where a field stands in the usual order; one that is not known, at its end."""
    return _RANKS.get(field, len(_RANKS))


def place_of(name: str, names: Sequence[str]) -> int:
    """Where a field goes among others: behind the last of those that usually come before it."""
    before = [at for at, other in enumerate(names) if rank(other) <= rank(name)]
    return max(before, key=lambda at: (rank(names[at]), at)) + 1 if before else 0


@dataclass
class Plan:
    """By position: what is not named stays. `added` names what comes behind a position, -1 for the front."""

    removed: set[int] = field(default_factory=set)
    changed: dict[int, Any] = field(default_factory=dict)
    added: dict[int, list[Any]] = field(default_factory=dict)


def plan_list(old: Sequence[Any], new: Sequence[Any]) -> Plan:
    """The way from one list to another that leaves as many elements as can be where they are."""
    plan = Plan()
    start = new_start = 0
    for stop, new_stop in [*common_positions(old, new), (len(old), len(new))]:
        news = new[new_start:new_stop]
        both = min(stop - start, len(news))
        plan.changed.update(zip(range(start, stop), news, strict=False))
        plan.removed.update(range(start + both, stop))
        if news[both:]:
            plan.added[start + both - 1] = list(news[both:])
        start, new_start = stop + 1, new_stop + 1
    return plan


def plan_table(names: Sequence[str], old: Mapping[str, Any], new: Mapping[str, Any]) -> Plan:
    """The way from one table to another, its keys standing in the order of `names`; added are the names."""
    plan = Plan()
    # Of a key that stands twice, the last one counts.
    last = {name: at for at, name in enumerate(names)}
    for name, at in last.items():
        if name not in new:
            plan.removed.update(place for place, other in enumerate(names) if other == name)
        elif new[name] != old[name]:
            plan.changed[at] = new[name]
    order: list[str] = [name for name in last if name in new]
    for name in [name for name in new if name not in last]:
        order.insert(place_of(name, order), name)
    behind = -1
    for name in order:
        if name in last:
            behind = last[name]
        else:
            plan.added.setdefault(behind, []).append(name)
    return plan


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
