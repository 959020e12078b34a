"""What of a text counts when it is compared: stems, with synonyms made one."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

import Stemmer

from bot.core.language.normalise import token_lists

# Words that say next to nothing about what is meant. Question words, negations and verbs are not among them.
EMPTY_WORDS = frozenset(
    "a an the of to and or is are was were be been am do doe did has have had i me my we us our you"
    " your it its this that these those there here pleas so just like realli actual then than ok"
    " hey um uh lol lmao bro guy tell know anyon somebodi someon say said would could can will"
    " should".split()
)
# Words of one root that the stemmer leaves apart differ, if at all, after so many letters.
_ROOT = 7
# People type words without end: the cache has one.
_REMEMBERED = 2**15


class Terms:
    """Turns tokens into the words that count, with the pack's synonyms."""

    def __init__(self, synonyms: Iterable[Sequence[str]]) -> None:
        # Porter's second English stemmer. The cache is ours: its own is not made for several threads.
        stem: Callable[[str], str] = Stemmer.Stemmer("english", 0).stemWord
        self._stem = lru_cache(_REMEMBERED)(lambda token: stem(token)[:_ROOT])
        self._one: dict[str, str] = {}
        self._phrases: dict[str, list[tuple[list[str], str]]] = {}
        for group in synonyms:
            stemmed = [list(map(self._stem, tokens)) for tokens in token_lists(group)]
            stemmed = [phrase for phrase in stemmed if not EMPTY_WORDS.issuperset(phrase)]
            # A group that shares a word with one before it is the same group.
            known = [
                self._one[phrase[0]] for phrase in stemmed if len(phrase) == 1 and phrase[0] in self._one
            ]
            first = (known or [" ".join(phrase) for phrase in stemmed[:1]] or [""])[0]
            for phrase in stemmed:
                if len(phrase) == 1:
                    self._one[phrase[0]] = first
                else:
                    self._phrases.setdefault(phrase[0], []).append((phrase, first))
        for phrases in self._phrases.values():
            phrases.sort(key=lambda phrase: -len(phrase[0]))
        self._starts = {tuple(phrase[:2]) for phrases in self._phrases.values() for phrase, _ in phrases}

    def words(self, tokens: Iterable[str]) -> list[str]:
        """The stem of each token, in order, each group of synonyms as its first member."""
        # No `map`: it would let no other thread run until the last of all tokens.
        stems = [self._stem(token) for token in tokens]
        return [self._one.get(stem, stem) for stem in self._with_phrases(stems)]

    def _with_phrases(self, stems: list[str]) -> list[str]:
        if self._phrases.keys().isdisjoint(stems):
            return stems
        found: list[str] = []
        done = 0
        for at, pair in enumerate(pairwise(stems)):
            if pair in self._starts and at >= done:
                for phrase, one in self._phrases[pair[0]]:
                    if stems[at : at + len(phrase)] == phrase:
                        found += (*stems[done:at], one)
                        done = at + len(phrase)
                        break
        return found + stems[done:]
