"""The search: a question in, the items it may mean out, each with a score.

Items are scored, not single phrasings. An item is the sum of its phrasings, in words, neighbouring
words and words near each other, weighted by how few items know them; what few of its phrasings say
counts for more than its share, so that every way to ask is heard. Words that no phrasing knows count
against the question at the highest weight: they are what this file does not know.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, filterfalse

import numpy as np
import numpy.typing as npt

from bot.core.features import Weights, features
from bot.core.normalise import token_lists, tokens
from bot.core.postings import Bools, Floats, Ints, Longs, Postings, find
from bot.core.spelling import Speller
from bot.core.terms import EMPTY_WORDS, Terms

# No question needs more words put right, and each costs a look at the whole vocabulary.
_MOST_CORRECTED = 60
# How much of an item's length is taken out of its score: with all of it (1), an item that is asked for in
# many ways loses to one that is asked for in few.
_LENGTH = 0.9
# What a question that is no stored phrasing reaches at most, but for rounding.
_ALMOST = np.float32(0.999)
# An item's sums are raised to this: below 1, what one phrasing says is heard beside what many say.
_EVENED = 0.6


@dataclass(frozen=True)
class Reading:
    """How a question was read: its normal form, the words that count, the misspelt ones as read."""

    normalised: str
    words: tuple[str, ...]
    corrected: Mapping[str, str]
    # The words' numbers in the index; those of each word that says something, once, and their weights.
    numbers: Ints = field(compare=False, repr=False)
    said: Ints = field(compare=False, repr=False)
    weights: Floats = field(compare=False, repr=False)

    @property
    def asked(self) -> str:
        """The normal form with misspelt words put right."""
        return " ".join(self.corrected.get(token, token) for token in self.normalised.split())

    @property
    def content(self) -> tuple[str, ...]:
        """The words that say something, in order."""
        return tuple(filterfalse(EMPTY_WORDS.__contains__, self.words))


@dataclass(frozen=True)
class Document:
    """What the index is told of an item: the ways to ask, and what its answer and source say."""

    item: str
    phrasings: Sequence[str]
    evidence: Sequence[str] = ()


@dataclass(frozen=True)
class Hit:
    """An item the question may mean: its id, its place in the index, and its score between 0 and 1."""

    item: str
    place: int
    score: float


@dataclass(frozen=True)
class Hits:
    """What a search found: a score between 0 and 1 for every item, in the order of the index.

    It is 1 where a phrasing says the same as the question, word for word.
    """

    items: Sequence[str]
    scores: Floats

    def best(self, most: int, among: slice = slice(None)) -> tuple[Hit, ...]:
        """The best of a stretch of items, best first, at most so many, each of which shares something."""
        scores = self.scores[among]
        first = among.start or 0
        order = np.argsort(-scores, kind="stable")[:most]
        return tuple(
            Hit(self.items[first + at], first + at, score)
            for at, score in zip(order.tolist(), scores[order].tolist(), strict=True)
            if score > 0
        )


class Index:
    """An immutable index; build a new one for a new pack. Items go by their place among the documents."""

    def __init__(
        self,
        documents: Iterable[Document],
        synonyms: Iterable[Sequence[str]] = (),
        weights: Weights | None = None,
    ) -> None:
        documents = tuple(documents)
        self.items = tuple(document.item for document in documents)
        self._weights = weights or Weights()
        self._terms = Terms(synonyms)
        asked = token_lists(phrasing for document in documents for phrasing in document.phrasings)
        texts_told = tuple(dict.fromkeys(text for document in documents for text in document.evidence))
        told = dict(zip(texts_told, token_lists(texts_told), strict=True))
        self._speller = Speller(Counter(chain.from_iterable((*asked, *told.values()))))
        owners = np.repeat(
            np.arange(len(documents), dtype=np.int32), [len(document.phrasings) for document in documents]
        )
        # All phrasings in one go, one after the other, each closed by a line feed, which is no word.
        words = self._terms.words([token for found in asked for token in (*found, "\n")])
        self._stored = _stored(words, owners)
        # The words of phrasings have the first numbers; those that only evidence has come after them.
        self._number = {
            word: at for at, word in enumerate(word for word in dict.fromkeys(words) if word != "\n")
        }
        self._asked = len(self._number)
        numbers = self._numbers(words)
        texts = np.cumsum(numbers < 0, dtype=np.int32) - (numbers < 0)
        terms, items = self._learn(numbers, texts, owners)
        asked_words = terms < self._asked
        self._known = self._knowing(documents, told, terms[asked_words], items[asked_words])

    def read(self, question: str) -> Reading:
        """Read the question: normalise it, correct misspelt words, keep the words that count."""
        found = tokens(question)
        looked_up = list(dict.fromkeys(found))[:_MOST_CORRECTED]
        corrected = {token: word for token in looked_up if (word := self._speller.correct(token)) != token}
        words = self._terms.words([corrected.get(token, token) for token in found] if corrected else found)
        said = self._numbers(dict.fromkeys(filterfalse(EMPTY_WORDS.__contains__, words)))
        weights = self._word_weights(said)
        return Reading(" ".join(found), tuple(words), corrected, self._numbers(words), said, weights)

    def search(self, reading: Reading) -> Hits:
        """Score every item by how well it fits the question; 0 where they share nothing that says much."""
        asked = np.where(reading.numbers < self._asked, reading.numbers, np.int32(-1))
        terms, _, weights = features(asked, np.zeros_like(asked), self._asked, self._weights)
        terms, first = np.unique(terms, return_index=True)
        at, held = self._postings.find(terms)
        at, weights = at[held], weights[first][held]
        weights = weights * self._rarity[at]
        strangers = {word for word, number in zip(reading.words, asked.tolist(), strict=True) if number < 0}
        length = math.sqrt(float(weights @ weights) + len(strangers) * self._unknown**2)
        scores = np.minimum(self._postings.scores(at, weights / (length or 1.0)), _ALMOST)
        scores[~self._touched(reading)] = 0.0
        scores[self._stored.get(" ".join(reading.content), [])] = 1.0
        return Hits(self.items, scores)

    def _touched(self, reading: Reading) -> Bools:
        """Which items share something with the question beyond words that say nothing."""
        # The words of phrasings are the first terms, so a word stands where its number is.
        held = reading.said[self._is_asked(reading.said)].astype(np.int64)
        return self._postings.scores(held, np.ones(len(held), np.float32)) > 0

    def coverage(self, reading: Reading, item: int) -> float:
        """The share of the question's content, by weight, that the item knows: from 0 to 1.

        It knows the words of its phrasings and of what it was told besides.
        """
        weights = reading.weights
        return float(weights[self._knows(reading.said, item)].sum() / (weights.sum() or 1.0))

    def unknown(self, reading: Reading) -> float:
        """The share of the question's content, by weight, that no phrasing knows: from 0 to 1."""
        weights = reading.weights
        return float(weights[~self._is_asked(reading.said)].sum() / (weights.sum() or 1.0))

    def knows(self, text: str, item: int) -> bool:
        """Does the item know every word of a text?"""
        return bool(self._knows(self._numbers(self._terms.words(tokens(text))), item).all())

    def asks(self, reading: Reading, text: str) -> bool:
        """Has a question every word of a text?"""
        return set(self._terms.words(tokens(text))) <= set(reading.words)

    def knowing(self, text: str) -> Longs:
        """The places of the items that know every word of a text, in rising order."""
        words = set(self._numbers(self._terms.words(tokens(text))).tolist())
        if not words or min(words) < 0:
            return np.zeros(0, np.int64)
        known = np.ones(len(self.items), np.bool_)
        firsts = np.arange(len(self.items)) * len(self._number)
        for word in words:
            known &= find(self._known, firsts + word)[1]
        return np.flatnonzero(known)

    def weight(self, reading: Reading) -> float:
        """How much the question says: the weight of its content, where an unknown word weighs 1."""
        return float(reading.weights.sum() / (self._unknown or 1.0))

    def _numbers(self, words: Iterable[str]) -> Ints:
        number = self._number
        return np.array([number.get(word, -1) for word in words], np.int32)

    def _word_weights(self, words: Ints) -> Floats:
        weights = np.full(len(words), self._unknown, np.float32)
        asked = self._is_asked(words)
        weights[asked] = self._rarity[words[asked]]
        return weights

    def _is_asked(self, words: Ints) -> Bools:
        return (words >= 0) & (words < self._asked)

    def _knows(self, words: Ints, item: int) -> Bools:
        return find(self._known, item * len(self._number) + words.astype(np.int64))[1] & (words >= 0)

    def _learn(self, words: Ints, texts: Ints, owners: Ints) -> tuple[Longs, Longs]:
        """Build the postings; returns their terms, and with each the item that holds it."""
        size = len(self.items)
        terms, text_of, weights = features(words, texts, self._asked, self._weights)
        keys = terms * size + owners[text_of]
        order = _order(keys)
        keys = keys[order]
        first = np.flatnonzero(np.diff(keys, prepend=-1))
        held, items = np.divmod(keys[first], size)
        new = np.flatnonzero(np.diff(held, prepend=-1))
        counts = np.diff(first, append=len(keys))
        term_of = np.repeat(np.arange(len(new)), np.diff(new, append=len(held)))
        self._rarity, self._unknown = _rarity(counts, term_of, size)
        weights[order] *= np.repeat(self._rarity[term_of], counts)
        lengths = np.sqrt(np.bincount(text_of, weights.astype(np.float64) ** 2, len(owners)))
        sums = np.add.reduceat((weights / lengths[text_of])[order], first) if len(first) else np.zeros(0)
        weights = _evened(sums, items, size)
        self._postings = Postings(held[new], np.append(new, len(held)), items.astype(np.int32), weights, size)
        return held, items

    def _knowing(
        self, documents: Sequence[Document], told: Mapping[str, Sequence[str]], words: Longs, items: Longs
    ) -> Longs:
        """The words that each item knows, as rising numbers of item and word."""
        known = {
            text: [self._number.setdefault(word, len(self._number)) for word in self._terms.words(found)]
            for text, found in told.items()
        }
        size = len(self._number)
        evidence = [
            item * size + word
            for item, document in enumerate(documents)
            for text in document.evidence
            for word in known[text]
        ]
        return np.unique(np.concatenate((items * size + words, np.array(evidence, np.int64))))


def _stored(words: Iterable[str], owners: Ints) -> Mapping[str, list[int]]:
    """The items of each phrasing, by those of its words that say something."""
    stored: dict[str, list[int]] = {}
    phrasings = " ".join(filterfalse(EMPTY_WORDS.__contains__, words)).split("\n")
    for content, owner in zip(phrasings, owners.tolist(), strict=False):
        stored.setdefault(content.strip(), []).append(owner)
    stored.pop("", None)
    return stored


def _order(keys: Longs) -> Longs:
    """The places of the keys in rising order of the keys."""
    bits = len(keys).bit_length()
    if len(keys) and int(keys.max()).bit_length() + bits > 63:
        return np.argsort(keys)
    # Several times faster: each key carries its place, and is sorted with it.
    return np.sort(keys << bits | np.arange(len(keys))) & ((1 << bits) - 1)


def _evened(sums: npt.NDArray[np.float64], items: Longs, size: int) -> Floats:
    """The weights of each item's terms, with what few phrasings say raised, and brought to one length."""
    evened = sums**_EVENED
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
