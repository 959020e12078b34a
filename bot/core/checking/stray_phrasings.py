"""Stored phrasings that come back to another item than their own (TEST ALL), and accepting that they do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.core.answering.snapshot import Snapshot
from bot.core.editing.edits import Edit, Items, Section
from bot.core.language.normalise import normalise


@dataclass(frozen=True)
class StrayPhrasing:
    """A phrasing of an item (number 0 is its question), and the item it comes back to; None for nothing."""

    item: str
    number: int
    phrasing: str
    now: str | None


def stray_phrasings(snapshot: Snapshot) -> Iterator[StrayPhrasing]:
    """Every stored phrasing that comes back to another item, but for those that a curator accepted."""
    found = iter(snapshot.destinations)
    for item in snapshot.knowledge.items:
        lost = [
            StrayPhrasing(item.id, number, phrasing, place)
            for number, (phrasing, place) in enumerate(zip(item.asked, found, strict=False))
            if place != item.id
        ]
        accepted = {normalise(phrasing) for phrasing in item.accepted_collisions} if lost else set()
        yield from (each for each in lost if normalise(each.phrasing) not in accepted)


def newly_stray(before: Snapshot, after: Snapshot) -> Iterator[StrayPhrasing]:
    """Those that are astray after an edit, and were not before."""
    known = {(each.item, each.phrasing) for each in stray_phrasings(before)}
    return (each for each in stray_phrasings(after) if (each.item, each.phrasing) not in known)


def accept_strays(edits: Sequence[Edit], lost: Sequence[StrayPhrasing], items: Items) -> tuple[Edit, ...]:
    """The edits, with each phrasing that goes astray added to the `accepted_collisions` of its item.

    `items` are the items as the edits leave them.
    """
    found = {(edit.section, edit.id): edit for edit in edits}
    for each in lost:
        section = next((some for some in Section if each.item in items.get(some, {})), Section.ENTRIES)
        section = next((some for some, id in found if id == each.item), section)
        now = items.get(section, {}).get(each.item)
        edit = found.get((section, each.item)) or Edit(section, each.item, now, now)
        after = dict(edit.after or {})
        after["accepted_collisions"] = [*(after.get("accepted_collisions") or ()), each.phrasing]
        found[section, each.item] = replace(edit, after=after)
    return tuple(found.values())
