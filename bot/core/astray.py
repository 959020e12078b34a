"""TEST ALL: which stored phrasings come back to another item than their own."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.language.normalise import normalise
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
    found = iter(snapshot.destinations)
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
