"""Words that a pack does not know, read as words of the same meaning that it has."""

from collections.abc import Iterable, Mapping, Sequence

from bot.core.language.everyday_synonyms import EVERYDAY_SYNONYMS
from bot.core.search.terms import EMPTY_WORDS, Terms


class KnownSynonyms:
    """Replaces words that no item has. What the pack tells apart stays apart: words that it has are kept."""

    def __init__(self, terms: Terms, counts: Mapping[str, int]) -> None:
        """`counts` has how often each word, as a stem, is in the pack."""
        self._words: dict[str, str] = {}
        # Groups of several words by their first word.
        self._phrases: dict[str, list[tuple[list[str], str]]] = {}
        for group in EVERYDAY_SYNONYMS:
            stems = [terms.words(text.split()) for text in group]
            single = [words[0] for words in stems if len(words) == 1]
            known = [word for word in single if word in counts]
            if known:
                self._add(stems, max(known, key=counts.__getitem__), counts)

    def _add(self, stems: Iterable[list[str]], known: str, counts: Mapping[str, int]) -> None:
        for words in stems:
            if len(words) > 1 and not all(word in counts or word in EMPTY_WORDS for word in words):
                self._phrases.setdefault(words[0], []).append((words, known))
            elif len(words) == 1 and words[0] not in counts:
                self._words.setdefault(words[0], known)

    def replace(self, words: Sequence[str]) -> list[str]:
        """The words of a question with those that the pack does not know replaced, where it has another."""
        replaced: list[str] = []
        place = 0
        while place < len(words):
            phrase, known = self._find_phrase(words, place)
            replaced.append(known or self._words.get(words[place], words[place]))
            place += phrase or 1
        return replaced

    def _find_phrase(self, words: Sequence[str], place: int) -> tuple[int, str | None]:
        """How many words from a place on are one that is replaced, and by which."""
        for phrase, known in self._phrases.get(words[place], ()):
            if list(words[place : place + len(phrase)]) == phrase:
                return len(phrase), known
        return 0, None
