"""The search: a question in, the items it may mean out, each with a score.

Items are scored, not single phrasings. An item is the sum of its phrasings, in words, neighbouring
words and words near each other, weighted by how few items know them; what few of its phrasings say
counts for more than its share, so that every way to ask is heard. Words that no phrasing knows count
against the question at the highest weight: they are what this file does not know.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import filterfalse

import numpy as np

from bot.core.language.normalise import token_lists, tokens
from bot.core.language.spelling import Speller
from bot.core.search.features import Weights, features
from bot.core.search.postings import Bools, Floats, Ints, Longs, find
from bot.core.search.query import Query
from bot.core.search.results import Hits
from bot.core.search.term_weights import term_weights
from bot.core.search.terms import EMPTY_WORDS, Terms

# No question needs more words put right, and each costs a look at the whole vocabulary.
_MOST_CORRECTED = 60
# What a question that is no stored phrasing reaches at most, but for rounding.
_ALMOST = np.float32(0.999)


@dataclass(frozen=True)
class IndexedItem:
    """What the index is told of an item: the ways to ask, and what its answer and source say."""

    item: str
    phrasings: Sequence[str]
    evidence: Sequence[str] = ()


class Index:
    """An immutable index; build a new one for a new pack. Items go by their place among the documents."""

    def __init__(
        self,
        documents: Iterable[IndexedItem],
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
        self._speller = Speller(Counter(word for words in (*asked, *told.values()) for word in words))
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
        learnt = term_weights(numbers, texts, owners, self._asked, len(documents), self._weights)
        self._postings, self._rarity, self._unknown = learnt.postings, learnt.rarity, learnt.unknown
        asked_words = learnt.terms < self._asked
        self._known = self._knowing(documents, told, learnt.terms[asked_words], learnt.items[asked_words])

    def read(self, question: str) -> Query:
        """Read the question: normalise it, correct misspelt words, keep the words that count."""
        found = tokens(question)
        looked_up = list(dict.fromkeys(found))[:_MOST_CORRECTED]
        corrected = {token: word for token in looked_up if (word := self._speller.correct(token)) != token}
        words = self._terms.words([corrected.get(token, token) for token in found] if corrected else found)
        said = self._numbers(dict.fromkeys(filterfalse(EMPTY_WORDS.__contains__, words)))
        weights = self._word_weights(said)
        return Query(" ".join(found), tuple(words), corrected, self._numbers(words), said, weights)

    def search(self, query: Query) -> Hits:
        """Score every item by how well it fits the question; 0 where they share nothing that says much."""
        asked = np.where(query.numbers < self._asked, query.numbers, np.int32(-1))
        terms, _, weights = features(asked, np.zeros_like(asked), self._asked, self._weights)
        terms, first = np.unique(terms, return_index=True)
        at, held = self._postings.find(terms)
        at, weights = at[held], weights[first][held]
        weights = weights * self._rarity[at]
        strangers = {word for word, number in zip(query.words, asked.tolist(), strict=True) if number < 0}
        length = math.sqrt(float(weights @ weights) + len(strangers) * self._unknown**2)
        scores = np.minimum(self._postings.scores(at, weights / (length or 1.0)), _ALMOST)
        scores[~self._touched(query)] = 0.0
        scores[self._stored.get(" ".join(query.content), [])] = 1.0
        return Hits(self.items, scores)

    def owners(self, phrasings: Iterable[str]) -> list[Sequence[int]]:
        """The places of the items that own each of these stored phrasings, in rising order.

        An item owns it that has a phrasing of the very same words, but for those that say nothing; none
        does where there are no others. A question in those words scores 1 for its owners and less for
        all others. For thousands at once this takes a fraction of the time of reading and searching.
        """
        found = token_lists(phrasings)
        words = self._terms.words([token for tokens in found for token in (*tokens, "\n")])
        return [self._stored.get(content, ()) for content in _contents(words)]

    def _touched(self, query: Query) -> Bools:
        """Which items share something with the question beyond words that say nothing."""
        # The words of phrasings are the first terms, so a word stands where its number is.
        held = query.said[self._is_asked(query.said)].astype(np.int64)
        return self._postings.scores(held, np.ones(len(held), np.float32)) > 0

    def coverage(self, query: Query, item: int) -> float:
        """The share of the question's content, by weight, that the item knows: from 0 to 1.

        It knows the words of its phrasings and of what it was told besides.
        """
        weights = query.weights
        return float(weights[self._knows(query.said, item)].sum() / (weights.sum() or 1.0))

    def unknown(self, query: Query) -> float:
        """The share of the question's content, by weight, that no phrasing knows: from 0 to 1."""
        weights = query.weights
        return float(weights[~self._is_asked(query.said)].sum() / (weights.sum() or 1.0))

    def knows(self, text: str, item: int) -> bool:
        """Does the item know every word of a text?"""
        return bool(self._knows(self._numbers(self._terms.words(tokens(text))), item).all())

    def asks(self, query: Query, text: str) -> bool:
        """Has a question every word of a text?"""
        return set(self._terms.words(tokens(text))) <= set(query.words)

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

    def weight(self, query: Query) -> float:
        """How much the question says: the weight of its content, where an unknown word weighs 1."""
        return float(query.weights.sum() / (self._unknown or 1.0))

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

    def _knowing(
        self, documents: Sequence[IndexedItem], told: Mapping[str, Sequence[str]], words: Longs, items: Longs
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
    for content, owner in zip(_contents(words), owners.tolist(), strict=True):
        stored.setdefault(content, []).append(owner)
    stored.pop("", None)
    return stored


def _contents(words: Iterable[str]) -> list[str]:
    """Of each phrasing, closed by a line feed, the words that say something."""
    phrasings = " ".join([word for word in words if word not in EMPTY_WORDS]).split("\n")
    return [content.strip() for content in phrasings[:-1]]
