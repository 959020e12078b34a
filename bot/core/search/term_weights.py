"""Items as sums of their phrasings: which terms each has, with what weight, and how rare each term is."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.core.search.features import Weights, find_features
from bot.core.search.postings import Floats, Ints, Longs, Postings

# How far scores are independent of the length of an item: 0 is not at all, 1 is fully. With 1, an item with
# many phrasings loses to one with few.
_LENGTH_EXPONENT = 0.9
# The sums of an item are raised to this power. Below 1, a term of a single phrasing still counts next to
# the terms of many phrasings.
_SUM_EXPONENT = 0.6


@dataclass(frozen=True)
class TermWeights:
    """The postings of all items, the rarity of each term, and the rarity of a term that no item has.

    `terms` and `items` have every pair of a term and an item that has it, in rising order.
    """

    postings: Postings
    rarity: Floats
    unknown_rarity: float
    terms: Longs
    items: Ints


def weigh_terms(
    words: Ints, texts: Ints, owners: Ints, vocabulary: int, size: int, weights: Weights
) -> TermWeights:
    """Add the phrasings of each item up to the weights of its terms.

    `words` has the words of all phrasings: the number of each word, below `vocabulary`, or -1 for none.
    `texts` has for each word the number of its phrasing. `owners` has for each phrasing the number of its
    item, below `size`.
    """
    terms, text_of, weight = find_features(words, texts, vocabulary, weights)
    # One number for each pair of a term and an item; equal pairs are brought together.
    keys = terms
    keys *= size
    keys += owners[text_of]
    # Each of these has a number for every feature of every phrasing: none is kept longer than it is needed.
    del terms
    order = _rising_order(keys)
    keys = keys[order]
    pair_starts = _find_starts(keys)
    pair_terms = keys[pair_starts]
    counts = np.diff(pair_starts, append=np.int32(len(keys)))
    del keys
    pair_items = (pair_terms % size).astype(np.int32)
    pair_terms //= size
    term_starts = _find_starts(pair_terms)
    term_of = np.repeat(
        np.arange(len(term_starts), dtype=np.int32), np.diff(term_starts, append=np.int32(len(pair_terms)))
    )
    rarity, unknown_rarity = _rarity(counts, term_of, size)
    weight[order] *= np.repeat(rarity[term_of], counts)
    lengths = np.sqrt(np.bincount(text_of, np.square(weight, dtype=np.float64), len(owners)))
    shares = lengths[text_of]
    np.divide(weight, shares, out=shares)
    del text_of, weight
    shares = shares[order]
    del order
    sums = np.add.reduceat(shares, pair_starts) if len(pair_starts) else np.zeros(0)
    del shares
    postings = Postings(
        pair_terms[term_starts],
        np.append(term_starts.astype(np.int64), len(pair_terms)),
        pair_items,
        _balance(sums, pair_items, size),
        size,
    )
    return TermWeights(postings, rarity, unknown_rarity, pair_terms, pair_items)


def _find_starts(rising: Longs) -> Ints:
    """The places where another number begins."""
    return np.flatnonzero(np.diff(rising, prepend=-1)).astype(np.int32)


def _rising_order(keys: Longs) -> Ints:
    """The places of the keys in rising order of the keys."""
    bits = len(keys).bit_length()
    if len(keys) and int(keys.max()).bit_length() + bits > 63:
        return np.argsort(keys).astype(np.int32)
    # Several times faster: the place of a key is put into its low bits and sorted with it.
    placed = keys << bits
    placed |= np.arange(len(keys), dtype=np.int32)
    placed.sort()
    placed &= (1 << bits) - 1
    return placed.astype(np.int32)


def _balance(sums: npt.NDArray[np.float64], items: Ints, size: int) -> Floats:
    """The weights of each item's terms: small sums are raised, and the items get almost one length."""
    raised = sums**_SUM_EXPONENT
    lengths = np.sqrt(np.bincount(items, raised**2, size))
    mean = lengths.sum() / max(size, 1)
    norms = lengths**_LENGTH_EXPONENT * mean ** (1 - _LENGTH_EXPONENT)
    balanced: Floats = (raised / norms[items]).astype(np.float32)
    return balanced


def _rarity(counts: Ints, terms: Ints, items: int) -> tuple[Floats, float]:
    """The weight of each term by how few of the items have it, and the weight of a term that none has.

    `counts` has how often an item has a term, `terms` which term that is. The number of items with a term
    is the mean of two: the plain number, and the effective one (the exponential of the entropy). So a term
    that one item has often and others once says more about that one.
    """
    item_counts = np.bincount(terms)
    share = counts / np.bincount(terms, counts)[terms]
    effective = np.exp(-np.bincount(terms, share * np.log(share)))
    return np.log1p(2 * items / (item_counts + effective)).astype(np.float32), math.log1p(items)
