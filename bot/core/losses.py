"""Where the questions of an item come to once it is gone."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from bot.core.pack.models import Item
from bot.core.snapshot import Snapshot

# So many of the items that go are looked at: each of their phrasings is asked.
_MOST_ITEMS = 3


@dataclass(frozen=True)
class Gone:
    """An item that goes, and how many of its `asked` ways to be asked come to which item, most first.

    Those that no item is shown for, as the matcher is unsure or knows nothing, are in no place.
    """

    item: str
    asked: int
    places: tuple[tuple[str, int], ...]

    @property
    def to_nothing(self) -> int:
        """How many come to nothing."""
        return self.asked - sum(count for _, count in self.places)


def losses(before: Snapshot, after: Snapshot, changed: Collection[str]) -> tuple[Gone, ...]:
    """What comes of the questions of the first three of the changed items that go."""
    kept = {item.id for item in after.knowledge.items}
    gone = [item for item in before.knowledge.items if item.id in changed and item.id not in kept]
    return tuple(
        Gone(item.id, len(item.asked), tuple(Counter(_places(after, item)).most_common()))
        for item in gone[:_MOST_ITEMS]
    )


def _places(after: Snapshot, item: Item) -> Iterator[str]:
    for phrasing in item.asked:
        shown = after.ask(phrasing).item
        if shown is not None:
            yield shown.id
