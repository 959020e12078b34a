"""Which items compete for the same questions."""

import math
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from bot.core.answering.snapshot import Snapshot
from bot.core.pack.models import Item, Knowledge

# The most changed items that are looked at: each needs an index of its own.
_MOST_ITEMS = 3
# The most phrasings of an item that are asked, taken evenly from all of them.
_MOST_ASKED = 60
_MOST_RIVALS = 3
_ItemT = TypeVar("_ItemT", bound=Item)


@dataclass(frozen=True)
class Collision:
    """Another item (`item`) that competes with a changed one (`changed`).

    `share` is the share (above 0, up to 1) of the changed item's phrasings that the other item would be
    shown for if the changed one were not there. `phrasing` is the one for which the other item is surest,
    `confidence` how sure it is (0 to 1).
    """

    changed: str
    item: str
    share: float
    phrasing: str
    confidence: float


def find_collisions(snapshot: Snapshot, changed: Collection[str]) -> tuple[Collision, ...]:
    """For each of the first three changed items, the three it competes with most, closest rival first.

    An item competes if the policy would answer with it, or would say that it is not covered.
    """
    items = [item for item in snapshot.knowledge.items if item.id in changed][:_MOST_ITEMS]
    return tuple(collision for item in items for collision in _find_rivals(snapshot, item))


def _find_rivals(snapshot: Snapshot, item: Item) -> list[Collision]:
    others = Snapshot.build(_remove_item(snapshot.knowledge, item.id), policy=snapshot.policy)
    step = math.ceil(len(item.all_phrasings) / _MOST_ASKED)
    phrasings = item.all_phrasings[::step]
    matches: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for phrasing in phrasings:
        answer = others.ask(phrasing)
        if answer.item is not None:
            matches[answer.item.id].append((answer.outcome.confidence, phrasing))
    collisions = [
        Collision(item.id, rival, len(shown) / len(phrasings), max(shown)[1], max(shown)[0])
        for rival, shown in matches.items()
    ]
    return sorted(collisions, key=lambda collision: (-collision.share, -collision.confidence))[:_MOST_RIVALS]


def _remove_item(knowledge: Knowledge, id: str) -> Knowledge:
    """The knowledge without an item, and without the links to it."""
    entries = _remove_links(knowledge.entries.values(), "related", id)
    not_covered = _remove_links(knowledge.not_covered.values(), "see", id)
    return replace(
        knowledge,
        entries={entry.id: entry for entry in entries},
        not_covered={item.id: item for item in not_covered},
    )


def _remove_links(items: Collection[_ItemT], field: str, id: str) -> Iterator[_ItemT]:
    """The items but for that of an id, without the links to it in a field."""
    for item in items:
        links: tuple[str, ...] = getattr(item, field)
        if id in links:
            yield item.model_copy(update={field: tuple(link for link in links if link != id)})
        elif item.id != id:
            yield item
