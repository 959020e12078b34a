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


def find_features(words: Ints, texts: Ints, vocabulary: int, reach: int) -> tuple[Longs, Ints]:
    """The features of several texts: their numbers, and the number of the text of each.

    `words` has the words of all texts, one text after the other: the number of each word, below
    `vocabulary`, or -1 for an unknown one. `texts` has for each word the number of its text. Words are near
    each other up to the distance `reach`. A feature that a text has twice comes twice.
    """
    is_known = words >= 0
    place, column = _find_pairs(words, texts, reach)
    is_neighbour = column == 0
    text_of = np.concatenate((texts[is_known], texts[place[is_neighbour]], texts[place]))
    first, second = words[place], words[place + column + 1]
    neighbours = _number_pairs(first[is_neighbour], second[is_neighbour], 1, vocabulary)
    near = _number_pairs(np.minimum(first, second), np.maximum(first, second), 1 + vocabulary, vocabulary)
    return np.concatenate((words[is_known], neighbours, near)), text_of


def weigh_features(features: Longs, vocabulary: int, weights: Weights) -> Floats:
    """How much each feature counts by its kind, which its number tells."""
    first_pairs = (vocabulary, vocabulary * (1 + vocabulary))
    by_kind = np.array((1.0, weights.neighbours, weights.near), np.float32)
    weighed: Floats = by_kind[np.searchsorted(first_pairs, features, side="right")]
    return weighed


def _number_pairs(first: Ints, second: Ints, start: int, vocabulary: int) -> Longs:
    """A number for each pair of words: those of all pairs begin at `start` times the vocabulary."""
    numbers: Longs = first.astype(np.int64)
    numbers += start
    numbers *= vocabulary
    numbers += second
    return numbers


def _find_pairs(words: Ints, texts: Ints, reach: int) -> tuple[Ints, Ints]:
    """Every pair of different known words of one text that are near each other, in the order of the texts.

    For each pair the place of its first word, and how far behind it the second is, less one.
    """
    padding = np.full(reach, -1, np.int32)
    words, texts = np.concatenate((words, padding)), np.concatenate((texts, padding))
    # A row for each word, with the places of the words after it. The rows run over the ends of texts.
    rows = np.arange(len(words) - reach)[:, None]
    following = rows + np.arange(1, reach + 1)
    others = words[following]
    is_pair = (texts[following] == texts[rows]) & (words[rows] >= 0) & (others >= 0)
    place, column = np.nonzero(is_pair & (others != words[rows]))
    return place.astype(np.int32), column.astype(np.int32)
