"""Which items compete for the same questions."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from bot.core.answering.snapshot import Snapshot
from bot.core.pack.models import Item, Knowledge

# So many of the changed items are looked at: each needs an index of its own.
_MOST_ITEMS = 3
# So many phrasings of each are asked, taken evenly.
_MOST_ASKED = 60
_MOST_NAMED = 3
_I = TypeVar("_I", bound=Item)


@dataclass(frozen=True)
class Collision:
    """Another item that a changed one competes with.

    `share` (above 0, up to 1) of the changed one's own questions would be shown the other if the changed
    one were not there; `phrasing` is the one for which the other is surest, `confidence` how sure (0 to 1).
    """

    changed: str
    item: str
    share: float
    phrasing: str
    confidence: float


def collisions(snapshot: Snapshot, changed: Collection[str]) -> tuple[Collision, ...]:
    """For each of the first three changed items, the three it competes with most, nearest first.

    Near enough to matter is what the policy would answer with, or say that the article does not say.
    """
    items = [item for item in snapshot.knowledge.items if item.id in changed][:_MOST_ITEMS]
    return tuple(collision for item in items for collision in _of(snapshot, item))


def _of(snapshot: Snapshot, item: Item) -> list[Collision]:
    others = Snapshot.build(_without(snapshot.knowledge, item.id), policy=snapshot.policy)
    asked = item.asked[:: -(-len(item.asked) // _MOST_ASKED)]
    surest: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for phrasing in asked:
        answer = others.ask(phrasing)
        if answer.item is not None:
            surest[answer.item.id].append((answer.outcome.confidence, phrasing))
    found = [
        Collision(item.id, other, len(shown) / len(asked), max(shown)[1], max(shown)[0])
        for other, shown in surest.items()
    ]
    return sorted(found, key=lambda each: (-each.share, -each.confidence))[:_MOST_NAMED]


def _without(knowledge: Knowledge, id: str) -> Knowledge:
    """The knowledge without an item, and without the links to it."""
    return replace(
        knowledge,
        entries={each.id: each for each in _unlinked(knowledge.entries.values(), "related", id)},
        not_covered={each.id: each for each in _unlinked(knowledge.not_covered.values(), "see", id)},
    )


def _unlinked(items: Collection[_I], field: str, id: str) -> Iterator[_I]:
    for item in items:
        links: tuple[str, ...] = getattr(item, field)
        if id in links:
            yield item.model_copy(update={field: tuple(link for link in links if link != id)})
        elif item.id != id:
            yield item
