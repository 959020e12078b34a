"""An inverted index over weighted terms: which items hold a term, and how heavily."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


class Postings:
    """For each term, in rising order of its number, the items that hold it and their weights."""

    def __init__(self, terms: Longs, starts: Longs, items: Ints, weights: Floats, size: int) -> None:
        """Take the terms' rising numbers, where the run of each starts and the last ends, and the runs.

        `items` are numbered from 0 to `size`; a run has an item once.
        """
        self._terms, self._starts, self._items, self._weights = terms, starts, items, weights
        self._size = size

    def find(self, terms: Longs) -> tuple[Longs, Bools]:
        """Where each of the terms stands, and whether it is held at all."""
        return find(self._terms, terms)

    def scores(self, at: Longs, weights: Floats) -> Floats:
        """The dot product of every item with a query: terms by where they stand, and their weights."""
        starts = self._starts[at]
        lengths = self._starts[at + 1] - starts
        ends = np.cumsum(lengths)
        # The places of all runs, one after the other.
        places = np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts - ends + lengths, lengths)
        found = self._weights[places] * np.repeat(weights, lengths)
        return np.bincount(self._items[places], found, self._size).astype(np.float32)


def find(rising: Longs, wanted: Longs) -> tuple[Longs, Bools]:
    """Where each number stands among rising ones, and whether it is there at all."""
    if not len(rising):
        return np.zeros(len(wanted), np.int64), np.zeros(len(wanted), np.bool_)
    at = np.minimum(np.searchsorted(rising, wanted), len(rising) - 1)
    return at, rising[at] == wanted
