"""What texts are compared by: words, neighbouring words, and words near each other, all as numbers.

Numbers below the size of the vocabulary are words. Above them come pairs of neighbours, in the order
in which they stand; above those, pairs of words near each other, in either order.
"""

from dataclasses import dataclass

import numpy as np

from bot.core.postings import Floats, Ints, Longs


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
    numbers = [words[known].astype(np.int64)]
    owners = [texts[known]]
    sizes = [1.0]
    for distance in range(1, min(weights.reach, len(words) - 1) + 1):
        one, other, owner = words[:-distance], words[distance:], texts[distance:]
        paired = (texts[:-distance] == owner) & (np.minimum(one, other) >= 0) & (one != other)
        one, other, owner = one[paired].astype(np.int64), other[paired], owner[paired]
        if distance == 1:
            numbers.append((1 + one) * vocabulary + other)
            owners.append(owner)
            sizes.append(weights.neighbours)
        numbers.append((1 + vocabulary + np.minimum(one, other)) * vocabulary + np.maximum(one, other))
        owners.append(owner)
        sizes.append(weights.near)
    weight = np.repeat(np.array(sizes, np.float32), [len(each) for each in numbers])
    return np.concatenate(numbers), np.concatenate(owners), weight
