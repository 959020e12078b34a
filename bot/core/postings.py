"""An inverted index over weighted terms: which rows hold a term, and how heavily."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]


class Postings:
    """For each term the rows that hold it. Rows are brought to length one (cosine)."""

    def __init__(self, rows: Ints, terms: Ints, weights: Floats, shape: tuple[int, int]) -> None:
        """Take one (row, term, weight) triple an element; `shape` is (rows, terms)."""
        self.rows, vocabulary = shape
        norms = np.sqrt(np.bincount(rows, weights=np.square(weights, dtype=np.float64), minlength=self.rows))
        norms[norms == 0] = 1.0
        order = np.argsort(terms, kind="stable")
        self._row = rows[order]
        self._weight = (weights[order] / norms[self._row]).astype(np.float32)
        self._start = np.searchsorted(terms[order], np.arange(vocabulary + 1))

    def scores(self, query: Iterable[tuple[int, float]]) -> Floats:
        """The dot product of every row with the query's (term, weight) pairs."""
        total = np.zeros(self.rows, dtype=np.float32)
        for term, weight in query:
            here = slice(self._start[term], self._start[term + 1])
            # A row holds a term once, so plain indexing adds every weight.
            total[self._row[here]] += np.float32(weight) * self._weight[here]
        return total


def summed(rows: Ints, terms: Ints, weights: Floats, shape: tuple[int, int]) -> Postings:
    """Postings in which triples of the same row and term are added up."""
    keys, inverse = np.unique(rows.astype(np.int64) * shape[1] + terms, return_inverse=True)
    added = np.bincount(inverse, weights=weights, minlength=len(keys)).astype(np.float32)
    row, term = np.divmod(keys, shape[1])
    return Postings(row.astype(np.int32), term.astype(np.int32), added, shape)
