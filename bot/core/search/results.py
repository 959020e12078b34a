"""What a search found: every item with a score, and the best of them, entries and not-covered items apart."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.core.pack.models import Knowledge
from bot.core.search.postings import Floats


@dataclass(frozen=True)
class Hit:
    """An item the question may mean: its id, its place in the index, and its score between 0 and 1."""

    item: str
    place: int
    score: float


@dataclass(frozen=True)
class Hits:
    """What a search found: a score between 0 and 1 for every item, in the order of the index.

    It is 1 where a phrasing says the same as the question, word for word.
    """

    items: Sequence[str]
    scores: Floats

    def best(self, most: int, among: slice = slice(None)) -> tuple[Hit, ...]:
        """The best of a stretch of items, best first, at most so many, each of which shares something."""
        scores = self.scores[among]
        first = among.start or 0
        order = np.argsort(-scores, kind="stable")[:most]
        return tuple(
            Hit(self.items[first + at], first + at, score)
            for at, score in zip(order.tolist(), scores[order].tolist(), strict=True)
            if score > 0
        )


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
