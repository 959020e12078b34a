"""Planning what stays, is removed, changed and added in a list or an item, and the order of fields."""

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


def usual_rank(field: str) -> int:
    """The position of a field in the usual order. An unknown field comes last."""
    return _RANKS.get(field, len(_RANKS))


def find_field_position(name: str, names: Sequence[str]) -> int:
    """The position for a new field: after the last of those that usually come before it."""
    before = [at for at, other in enumerate(names) if usual_rank(other) <= usual_rank(name)]
    return max(before, key=lambda at: (usual_rank(names[at]), at)) + 1 if before else 0


@dataclass
class Plan:
    """Changes by position; what is not named stays. `added` has what follows a position, -1 for the front."""

    removed: set[int] = field(default_factory=set)
    changed: dict[int, Any] = field(default_factory=dict)
    added: dict[int, list[Any]] = field(default_factory=dict)


def plan_list(old: Sequence[Any], new: Sequence[Any]) -> Plan:
    """Plan how to change one list into another, with as many elements as possible left in place."""
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
    """Plan how to change one table into another. Its keys are in the order of `names`; `added` has names."""
    plan = Plan()
    # If a key is there twice, the last one counts.
    last = {name: at for at, name in enumerate(names)}
    for name, at in last.items():
        if name not in new:
            plan.removed.update(place for place, other in enumerate(names) if other == name)
        elif new[name] != old[name]:
            plan.changed[at] = new[name]
    order: list[str] = [name for name in last if name in new]
    for name in [name for name in new if name not in last]:
        order.insert(find_field_position(name, order), name)
    behind = -1
    for name in order:
        if name in last:
            behind = last[name]
        else:
            plan.added.setdefault(behind, []).append(name)
    return plan


@dataclass
class _Slot:
    """One item: its position in the file (None: it is new), its new fields (None: it is removed)."""

    at: int | None
    fields: Any


def plan_section(
    now: Sequence[Any], intended: Sequence[Any], edits: Sequence[Edit]
) -> tuple[Plan, list[Any]]:
    """Plan the edits of a section, one after the other. Also returns the items after them.

    `now` has the items of the present text, `intended` those it had before a last line break was added.

    Raises RewriteError if an edited item is missing, or a new one exists already.
    """
    slots = [_Slot(at, item) for at, item in enumerate(intended)]
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
    matches = [slot for slot in slots if slot.fields is not None and _id(slot.fields) == edit.id]
    after = None if edit.after is None else _fields(edit.after, edit.id)
    if edit.before is None:
        if matches:
            raise RewriteError(f"`{edit.id}` is in `{edit.section}` already: give the new item another id")
        if after is None or after.get("id") != edit.id:
            raise RewriteError(f"`{edit.id}`: a new item needs fields, and this id among them")
        slots.insert(_place(slots, edit, after), _Slot(None, after))
        return
    if len(matches) != 1:
        how = "stands twice in" if matches else "is not in"
        raise RewriteError(f"`{edit.id}` {how} `{edit.section}`: look at the file")
    if after is not None and "id" not in after:
        raise RewriteError(f"`{edit.id}`: an item needs an id")
    if after is not None and any(slot not in matches and _id(slot.fields) == _id(after) for slot in slots):
        raise RewriteError(f"`{_id(after)}` is in `{edit.section}` already: give `{edit.id}` another id")
    matches[0].fields = after


def _place(slots: Sequence[_Slot], edit: Edit, after: Fields) -> int:
    """The position of a new item: after the item `edit.place`, after the last of its topic, or at the end.

    An empty `edit.place` is the front.
    """
    if edit.place == "":
        return 0
    named = [at for at, slot in enumerate(slots) if edit.place is not None and _id(slot.fields) == edit.place]
    topic = after.get("topic")
    same_topic = [
        at
        for at, slot in enumerate(slots)
        if topic and isinstance(slot.fields, dict) and slot.fields.get("topic") == topic
    ]
    if named:
        return named[-1] + 1
    return same_topic[-1] + 1 if same_topic else len(slots)


def _id(item: Any) -> Any:
    return item.get("id") if isinstance(item, dict) else None


def _fields(fields: Fields, id: str) -> dict[str, Any]:
    """A copy in plain dicts, lists and texts, as parsing a file would give them."""
    return {str(name): _plain(value, id) for name, value in fields.items()}


def _plain(value: Any, id: str) -> Any:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return {str(name): _plain(inner, id) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(element, id) for element in value]
    raise RewriteError(f"`{id}`: {value!r} is neither text nor list nor table")
