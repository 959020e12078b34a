"""An inverted index over weighted terms: which items have a term, and with what weight."""

from collections.abc import Sequence
from typing import Any

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
        spans = self._spans(places)
        products = _join(self._weights, spans)
        products *= np.repeat(weights, [span.stop - span.start for span in spans])
        return np.bincount(_join(self._items, spans), products, self._size).astype(np.float32)

    def holders(self, places: Longs) -> Bools:
        """Which items have at least one of these terms, given by their places."""
        holds = np.zeros(self._size, np.bool_)
        for span in self._spans(places):
            holds[self._items[span]] = True
        return holds

    def _spans(self, places: Longs) -> list[slice]:
        """For each of these terms, where its items and weights are."""
        return list(map(slice, self._starts[places].tolist(), self._starts[places + 1].tolist()))


def _join(values: npt.NDArray[Any], spans: Sequence[slice]) -> npt.NDArray[Any]:
    """The values in all these spans, one after the other."""
    return np.concatenate([values[span] for span in spans]) if spans else values[:0].copy()


def find_places(rising: Longs, wanted: Longs) -> tuple[Longs, Bools]:
    """For each wanted number, its place among rising numbers, and whether it is one of them.

    The place of a number that is not one of them means nothing.
    """
    if not len(rising):
        return np.zeros(wanted.shape, np.int64), np.zeros(wanted.shape, np.bool_)
    places = np.minimum(np.searchsorted(rising, wanted), len(rising) - 1)
    return places, rising[places] == wanted
