"""What texts are compared by: words, neighbouring words, and words near each other, all as numbers.

Numbers below the size of the vocabulary are words. Above them come pairs of neighbours, in the order
in which they are in the text. Above those come pairs of words near each other, in either order.
"""

from dataclasses import dataclass

import numpy as np

from bot.core.search.postings import Floats, Ints, Longs


@dataclass(frozen=True)
class Weights:
    """How much a pair of neighbours and a pair of near words count, and up to what distance words are near.

    A single word counts 1. The values were measured on two public sets of intents and on the tuning
    questions of the shipped pack.
    """

    neighbours: float = 0.4
    near: float = 0.3
    # The distance in words: neighbours have distance 1.
    reach: int = 8


def find_features(words: Ints, texts: Ints, vocabulary: int, weights: Weights) -> tuple[Longs, Ints, Floats]:
    """The features of several texts: their numbers, the number of the text of each, and their weights.

    `words` has the words of all texts, one text after the other: the number of each word, below
    `vocabulary`, or -1 for an unknown one. `texts` has for each word the number of its text. A feature
    that a text has twice comes twice.
    """
    is_known = words >= 0
    # A row for each word, with the places of the words after it. The rows run over the ends of the texts.
    following = np.arange(len(words))[:, None] + np.arange(1, weights.reach + 1)
    padding = np.full(weights.reach, -1, np.int32)
    others = np.concatenate((words, padding))[following]
    is_same_text = np.concatenate((texts, padding))[following] == texts[:, None]
    is_pair = is_same_text & is_known[:, None] & (others >= 0) & (others != words[:, None])
    place, column = np.nonzero(is_pair)
    first, second = words[place].astype(np.int64), others[place, column].astype(np.int64)
    near = (1 + vocabulary + np.minimum(first, second)) * vocabulary + np.maximum(first, second)
    is_neighbour = column == 0
    neighbours = (1 + first[is_neighbour]) * vocabulary + second[is_neighbour]
    single = words[is_known].astype(np.int64)
    weight = np.repeat(
        np.array((1.0, weights.neighbours, weights.near), np.float32),
        (len(single), len(neighbours), len(near)),
    )
    text_of = np.concatenate((texts[is_known], texts[place[is_neighbour]], texts[place]))
    return np.concatenate((single, neighbours, near)), text_of, weight
