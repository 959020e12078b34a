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
from functools import lru_cache
from itertools import chain, compress, filterfalse

import numpy as np

from bot.core.language.normalise import tokenise, tokenise_all
from bot.core.language.spelling import Speller
from bot.core.search.features import Weights, find_features, weigh_features
from bot.core.search.known_synonyms import KnownSynonyms
from bot.core.search.known_words import KnownWords, TextKind
from bot.core.search.postings import Bools, Floats, Ints
from bot.core.search.query import Query
from bot.core.search.results import Hits
from bot.core.search.term_weights import weigh_terms
from bot.core.search.terms import EMPTY_WORDS, END_OF_TEXT, Terms, content_of, contents_of

_WEIGHTS = Weights()
# No question needs more words corrected, and each correction looks at the whole vocabulary.
_MOST_CORRECTED = 60
# People type ever new words.
_CACHED_TOKENS = 4_096
# The highest score of a question that is not a stored phrasing. Without it rounding could give 1.
_HIGHEST_INEXACT = np.float32(0.999)


@dataclass(frozen=True)
class IndexedItem:
    """An item as the index needs it: its id, its phrasings, what it answers, and the texts of its source.

    All are searched alike: who asks often has the words of the answer.
    """

    item: str
    phrasings: Sequence[str]
    answers: Sequence[str] = ()
    sources: Sequence[str] = ()

    def texts(self, kind: TextKind) -> Sequence[str]:
        """Its texts of one kind."""
        return (self.phrasings, self.answers, self.sources)[kind]


class Index:
    """An immutable index; build a new one for a new pack. An item's number is its place in `documents`."""

    def __init__(self, documents: Iterable[IndexedItem], synonyms: Iterable[Sequence[str]] = ()) -> None:
        documents = tuple(documents)
        self.items = tuple(document.item for document in documents)
        self._terms = Terms(synonyms)
        # All phrasings come first: so the words of phrasings have the first numbers.
        rows = [
            (kind, item, text)
            for kind in TextKind
            for item, document in enumerate(documents)
            for text in document.texts(kind)
        ]
        # A paragraph may be the source of many.
        unique = tuple(dict.fromkeys(text for _, _, text in rows))
        tokens_of = dict(zip(unique, tokenise_all(unique), strict=True))
        tokens = [tokens_of[text] for _, _, text in rows]
        self._speller = Speller(Counter(token for text in tokens_of.values() for token in text))
        words = self._terms.joined_words(tokens)
        owners = np.array([item for _, item, _ in rows], np.int32)
        kinds = np.array([kind for kind, _, _ in rows], np.int32)
        phrasings = int((kinds == TextKind.PHRASING).sum())
        del rows, unique, tokens_of, tokens
        counts = Counter(words)
        counts.pop(END_OF_TEXT, None)
        self._synonyms = KnownSynonyms(self._terms, counts)
        self._read_token = lru_cache(_CACHED_TOKENS)(
            lambda token: self._synonyms.replace(self._terms.words((token,)))[0]
        )
        # A counter keeps the order in which words are met.
        self._number_of = {word: number for number, word in enumerate(counts)}
        numbers = self.number(words)
        text_of = np.cumsum(numbers < 0, dtype=np.int32) - (numbers < 0)
        # The number of different words in phrasings.
        self._phrasing_words = int(numbers[text_of < phrasings].max(initial=-1)) + 1
        of_phrasings = words[: int((text_of < phrasings).sum())]
        self._owners = _owners_by_content(of_phrasings, owners[:phrasings])
        del words, of_phrasings
        self.known = KnownWords(numbers, owners[text_of], kinds[text_of], len(self._number_of))
        weighed = weigh_terms(numbers, text_of, owners, len(self._number_of), len(documents), _WEIGHTS)
        self._postings, self._rarity = weighed.postings, weighed.rarity
        self._unknown_rarity = weighed.unknown_rarity

    def make_query(self, question: str) -> Query:
        """Normalise a question, correct misspelt words, and find its stems and their weights."""
        tokens = tokenise(question)
        candidates = list(dict.fromkeys(tokens))[:_MOST_CORRECTED]
        corrected = {token: word for token in candidates if (word := self._speller.correct(token)) != token}
        own_words = self._terms.words([corrected.get(token, token) for token in tokens])
        words = self._synonyms.replace(own_words)
        content = self.number(dict.fromkeys(filterfalse(EMPTY_WORDS.__contains__, words)))
        weights = self._word_weights(content)
        return Query(
            " ".join(tokens),
            tuple(words),
            corrected,
            self.number(words),
            content,
            weights,
            is_reworded=words != own_words,
        )

    def read_names(self, names: Iterable[str]) -> list[frozenset[str]]:
        """The words of each of some names, as those of a question: of all together so many are corrected."""
        tokens = tokenise_all(names)
        corrected = self._speller.find_corrections(chain.from_iterable(tokens), _MOST_CORRECTED)
        return [
            frozenset(self._terms.words(corrected.get(token, token) for token in name)) for name in tokens
        ]

    def search(self, query: Query) -> Hits:
        """Score every item by how well it fits the question: 0 if they share no word of the content."""
        numbers = query.word_numbers
        one_text = np.zeros_like(numbers)
        terms = np.unique(find_features(numbers, one_text, self.vocabulary_size, _WEIGHTS.reach)[0])
        places, is_held = self._postings.find_places(terms)
        places = places[is_held]
        weights = weigh_features(terms[is_held], self.vocabulary_size, _WEIGHTS) * self._rarity[places]
        unknown = set(compress(query.words, (numbers < 0).tolist()))
        length = math.sqrt(float(weights @ weights) + len(unknown) * self._unknown_rarity**2)
        scores = np.minimum(self._postings.scores(places, weights / (length or 1.0)), _HIGHEST_INEXACT)
        scores[~self._shares_content(query)] = 0.0
        if not query.is_reworded:
            scores[self._owners.get(content_of(query.words), [])] = 1.0
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

    @property
    def vocabulary_size(self) -> int:
        """The number of different words that all items have."""
        return len(self._number_of)

    def read_tokens(self, tokens: Iterable[str]) -> list[str]:
        """The stem of each token, as it is read by itself."""
        return [self._read_token(token) for token in tokens]

    def number(self, words: Iterable[str]) -> Ints:
        """The number of each stem; -1 for one that no item has."""
        number_of = self._number_of
        return np.array([number_of.get(word, -1) for word in words], np.int32)

    def find_items_with_words(self, tokens: Iterable[str]) -> Bools:
        """Which items know every word of a text, given by its tokens; none if it has no words."""
        words = [self._number_of.get(word, -1) for word in self._terms.words(tokens)]
        if not words or min(words) < 0:
            return np.zeros(len(self.items), np.bool_)
        knows = self._postings.holders(np.array(words[:1]))
        for word in words[1:]:
            knows &= self._postings.holders(np.array([word]))
        return knows

    def _shares_content(self, query: Query) -> Bools:
        """Which items have a word of the question's content."""
        # Words are the first terms, so the place of a word is its number.
        content = query.content_numbers
        return self._postings.holders(content[content >= 0].astype(np.int64))

    def _word_weights(self, words: Ints) -> Floats:
        weights = np.full(len(words), self._unknown_rarity, np.float32)
        is_known = words >= 0
        weights[is_known] = self._rarity[words[is_known]]
        return weights

    def _is_in_phrasings(self, words: Ints) -> Bools:
        return (words >= 0) & (words < self._phrasing_words)

    def _knows(self, words: Ints, item: int) -> Bools:
        is_known: Bools = self.known.find(words, [item])[0] != 0
        return is_known


def _owners_by_content(words: Iterable[str], owners: Ints) -> Mapping[str, list[int]]:
    """The items that own each content: `owners` has the item of each phrasing in `words`."""
    items: dict[str, list[int]] = {}
    for content, owner in zip(contents_of(words), owners.tolist(), strict=True):
        items.setdefault(content, []).append(owner)
    items.pop("", None)
    return items
