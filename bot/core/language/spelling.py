"""Misspelt words, read as the nearest word of the pack."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from bot.core.language.english_words import english_words

# Shorter tokens have too many neighbours to tell which was meant.
SHORTEST = 3
# Up to this many letters one slip is believed, above it two.
SHORT_WORD = 5
_REMEMBERED = 4_096


class Speller:
    """Corrects tokens to the vocabulary it is given: surface words and how often each occurs."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._vocabulary = vocabulary
        self._words = [word for word in vocabulary if len(word) >= SHORTEST and word.isalpha()]
        self._lengths = np.array([len(word) for word in self._words], np.int64)
        self._letters = _letters(self._words)
        self.correct: Callable[[str], str] = lru_cache(_REMEMBERED)(self._correct)

    def _correct(self, token: str) -> str:
        """The nearest word of the vocabulary, or the token itself where none is near enough.

        Words of the vocabulary and real English words stay as they are. One slip (OSA distance)
        up to five letters, two above; ties go by Jaro-Winkler similarity, then by frequency.
        """
        if not self._is_misspelt(token):
            return token
        slips = 1 if len(token) <= SHORT_WORD else 2
        near = process.extract(
            token,
            self._likely(token, slips),
            scorer=OSA.distance,
            processor=None,
            score_cutoff=slips,
            limit=None,
        )
        if not near:
            return token
        return min(
            (word for word, _, _ in near),
            key=lambda word: (
                OSA.distance(token, word),
                -JaroWinkler.similarity(token, word),
                -self._vocabulary[word],
            ),
        )

    def _is_misspelt(self, token: str) -> bool:
        return (
            len(token) >= SHORTEST
            and token.isalpha()
            and token not in self._vocabulary
            and token not in english_words()
        )

    def _likely(self, token: str, slips: int) -> list[str]:
        """The words that may be so many slips away: a slip changes the length by one, and two letters."""
        near = np.abs(self._lengths - len(token)) <= slips
        near &= np.bitwise_count(self._letters ^ _letters([token])) <= 2 * slips
        return [self._words[at] for at in np.flatnonzero(near).tolist()]


def _letters(words: Iterable[str]) -> npt.NDArray[np.uint64]:
    """Which letters each word has, a bit each; letters 64 apart share one."""
    return np.array([sum({1 << (ord(letter) & 63) for letter in word}) for word in words], np.uint64)
