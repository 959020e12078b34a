"""Misspelt words, replaced by the nearest word of the pack."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from itertools import islice

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from bot.core.language.english_words import is_english

# Shorter tokens have too many similar words to tell which was meant.
_SHORTEST = 3
# A word of at most this length may have one typing error, a longer one two.
_SHORT_WORD = 5
_CACHED_TOKENS = 4_096


class Speller:
    """Corrects tokens to words of a vocabulary: words as people write them, and how often each occurs."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._vocabulary = vocabulary
        self._words = [word for word in vocabulary if len(word) >= _SHORTEST and word.isalpha()]
        self._lengths = np.array([len(word) for word in self._words], np.int64)
        self._letters = _letter_sets(self._words)
        self.correct: Callable[[str], str] = lru_cache(_CACHED_TOKENS)(self._correct)

    def find_corrections(self, tokens: Iterable[str], most: int) -> Mapping[str, str]:
        """The words that the first `most` misspelt ones of these tokens are corrected to, where one is near.

        Each looks at the whole vocabulary: so many texts of a pack of any size are read in bounded time.
        """
        misspelt = islice(filter(self._is_misspelt, dict.fromkeys(tokens)), most)
        return {token: word for token in misspelt if (word := self.correct(token)) != token}

    def _correct(self, token: str) -> str:
        """The nearest word of the vocabulary, or the token itself if none is near enough.

        Words of the vocabulary and real English words stay as they are. Near enough is one typing error
        (OSA distance) in a token of up to five letters, two in a longer one. Among equally near words
        the most similar one wins (Jaro-Winkler), then the most frequent one.
        """
        if not self._is_misspelt(token):
            return token
        most_errors = 1 if len(token) <= _SHORT_WORD else 2
        matches = process.extract(
            token,
            self._find_candidates(token, most_errors),
            scorer=OSA.distance,
            processor=None,
            score_cutoff=most_errors,
            limit=None,
        )
        if not matches:
            return token
        return min(
            (word for word, _, _ in matches),
            key=lambda word: (
                OSA.distance(token, word),
                -JaroWinkler.similarity(token, word),
                -self._vocabulary[word],
            ),
        )

    def _is_misspelt(self, token: str) -> bool:
        return (
            len(token) >= _SHORTEST
            and token.isalpha()
            and token not in self._vocabulary
            and not is_english(token)
        )

    def _find_candidates(self, token: str, most_errors: int) -> list[str]:
        """The words that can be this near: an error changes the length by at most one, and two letters."""
        is_near = np.abs(self._lengths - len(token)) <= most_errors
        is_near &= np.bitwise_count(self._letters ^ _letter_sets([token])) <= 2 * most_errors
        return [self._words[place] for place in np.flatnonzero(is_near).tolist()]


def _letter_sets(words: Iterable[str]) -> npt.NDArray[np.uint64]:
    """Which letters each word has, one bit a letter. Letters whose numbers are 64 apart share a bit."""
    return np.array([sum({1 << (ord(letter) & 63) for letter in word}) for word in words], np.uint64)
