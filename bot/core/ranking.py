"""The best hits, parted into entries that answer and items that the article does not answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.hits import Hit, Hits
from bot.core.knowledge import Knowledge


@dataclass(frozen=True)
class Ranking:
    """The best hits apart, best first."""

    entries: tuple[Hit, ...]
    not_covered: tuple[Hit, ...]

    @property
    def is_stored(self) -> bool:
        """Has the question the very words of a stored phrasing of one item, and of no other?"""
        kinds = (self.entries, self.not_covered)
        scores = sorted(best(hits) for kind in kinds for hits in (kind, kind[1:]))
        return scores[-1] == 1.0 > scores[-2]


def rank(knowledge: Knowledge, hits: Hits, most: int) -> Ranking:
    """The best of each kind; the items were indexed in the order of the knowledge, entries first."""
    entries = len(knowledge.entries)
    return Ranking(hits.best(most, slice(0, entries)), hits.best(most, slice(entries, None)))


def best(hits: Sequence[Hit]) -> float:
    """The best score among hits that are in order; 0 where there are none."""
    return hits[0].score if hits else 0.0
