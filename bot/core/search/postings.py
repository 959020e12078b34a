"""An inverted index over weighted terms: which items have a term, and with what weight."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


class Postings:
    """For each term, the items that have it and its weight in each; the terms are in rising order."""

    def __init__(self, terms: Longs, starts: Longs, items: Ints, weights: Floats, size: int) -> None:
        """Keep the items and weights of all terms, one term after the other.

        `terms` are the numbers of the terms, rising. `starts` has the place in `items` and `weights` where
        each term starts, and last the place where the last term ends. `items` are numbers from 0 to below
        `size`; a term has an item at most once.
        """
        self._terms, self._starts, self._items, self._weights = terms, starts, items, weights
        self._size = size

    def find_places(self, terms: Longs) -> tuple[Longs, Bools]:
        """For each of these terms, its place among the terms, and whether it is one of them."""
        return find_places(self._terms, terms)

    def scores(self, places: Longs, weights: Floats) -> Floats:
        """The dot product of every item with a query: the places of its terms, and the weight of each."""
        item_places, lengths = self._spread(places)
        products = self._weights[item_places] * np.repeat(weights, lengths)
        return np.bincount(self._items[item_places], products, self._size).astype(np.float32)

    def holders(self, places: Longs) -> Bools:
        """Which items have at least one of these terms, given by their places."""
        holds = np.zeros(self._size, np.bool_)
        holds[self._items[self._spread(places)[0]]] = True
        return holds

    def _spread(self, places: Longs) -> tuple[Longs, Longs]:
        """The places of the items of all these terms, one after the other, and how many each term has."""
        starts = self._starts[places]
        lengths = self._starts[places + 1] - starts
        ends = np.cumsum(lengths)
        total = ends[-1] if len(ends) else 0
        return np.arange(total) + np.repeat(starts - ends + lengths, lengths), lengths


def find_places(rising: Longs, wanted: Longs) -> tuple[Longs, Bools]:
    """For each wanted number, its place among rising numbers, and whether it is one of them.

    The place of a number that is not one of them means nothing.
    """
    if not len(rising):
        return np.zeros(wanted.shape, np.int64), np.zeros(wanted.shape, np.bool_)
    places = np.minimum(np.searchsorted(rising, wanted), len(rising) - 1)
    return places, rising[places] == wanted
