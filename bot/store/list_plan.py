"""What becomes of the members of a list or table: which go, which change, which come and where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from bot.store.field_order import place_of


@dataclass
class Plan:
    """By position: what is not named stays. `added` names what comes behind a position, -1 for the front."""

    removed: set[int] = field(default_factory=set)
    changed: dict[int, Any] = field(default_factory=dict)
    added: dict[int, list[Any]] = field(default_factory=dict)


def plan_list(old: Sequence[Any], new: Sequence[Any]) -> Plan:
    """The way from one list to another that leaves most elements as they are."""
    plan = Plan()
    head, tail = _shared(old, new)
    old_middle, new_middle = old[head : len(old) - tail], new[head : len(new) - tail]
    matcher = SequenceMatcher(
        None, [repr(each) for each in old_middle], [repr(each) for each in new_middle], False
    )
    for kind, start, stop, new_start, new_stop in matcher.get_opcodes():
        if kind == "equal":
            continue
        olds = range(head + start, head + stop)
        news = new_middle[new_start:new_stop]
        both = min(len(olds), len(news))
        plan.changed.update(zip(olds, news, strict=False))
        plan.removed.update(olds[both:])
        if news[both:]:
            plan.added[head + start + both - 1] = list(news[both:])
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


def _shared(old: Sequence[Any], new: Sequence[Any]) -> tuple[int, int]:
    """How many elements both begin with, and how many of the others both end with."""
    most = min(len(old), len(new))
    head = 0
    while head < most and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < most - head and old[len(old) - 1 - tail] == new[len(new) - 1 - tail]:
        tail += 1
    return head, tail
