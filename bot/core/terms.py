"""What of a text counts when it is compared: stems, with synonyms made one, and pairs of them."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

import snowballstemmer

from bot.core.normalise import tokens

# Words that say nothing about which entry is meant. Question words, negations and verbs stay.
_EMPTY_WORDS = frozenset(
    "a an the of to and or is are was were be been am do does did has have had i me my we us our you"
    " your it its this that these those there here please so just like really actually then than ok"
    " hey um uh lol lmao bro guys tell know anyone somebody someone say said would could can will"
    " should".split()
)
# People type words without end: the cache has one.
_stem = lru_cache(2**14)(snowballstemmer.stemmer("english").stemWord)


class Terms:
    """Turns tokens into terms, with the pack's synonyms."""

    def __init__(self, synonyms: Iterable[Sequence[str]]) -> None:
        self._synonyms: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for group in synonyms:
            one = " ".join(stems(tokens(group[0])))
            for phrase in group:
                stemmed = stems(tokens(phrase))
                if stemmed:
                    self._synonyms.setdefault(stemmed[0], []).append((stemmed, one))
        for readings in self._synonyms.values():
            readings.sort(key=lambda reading: -len(reading[0]))

    def words(self, text_tokens: Sequence[str]) -> list[str]:
        """The stems that count, in order, each group of synonyms as its first member."""
        found = []
        stemmed = stems(text_tokens)
        at = 0
        while at < len(stemmed):
            taken, word = self._synonym_at(stemmed, at)
            if word not in _EMPTY_WORDS:
                found.append(word)
            at += taken
        return found

    def _synonym_at(self, stemmed: tuple[str, ...], at: int) -> tuple[int, str]:
        for phrase, one in self._synonyms.get(stemmed[at], ()):
            if stemmed[at : at + len(phrase)] == phrase:
                return len(phrase), one
        return 1, stemmed[at]


def stems(text_tokens: Sequence[str]) -> tuple[str, ...]:
    """The stem of each token (Porter's second English stemmer); empty words stay as they are."""
    return tuple(token if token in _EMPTY_WORDS else _stem(token) for token in text_tokens)


def pairs(words: Sequence[str]) -> list[str]:
    """Neighbouring words, two at a time."""
    return [f"{one} {two}" for one, two in pairwise(words)]
