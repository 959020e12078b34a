"""A pack cut down to what a newcomer writes in an evening."""

import random
from dataclasses import replace
from typing import TypeVar

from bot.core.pack.models import Entry, Knowledge, NotCoveredItem

# The phrasings of an entry besides its question, the not-covered items, and the phrasings of one in all.
PHRASINGS, ITEMS, PHRASINGS_OF_ITEM = 4, 15, 2
_Item = TypeVar("_Item", Entry, NotCoveredItem)


def cut_down(knowledge: Knowledge, seed: int) -> Knowledge:
    """The same pack with few phrasings and few not-covered items, drawn with a seed."""
    drawn = random.Random(seed)
    ids = drawn.sample(sorted(knowledge.not_covered), min(ITEMS, len(knowledge.not_covered)))
    entries = {id: _with_fewer(entry, PHRASINGS, drawn) for id, entry in knowledge.entries.items()}
    absent = {
        id: _with_fewer(item, PHRASINGS_OF_ITEM - 1, drawn)
        for id, item in knowledge.not_covered.items()
        if id in ids
    }
    return replace(knowledge, entries=entries, not_covered=absent)


def _with_fewer(item: _Item, most: int, drawn: random.Random) -> _Item:
    phrasings = drawn.sample(item.phrasings, min(most, len(item.phrasings)))
    return item.model_copy(update={"phrasings": tuple(phrasings)})
