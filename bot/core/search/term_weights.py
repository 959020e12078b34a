"""Items as sums of their phrasings: which terms each has, with what weight, and how rare each term is."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from bot.core.search.features import Weights, find_features, weigh_features
from bot.core.search.postings import Floats, Ints, Longs, Postings

# How far scores are independent of the length of an item: 0 is not at all, 1 is fully. With 1, an item with
# many phrasings loses to one with few.
_LENGTH_EXPONENT = 0.9
# The sums of an item are raised to this power. Below 1, a term of a single phrasing still counts next to
# the terms of many phrasings.
_SUM_EXPONENT = 0.6


@dataclass(frozen=True)
class TermWeights:
    """The postings of all items, the rarity of each term, and the rarity of a term that no item has."""

    postings: Postings
    rarity: Floats
    unknown_rarity: float


def weigh_terms(
    words: Ints,
    texts: Ints,
    owners: Ints,
    vocabulary: int,
    size: int,
    weights: Weights,
    block: int = 4_096,
) -> TermWeights:
    """Add the phrasings of each item up to the weights of its terms.

    `words` has the words of all phrasings: the number of each word, below `vocabulary`, or -1 for none.
    `texts` has for each word the number of its phrasing, rising. `owners` has for each phrasing the number of
    its item, below `size`. Of so many words as `block` says the features are found in one go.
    """
    keys, pair_of, text_of = _find_pairs(words, texts, owners, vocabulary, size, weights.reach, block)
    pair_items = (keys % size).astype(np.int32)
    pair_terms = keys // size
    term_starts = np.flatnonzero(np.diff(pair_terms, prepend=-1))
    terms = pair_terms[term_starts]
    term_of = np.repeat(
        np.arange(len(terms), dtype=np.int32), np.diff(term_starts, append=np.int64(len(pair_terms)))
    )
    del keys, pair_terms
    rarity, unknown_rarity = _rarity(np.bincount(pair_of, minlength=len(term_of)), term_of, size)
    weight = (weigh_features(terms, vocabulary, weights) * rarity)[term_of][pair_of]
    lengths = np.sqrt(np.bincount(text_of, np.square(weight, dtype=np.float64), len(owners)))
    # There are many times more features than words: none of these is kept longer than it is needed.
    weight /= lengths[text_of]
    del text_of
    raised: npt.NDArray[np.float64] = np.bincount(pair_of, weight, len(term_of)).astype(
        np.float64, copy=False
    )
    del pair_of, weight
    np.power(raised, _SUM_EXPONENT, out=raised)
    starts = np.append(term_starts, len(term_of))
    postings = Postings(terms, starts, pair_items, _balance(raised, pair_items, size), size)
    return TermWeights(postings, rarity, unknown_rarity)


def _find_pairs(
    words: Ints, texts: Ints, owners: Ints, vocabulary: int, size: int, reach: int, block: int
) -> tuple[Longs, Ints, Ints]:
    """Every pair of a term and an item that has it: as one number, the term times `size` plus the item.

    Those numbers are rising. Then for each feature of each text its pair's place among them, and its text.
    """
    found = []
    # All at once would take some hundred bytes for each word.
    for part in _split(texts, block):
        terms, text_of = find_features(words[part], texts[part], vocabulary, reach)
        terms *= size
        terms += owners[text_of]
        found.append((*_number_values(terms), text_of))
    if not found:
        none = np.zeros(0, np.int32)
        return np.zeros(0, np.int64), none, none
    ends = np.cumsum([len(keys) for keys, _, _ in found])
    unique, place_of = _number_values(np.concatenate([keys for keys, _, _ in found]))
    of_blocks = np.split(place_of, ends[:-1])
    pair_of = [of_block[places] for of_block, (_, places, _) in zip(of_blocks, found, strict=True)]
    return unique, np.concatenate(pair_of), np.concatenate([text_of for _, _, text_of in found])


def _split(texts: Ints, most: int) -> Iterator[slice]:
    """Parts of a list of words with whole texts in each, of about `most` words."""
    starts = np.flatnonzero(np.diff(texts, prepend=-1))
    at = np.searchsorted(starts, np.arange(most, len(texts), most))
    bounds = [0, *starts[at[at < len(starts)]].tolist(), len(texts)]
    return (slice(start, end) for start, end in pairwise(bounds) if start < end)


def _number_values(keys: Longs) -> tuple[Longs, Ints]:
    """The different values, rising, and for each value its place among them."""
    order = _rising_order(keys)
    rising = keys[order]
    is_first = np.ones(len(keys), np.bool_)
    np.not_equal(rising[1:], rising[:-1], out=is_first[1:])
    places = np.empty(len(keys), np.int32)
    places[order] = np.cumsum(is_first, dtype=np.int32) - 1
    return rising[is_first], places


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


def _balance(raised: npt.NDArray[np.float64], items: Ints, size: int) -> Floats:
    """The weights of each item's terms, from their raised sums: the items get almost one length."""
    lengths = np.sqrt(np.bincount(items, raised**2, size))
    mean = lengths.sum() / max(size, 1)
    norms = lengths**_LENGTH_EXPONENT * mean ** (1 - _LENGTH_EXPONENT)
    balanced: Floats = (raised / norms[items]).astype(np.float32)
    return balanced


def _rarity(counts: Longs, terms: Ints, items: int) -> tuple[Floats, float]:
    """The weight of each term by how few of the items have it, and the weight of a term that none has.

    `counts` has how often an item has a term, `terms` which term that is. The number of items with a term
    is the mean of two: the plain number, and the effective one (the exponential of the entropy). So a term
    that one item has often and others once says more about that one.
    """
    item_counts = np.bincount(terms)
    share = counts / np.bincount(terms, counts)[terms]
    entropy = np.log(share)
    entropy *= share
    effective = np.exp(-np.bincount(terms, entropy))
    return np.log1p(2 * items / (item_counts + effective)).astype(np.float32), math.log1p(items)
