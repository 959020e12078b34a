"""What texts are compared by: words, neighbouring words, and words near each other, all as numbers.

Numbers below the size of the vocabulary are words. Above them come pairs of neighbours, in the order
in which they stand; above those, pairs of words near each other, in either order.
"""

from dataclasses import dataclass

import numpy as np

from bot.core.search.postings import Floats, Ints, Longs


@dataclass(frozen=True)
class Weights:
    """How much each kind of feature counts beside a word, which counts 1; and how far near reaches.

    Measured on two public sets of intents and on the tuning questions of the shipped pack.
    """

    neighbours: float = 0.4
    near: float = 0.3
    reach: int = 8


def features(words: Ints, texts: Ints, vocabulary: int, weights: Weights) -> tuple[Longs, Ints, Floats]:
    """The features of a run of texts: their numbers, the text that each stands in, and their weights.

    `words` has the number of each word, below `vocabulary`, or -1 for one that is not known; `texts`
    has for each word the number of its text. A feature that a text has twice comes twice.
    """
    known = words >= 0
    # Each word beside the next so many: rows of a table that runs over the ends of the texts.
    beside = np.arange(len(words))[:, None] + np.arange(1, weights.reach + 1)
    padding = np.full(weights.reach, -1, np.int32)
    others = np.concatenate((words, padding))[beside]
    is_one = np.concatenate((texts, padding))[beside] == texts[:, None]
    at, gap = np.nonzero(is_one & known[:, None] & (others >= 0) & (others != words[:, None]))
    one, other = words[at].astype(np.int64), others[at, gap].astype(np.int64)
    near = (1 + vocabulary + np.minimum(one, other)) * vocabulary + np.maximum(one, other)
    next_to = gap == 0
    neighbours = (1 + one[next_to]) * vocabulary + other[next_to]
    single = words[known].astype(np.int64)
    weight = np.repeat(
        np.array((1.0, weights.neighbours, weights.near), np.float32),
        (len(single), len(neighbours), len(near)),
    )
    owners = np.concatenate((texts[known], texts[at[next_to]], texts[at]))
    return np.concatenate((single, neighbours, near)), owners, weight
