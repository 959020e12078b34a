"""Items as sums of their phrasings: what each holds, how heavily, and how rare that is."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.core.search.features import Weights, features
from bot.core.search.postings import Floats, Ints, Longs, Postings

# How much of an item's length is taken out of its score: with all of it (1), an item that is asked for in
# many ways loses to one that is asked for in few.
_LENGTH = 0.9
# An item's sums are raised to this: below 1, what one phrasing says is heard beside what many say.
_EVENED = 0.6


@dataclass(frozen=True)
class TermWeights:
    """The postings of all items; each term's rarity, and that of a term that no item has.

    `terms` and `items` name every pair of a term and an item that holds it, in order.
    """

    postings: Postings
    rarity: Floats
    unknown: float
    terms: Longs
    items: Longs


def term_weights(
    words: Ints, texts: Ints, owners: Ints, vocabulary: int, size: int, weights: Weights
) -> TermWeights:
    """Add up phrasings to items.

    `words` are the numbers of the words of all phrasings, below `vocabulary`, `texts` the phrasing each
    stands in; `owners` has for each phrasing its item, below `size`.
    """
    terms, text_of, weight = features(words, texts, vocabulary, weights)
    keys = terms * size + owners[text_of]
    order = _order(keys)
    keys = keys[order]
    first = np.flatnonzero(np.diff(keys, prepend=-1))
    held, items = np.divmod(keys[first], size)
    new = np.flatnonzero(np.diff(held, prepend=-1))
    counts = np.diff(first, append=len(keys))
    term_of = np.repeat(np.arange(len(new)), np.diff(new, append=len(held)))
    rarity, unknown = _rarity(counts, term_of, size)
    weight[order] *= np.repeat(rarity[term_of], counts)
    lengths = np.sqrt(np.bincount(text_of, weight.astype(np.float64) ** 2, len(owners)))
    added = np.add.reduceat((weight / lengths[text_of])[order], first) if len(first) else np.zeros(0)
    starts = np.append(new, len(held))
    postings = Postings(held[new], starts, items.astype(np.int32), _evened(added, items, size), size)
    return TermWeights(postings, rarity, unknown, held, items)


def _order(keys: Longs) -> Longs:
    """The places of the keys in rising order of the keys."""
    bits = len(keys).bit_length()
    if len(keys) and int(keys.max()).bit_length() + bits > 63:
        return np.argsort(keys)
    # Several times faster: each key carries its place, and is sorted with it.
    return np.sort(keys << bits | np.arange(len(keys))) & ((1 << bits) - 1)


def _evened(added: npt.NDArray[np.float64], items: Longs, size: int) -> Floats:
    """The weights of each item's terms, with what few phrasings say raised, and brought to one length."""
    evened = added**_EVENED
    lengths = np.sqrt(np.bincount(items, evened**2, size))
    mean = lengths.sum() / max(size, 1)
    normed: Floats = (evened / (lengths**_LENGTH * mean ** (1 - _LENGTH))[items]).astype(np.float32)
    return normed


def _rarity(counts: Longs, terms: Longs, items: int) -> tuple[Floats, float]:
    """Each term's weight by how few of the items know it, and the weight of a term that none knows.

    `counts` has how often an item has a term, `terms` which term that is. In how many items it is, is
    the mean of their plain number and of their effective one (the exponential of the entropy): a
    term that one item has often and others once says more about that one.
    """
    knowing = np.bincount(terms)
    share = counts / np.bincount(terms, counts)[terms]
    effective = np.exp(-np.bincount(terms, share * np.log(share)))
    return np.log1p(2 * items / (knowing + effective)).astype(np.float32), math.log1p(items)
