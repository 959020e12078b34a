"""Which words each item knows, and where it has them: in what people ask, in its answer, or in its source."""

from collections.abc import Sequence
from enum import IntEnum

import numpy as np

from bot.core.search.postings import Bools, Ints, Longs, find_places


class TextKind(IntEnum):
    """The kinds of texts of an item, in which it may have a word."""

    PHRASING = 0
    ANSWER = 1
    SOURCE = 2


class KnownWords:
    """For each kind of text and each item, the numbers of its words."""

    def __init__(self, words: Ints, items: Ints, kinds: Ints, vocabulary: int) -> None:
        """Take every word of every text: its number, or -1 for none, its item, and the kind of its text."""
        self._vocabulary = vocabulary
        is_word = words >= 0
        keys = items.astype(np.int64) * vocabulary + words
        self._keys: tuple[Longs, ...] = tuple(np.unique(keys[is_word & (kinds == kind)]) for kind in TextKind)
        self._all: Longs = np.unique(keys[is_word])

    def find(self, words: Ints, items: Sequence[int], kind: TextKind) -> Bools:
        """Which of these items have which of these words in texts of a kind: a row for each item."""
        return self._find(self._keys[kind], words, np.asarray(items, np.int64)[:, None])

    def find_anywhere(self, words: Ints, items: Longs) -> Bools:
        """Which of these items have which of these words at all: a row for each item."""
        return self._find(self._all, words, items[:, None])

    def _find(self, keys: Longs, words: Ints, items: Longs) -> Bools:
        is_held: Bools = find_places(keys, items * self._vocabulary + words)[1]
        return is_held & (words >= 0)
