"""TEST ALL: which stored phrasings come back to another item than their own."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.normalise import normalise
from bot.core.question import clean
from bot.core.snapshot import Snapshot


@dataclass(frozen=True)
class Astray:
    """A phrasing of an item (number 0 is its question), and the item it comes back to; None for nothing."""

    item: str
    number: int
    phrasing: str
    now: str | None


def astray(snapshot: Snapshot) -> Iterator[Astray]:
    """Every stored phrasing that comes back to another item, but for those that a curator accepted."""
    found = iter(destinations(snapshot))
    for item in snapshot.knowledge.items:
        lost = [
            Astray(item.id, number, phrasing, place)
            for number, (phrasing, place) in enumerate(zip(item.asked, found, strict=False))
            if place != item.id
        ]
        accepted = {normalise(phrasing) for phrasing in item.accepted_collisions} if lost else set()
        yield from (each for each in lost if normalise(each.phrasing) not in accepted)


def newly_astray(before: Snapshot, after: Snapshot) -> Iterator[Astray]:
    """Those that are astray after an edit, and were not before."""
    known = {(each.item, each.phrasing) for each in astray(before)}
    return (each for each in astray(after) if (each.item, each.phrasing) not in known)


def destinations(snapshot: Snapshot) -> list[str | None]:
    """What `best_match` finds for each stored phrasing, item by item in order, many times faster.

    The owners of a stored phrasing score 1 and all others less, and of equal ones the first in the
    file is the best, so nothing has to be searched for. What is asked otherwise than it is stored, or
    has no word that says something, is matched as ever.
    """
    asked = [phrasing for item in snapshot.knowledge.items for phrasing in item.asked]
    index = snapshot.index
    return [
        index.items[owners[0]] if owners and clean(phrasing) == phrasing else snapshot.best_match(phrasing)
        for phrasing, owners in zip(asked, index.owners(asked), strict=True)
    ]
