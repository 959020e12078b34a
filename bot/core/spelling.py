"""Misspelt words, read as the nearest word of the pack."""

from collections.abc import Callable, Mapping
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from bot.core.words import english_words

# Shorter tokens have too many neighbours to tell which was meant.
SHORTEST = 3
# Up to this many letters one slip is believed, above it two.
SHORT_WORD = 5
_REMEMBERED = 4_096


class Speller:
    """Corrects tokens to the vocabulary it is given: surface words and how often each occurs."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._vocabulary = vocabulary
        self._english = english_words()
        self._words = [word for word in vocabulary if len(word) >= SHORTEST and word.isalpha()]
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
            token, self._words, scorer=OSA.distance, processor=None, score_cutoff=slips, limit=None
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
            and token not in self._english
        )
