"""The search: a question goes in, and every item comes out with a score.

Items are scored, not single phrasings. An item is the sum of its phrasings, in words, neighbouring
words and words near each other, weighted by how few items have them. What few of its phrasings say
counts for more than its share, so that every way to ask counts. Words that no phrasing has count
against the question with the highest weight: they are what the pack does not know.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, filterfalse

import numpy as np

from bot.core.language.normalise import tokenise, tokenise_all
from bot.core.language.spelling import Speller
from bot.core.search.features import Weights, find_features
from bot.core.search.postings import Bools, Floats, Ints, Longs, find_places
from bot.core.search.query import Query
from bot.core.search.results import Hits
from bot.core.search.term_weights import weigh_terms
from bot.core.search.terms import EMPTY_WORDS, END_OF_TEXT, Terms, contents_of

_WEIGHTS = Weights()
# No question needs more words corrected, and each correction looks at the whole vocabulary.
_MOST_CORRECTED = 60
# The highest score of a question that is not a stored phrasing. Without it rounding could give 1.
_HIGHEST_INEXACT = np.float32(0.999)


@dataclass(frozen=True)
class IndexedItem:
    """An item as the index needs it: its id, its phrasings, and the texts of its answer and source."""

    item: str
    phrasings: Sequence[str]
    evidence: Sequence[str] = ()


class Index:
    """An immutable index; build a new one for a new pack. An item's number is its place in `documents`.

    An item knows the words of its phrasings and of its evidence.
    """

    def __init__(self, documents: Iterable[IndexedItem], synonyms: Iterable[Sequence[str]] = ()) -> None:
        documents = tuple(documents)
        self.items = tuple(document.item for document in documents)
        self._terms = Terms(synonyms)
        phrasings = tokenise_all(phrasing for document in documents for phrasing in document.phrasings)
        texts = tuple(dict.fromkeys(text for document in documents for text in document.evidence))
        evidence = dict(zip(texts, tokenise_all(texts), strict=True))
        self._speller = Speller(Counter(token for text in (*phrasings, *evidence.values()) for token in text))
        phrasing_counts = [len(document.phrasings) for document in documents]
        owners = np.repeat(np.arange(len(documents), dtype=np.int32), phrasing_counts)
        words = self._terms.joined_words(phrasings)
        self._owners = _owners_by_content(words, owners)
        # The words of phrasings have the first numbers; words that only evidence has come after them.
        unique_words = (word for word in dict.fromkeys(words) if word != END_OF_TEXT)
        self._number_of = {word: number for number, word in enumerate(unique_words)}
        # The number of different words in phrasings.
        self._phrasing_words = len(self._number_of)
        numbers = self._numbers(words)
        phrasing_of = np.cumsum(numbers < 0, dtype=np.int32) - (numbers < 0)
        weighed = weigh_terms(numbers, phrasing_of, owners, self._phrasing_words, len(documents), _WEIGHTS)
        self._postings, self._rarity = weighed.postings, weighed.rarity
        self._unknown_rarity = weighed.unknown_rarity
        is_word = weighed.terms < self._phrasing_words
        self._known = self._find_known(documents, evidence, weighed.terms[is_word], weighed.items[is_word])

    def make_query(self, question: str) -> Query:
        """Normalise a question, correct misspelt words, and find its stems and their weights."""
        tokens = tokenise(question)
        candidates = list(dict.fromkeys(tokens))[:_MOST_CORRECTED]
        corrected = {token: word for token in candidates if (word := self._speller.correct(token)) != token}
        words = self._terms.words([corrected.get(token, token) for token in tokens])
        content = self._numbers(dict.fromkeys(filterfalse(EMPTY_WORDS.__contains__, words)))
        weights = self._word_weights(content)
        return Query(" ".join(tokens), tuple(words), corrected, self._numbers(words), content, weights)

    def search(self, query: Query) -> Hits:
        """Score every item by how well it fits the question: 0 if they share no word of the content."""
        numbers = np.where(self._is_in_phrasings(query.word_numbers), query.word_numbers, np.int32(-1))
        one_text = np.zeros_like(numbers)
        terms, _, weights = find_features(numbers, one_text, self._phrasing_words, _WEIGHTS)
        terms, first = np.unique(terms, return_index=True)
        places, is_held = self._postings.find_places(terms)
        places = places[is_held]
        weights = weights[first][is_held] * self._rarity[places]
        unknown = set(compress(query.words, (numbers < 0).tolist()))
        length = math.sqrt(float(weights @ weights) + len(unknown) * self._unknown_rarity**2)
        scores = np.minimum(self._postings.scores(places, weights / (length or 1.0)), _HIGHEST_INEXACT)
        scores[~self._shares_content(query)] = 0.0
        scores[self._owners.get(" ".join(query.content_words), [])] = 1.0
        return Hits(self.items, scores)

    def find_owners(self, phrasings: Iterable[str]) -> list[Sequence[int]]:
        """For each of these phrasings, the numbers of the items that own it, rising.

        An item owns a text if one of its phrasings has the same content; a text without content has no
        owner. A question with that content scores 1 for its owners and less for all other items. For
        thousands of texts this takes a fraction of the time of `make_query` and `search`.
        """
        contents = contents_of(self._terms.joined_words(tokenise_all(phrasings)))
        return [self._owners.get(content, ()) for content in contents]

    def coverage(self, query: Query, item: int) -> float:
        """The share of the question's content, by weight, that the item knows: from 0 to 1."""
        weights = query.content_weights
        return float(weights[self._knows(query.content_numbers, item)].sum() / (weights.sum() or 1.0))

    def unknown_share(self, query: Query) -> float:
        """The share of the question's content, by weight, that no phrasing has: from 0 to 1."""
        weights = query.content_weights
        is_unknown = ~self._is_in_phrasings(query.content_numbers)
        return float(weights[is_unknown].sum() / (weights.sum() or 1.0))

    def content_weight(self, query: Query) -> float:
        """How much the question says: the weight of its content, where an unknown word weighs 1."""
        return float(query.content_weights.sum() / (self._unknown_rarity or 1.0))

    def query_has_words(self, query: Query, text: str) -> bool:
        """Has the question every word of a text?"""
        return set(self._terms.words(tokenise(text))) <= set(query.words)

    def item_has_words(self, text: str, item: int) -> bool:
        """Does the item know every word of a text?"""
        return bool(self._knows(self._numbers(self._terms.words(tokenise(text))), item).all())

    def find_items_with_words(self, text: str) -> Longs:
        """The numbers of the items that know every word of a text, rising; none if it has no words."""
        words = set(self._numbers(self._terms.words(tokenise(text))).tolist())
        if not words or min(words) < 0:
            return np.zeros(0, np.int64)
        is_known = np.ones(len(self.items), np.bool_)
        keys = np.arange(len(self.items)) * len(self._number_of)
        for word in words:
            is_known &= find_places(self._known, keys + word)[1]
        return np.flatnonzero(is_known)

    def _shares_content(self, query: Query) -> Bools:
        """Which items have a word of the question's content in a phrasing."""
        # The words of phrasings are the first terms, so the place of a word is its number.
        content = query.content_numbers
        places = content[self._is_in_phrasings(content)].astype(np.int64)
        return self._postings.scores(places, np.ones(len(places), np.float32)) > 0

    def _numbers(self, words: Iterable[str]) -> Ints:
        number_of = self._number_of
        return np.array([number_of.get(word, -1) for word in words], np.int32)

    def _word_weights(self, words: Ints) -> Floats:
        weights = np.full(len(words), self._unknown_rarity, np.float32)
        is_in_phrasings = self._is_in_phrasings(words)
        weights[is_in_phrasings] = self._rarity[words[is_in_phrasings]]
        return weights

    def _is_in_phrasings(self, words: Ints) -> Bools:
        return (words >= 0) & (words < self._phrasing_words)

    def _knows(self, words: Ints, item: int) -> Bools:
        keys = item * len(self._number_of) + words.astype(np.int64)
        return find_places(self._known, keys)[1] & (words >= 0)

    def _find_known(
        self, documents: Sequence[IndexedItem], evidence: Mapping[str, list[str]], words: Longs, items: Ints
    ) -> Longs:
        """The words that each item knows, as rising keys: the item times the vocabulary, plus the word.

        `words` and `items` are the pairs of a word and an item with it in a phrasing.
        """
        numbers_in = {
            text: [
                self._number_of.setdefault(word, len(self._number_of)) for word in self._terms.words(tokens)
            ]
            for text, tokens in evidence.items()
        }
        size = len(self._number_of)
        of_evidence = [
            item * size + word
            for item, document in enumerate(documents)
            for text in document.evidence
            for word in numbers_in[text]
        ]
        of_phrasings = items.astype(np.int64) * size + words
        rising: Longs = np.unique(np.concatenate((of_phrasings, np.array(of_evidence, np.int64))))
        return rising


def _owners_by_content(words: Iterable[str], owners: Ints) -> Mapping[str, list[int]]:
    """The items that own each content: `owners` has the item of each phrasing in `words`."""
    items: dict[str, list[int]] = {}
    for content, owner in zip(contents_of(words), owners.tolist(), strict=True):
        items.setdefault(content, []).append(owner)
    items.pop("", None)
    return items
