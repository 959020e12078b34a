"""What becomes of the members of a list or table: which go, which change, which come and where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.core.editing.common_sequence import staying
from bot.store.field_order import place_of


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
    for stop, new_stop in [*staying(old, new), (len(old), len(new))]:
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
