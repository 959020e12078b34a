"""What a search found: every item with a score, and the best of them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.core.postings import Floats


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
