"""The words of a text in the form in which they are compared: stems, each synonym as the same word."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

import Stemmer

from bot.core.language.normalise import tokenise_all

# Words, as stems, that say next to nothing about what is meant. Question words, negations and verbs of
# action are not among them.
EMPTY_WORDS = frozenset(
    "a an the of to and or is are was were be been am do doe did has have had i me my we us our you"
    " your it its this that these those there here pleas so just like realli actual then than ok"
    " hey um uh lol lmao bro guy tell know anyon somebodi someon say said would could can will"
    " should".split()
)
# Of them, those that tell short texts apart.
_TELLING_VERBS = frozenset("say said tell know".split())
_SHORT_CONTENT = 2
# Stems are cut to this length: words of one root that the stemmer leaves different differ after it.
_LONGEST_STEM = 7
# People type ever new words, so the cache of stems is limited.
_CACHED_STEMS = 2**15

# The most characters of a synonym that stand for all of its group.
_LONGEST_NAME = 50

# Marks the end of a text in the words of several texts. No token is a line feed.
END_OF_TEXT = "\n"


@dataclass(slots=True)
class _Branch:
    """What stands for some first words of synonyms if they are one as a whole, and what may follow them.

    However many synonyms begin with the same words, finding the one in a text is no more than reading it.
    """

    stands_for: str = ""
    following: dict[str, "_Branch"] = field(default_factory=dict)

    def add(self, phrase: Iterable[str], stands_for: str) -> None:
        """Add a synonym. One that is there already stays as it is."""
        branch = self
        for word in phrase:
            branch = branch.following.setdefault(word, _Branch())
        branch.stands_for = branch.stands_for or stands_for

    def find_longest(self, words: Sequence[str], start: int) -> tuple[int, str]:
        """The end of the longest synonym that begins there, and what stands for it; 0 where none does."""
        branch = self
        found = (0, "")
        for end in range(start, len(words)):
            following = branch.following.get(words[end])
            if following is None:
                break
            branch = following
            if branch.stands_for:
                found = (end + 1, branch.stands_for)
        return found


class Terms:
    """Turns tokens into stems, and the pack's synonyms into one word."""

    def __init__(self, synonyms: Iterable[Sequence[str]]) -> None:
        # Porter's second English stemmer. Its own cache is not safe with several threads, so it is off.
        stem: Callable[[str], str] = Stemmer.Stemmer("english", 0).stemWord
        self._stem = lru_cache(_CACHED_STEMS)(lambda token: stem(token)[:_LONGEST_STEM])
        self._synonyms: dict[str, str] = {}
        # Synonyms of several words: a branch for each first word, from it one for each second, and so on.
        self._phrases = _Branch()
        self._starts: set[tuple[str, str]] = set()
        self._groups = 0
        for group in synonyms:
            self._add_group(group)

    def _add_group(self, group: Sequence[str]) -> None:
        stemmed = [list(map(self._stem, tokens)) for tokens in tokenise_all(group)]
        phrases = [phrase for phrase in stemmed if not EMPTY_WORDS.issuperset(phrase)]
        if not phrases:
            return
        # A group that shares a word with one before it is the same group.
        single_words = [phrase[0] for phrase in phrases if len(phrase) == 1]
        known = [self._synonyms[word] for word in single_words if word in self._synonyms]
        representative = known[0] if known else self._name_group(phrases[0])
        for phrase in phrases:
            if len(phrase) == 1:
                self._synonyms[phrase[0]] = representative
            else:
                self._phrases.add(phrase, representative)
                self._starts.add((phrase[0], phrase[1]))

    def _name_group(self, phrase: Sequence[str]) -> str:
        """What stands for a group: its first member, of a long one the beginning, as it may stand often."""
        name = " ".join(phrase)
        self._groups += 1
        return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]} {self._groups}"

    def words(self, tokens: Iterable[str]) -> list[str]:
        """The stem of each token, in order; synonyms become the first member of their group."""
        # Not `map`: with it no other thread could run until the last token is done.
        stems = [self._stem(token) for token in tokens]
        return [self._synonyms.get(stem, stem) for stem in self._replace_phrases(stems)]

    def joined_words(self, texts: Iterable[Iterable[str]]) -> list[str]:
        """The words of all texts in one list, `END_OF_TEXT` after each text. For many texts it is quicker."""
        return self.words([token for tokens in texts for token in (*tokens, END_OF_TEXT)])

    def _replace_phrases(self, stems: list[str]) -> list[str]:
        if self._phrases.following.keys().isdisjoint(stems):
            return stems
        replaced: list[str] = []
        # The number of stems that are already in the result.
        done = 0
        for place, pair in enumerate(pairwise(stems)):
            if pair in self._starts and place >= done:
                end, representative = self._phrases.find_longest(stems, place)
                if end:
                    replaced += (*stems[done:place], representative)
                    done = end
        return replaced + stems[done:]


def contents_of(joined_words: Iterable[str]) -> list[str]:
    """What each text says, in its own words, by which stored phrasings are known again."""
    texts: list[list[str]] = [[]]
    for word in joined_words:
        if word == END_OF_TEXT:
            texts.append([])
        elif word not in EMPTY_WORDS or word in _TELLING_VERBS:
            texts[-1].append(word)
    return [content_of(words) for words in texts[:-1]]


def content_of(words: Sequence[str]) -> str:
    """The words of a text that are not in `EMPTY_WORDS`, with spaces between them.

    In a short one verbs count that else say nothing: "what is it" and "what does it say" are two questions.
    """
    content = [word for word in words if word not in EMPTY_WORDS]
    if len(content) <= _SHORT_CONTENT:
        content = [word for word in words if word not in EMPTY_WORDS or word in _TELLING_VERBS]
    return " ".join(content)
