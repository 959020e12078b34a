"""The result of a search: a score for every item, and the best entries and not-covered items, apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from bot.core.pack.models import Knowledge
from bot.core.search.postings import Floats, Longs


class Hit(NamedTuple):
    """An item that the question may mean: its id, its place in the index, and its score from 0 to 1."""

    item: str
    place: int
    score: float


@dataclass(frozen=True)
class Hits:
    """The result of a search: the ids of all items and a score from 0 to 1 for each, in index order.

    The score is 1 only for an item with a phrasing that has the same content as the question.
    """

    items: Sequence[str]
    scores: Floats

    def best(self, most: int, among: slice = slice(None)) -> tuple[Hit, ...]:
        """The best items, best first, at most `most`, without those that score 0.

        `among` limits it to some of the items: only its start and its stop are used.
        """
        scores = self.scores[among]
        first = among.start or 0
        order = _order_best(scores, most)
        return tuple(
            Hit(self.items[first + place], first + place, score)
            for place, score in zip(order.tolist(), scores[order].tolist(), strict=True)
            if score > 0
        )


def _order_best(scores: Floats, most: int) -> Longs:
    """The places of the best scores, best first; of equal ones the first comes first."""
    if len(scores) <= most:
        return np.argsort(-scores, kind="stable")
    # To sort all of them takes many times longer where there are thousands.
    least = np.partition(scores, len(scores) - most)[len(scores) - most]
    places = np.flatnonzero(scores >= least)
    return places[np.argsort(-scores[places], kind="stable")][:most]


@dataclass(frozen=True)
class Ranking:
    """The best entries and the best not-covered items, each best first."""

    entries: tuple[Hit, ...]
    not_covered: tuple[Hit, ...]

    @property
    def is_exact_match(self) -> bool:
        """Has exactly one item a stored phrasing with the same content as the question?"""
        hits = (*self.entries[:2], *self.not_covered[:2])
        return sum(hit.score == 1.0 for hit in hits) == 1


def rank(knowledge: Knowledge, hits: Hits, most: int) -> Ranking:
    """The best entries and the best not-covered items, at most `most` of each.

    The items of the index must be in the order of the knowledge: all entries, then the not-covered items.
    """
    entries = len(knowledge.entries)
    return Ranking(hits.best(most, slice(0, entries)), hits.best(most, slice(entries, None)))


def best_score(hits: Sequence[Hit]) -> float:
    """The score of the first of some hits that are best first; 0 if there are none."""
    return hits[0].score if hits else 0.0
