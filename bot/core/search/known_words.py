"""Which words each item knows, and where it has them: in what people ask, in its answer, or in its source."""

from collections.abc import Sequence
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from bot.core.search.postings import Bools, Ints, Longs, find_places

Kinds = npt.NDArray[np.uint8]


class TextKind(IntEnum):
    """The kinds of texts of an item, in which it may have a word."""

    PHRASING = 0
    ANSWER = 1
    SOURCE = 2


class KnownWords:
    """For each item the numbers of its words, and in which kinds of text it has each: one bit a kind."""

    def __init__(self, words: Ints, items: Ints, kinds: Ints, vocabulary: int) -> None:
        """Take every word of every text: its number, or -1 for none, its item, and the kind of its text."""
        self._vocabulary = vocabulary
        is_word = words >= 0
        keys = items[is_word].astype(np.int64) * vocabulary + words[is_word]
        keys = np.unique(keys * len(TextKind) + kinds[is_word])
        bits = np.left_shift(np.uint8(1), (keys % len(TextKind)).astype(np.uint8))
        keys //= len(TextKind)
        starts = np.flatnonzero(np.diff(keys, prepend=-1))
        self._keys: Longs = keys[starts]
        self._kinds: Kinds = np.bitwise_or.reduceat(bits, starts) if len(starts) else bits

    def find(self, words: Ints, items: Sequence[int]) -> Kinds:
        """In which kinds of text these items have these words: a row for each item, for `has`."""
        places, is_held = find_places(
            self._keys, np.asarray(items, np.int64)[:, None] * self._vocabulary + words
        )
        is_held &= words >= 0
        if not len(self._keys):
            return is_held.astype(np.uint8)
        kinds: Kinds = self._kinds[places] * is_held
        return kinds


def has(kinds: Kinds, kind: TextKind) -> Bools:
    """Where a word is in texts of one kind."""
    is_there: Bools = (kinds & (1 << kind)) != 0
    return is_there
