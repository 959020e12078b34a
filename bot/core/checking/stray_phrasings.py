"""Stray phrasings: stored phrasings that find another item than their own, and how a curator accepts them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.core.answering.snapshot import Snapshot
from bot.core.editing.edits import Edit, Items, Section
from bot.core.language.normalise import normalise


@dataclass(frozen=True)
class StrayPhrasing:
    """A phrasing of an item, and the item that it finds instead.

    `number` counts the item's phrasings from 1; 0 is its question. `destination` is the id of the other
    item, None where the phrasing finds nothing.
    """

    item: str
    number: int
    phrasing: str
    destination: str | None


def find_stray_phrasings(snapshot: Snapshot) -> Iterator[StrayPhrasing]:
    """Every stored phrasing that finds another item, without those that a curator accepted."""
    destinations = iter(snapshot.destinations)
    for item in snapshot.knowledge.items:
        strays = [
            StrayPhrasing(item.id, number, phrasing, destination)
            for number, (phrasing, destination) in enumerate(
                zip(item.all_phrasings, destinations, strict=False)
            )
            if destination != item.id
        ]
        accepted = {normalise(phrasing) for phrasing in item.accepted_collisions} if strays else set()
        yield from (stray for stray in strays if normalise(stray.phrasing) not in accepted)


def find_new_stray_phrasings(before: Snapshot, after: Snapshot) -> Iterator[StrayPhrasing]:
    """The phrasings that are stray after an edit, and were not before."""
    known = {(stray.item, stray.phrasing) for stray in find_stray_phrasings(before)}
    return (stray for stray in find_stray_phrasings(after) if (stray.item, stray.phrasing) not in known)


def accept_stray_phrasings(
    edits: Sequence[Edit], strays: Sequence[StrayPhrasing], items: Items
) -> tuple[Edit, ...]:
    """The edits, with each stray phrasing added to the `accepted_collisions` of its item.

    `items` are the items as the edits leave them.
    """
    by_item = {(edit.section, edit.id): edit for edit in edits}
    for stray in strays:
        section = _section_of(stray.item, by_item, items)
        fields = items.get(section, {}).get(stray.item)
        edit = by_item.get((section, stray.item)) or Edit(section, stray.item, fields, fields)
        after = dict(edit.after or {})
        after["accepted_collisions"] = [*(after.get("accepted_collisions") or ()), stray.phrasing]
        by_item[section, stray.item] = replace(edit, after=after)
    return tuple(by_item.values())


def _section_of(item: str, edited: Iterable[tuple[Section, str]], items: Items) -> Section:
    """The section of the item of an id: that of its edit, or else the one that has it."""
    for section, id in edited:
        if id == item:
            return section
    return next((section for section in Section if item in items.get(section, {})), Section.ENTRIES)
