"""The facts of an entry: the words that it and its source have, and which kinds of figures."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from bot.core.language.dates import MONTHS
from bot.core.language.figures import find_figures
from bot.core.language.normalise import tokenise_all
from bot.core.pack.models import Knowledge

_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
# A thousand written with a comma is no year.
_THOUSANDS = re.compile(r"\d,\d{3}")
_DAY = re.compile(rf"(?:{'|'.join(MONTHS)}) \d{{1,2}}")
_KEPT = 4_096


@dataclass(frozen=True)
class Facts:
    """What an entry has: the words of its question, answer and source, and which kinds of figures."""

    words: frozenset[str]
    has_date: bool
    has_day: bool
    has_count: bool


class EntryFacts:
    """The facts of each entry of a pack, read when they are first asked for, and then kept."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self.of: Callable[[str], Facts] = lru_cache(_KEPT)(self._read)

    def _read(self, id: str) -> Facts:
        """Those of the entry of an id."""
        entry = self._knowledge.entries[id]
        paragraphs = tuple(self._knowledge.article.paragraphs[number] for number in entry.paragraphs)
        return read_facts(entry.question, entry.answer, paragraphs)


def read_facts(question: str, answer: str, paragraphs: tuple[str, ...]) -> Facts:
    """Read the facts of an entry from its texts."""
    entry_figures = find_figures(f"{question} {answer}")
    texts = (question, answer, *paragraphs)
    words = frozenset(word for text in tokenise_all(texts) for word in text).union(*map(find_figures, texts))
    return Facts(
        words,
        has_date=any(_YEAR.fullmatch(figure) or figure.split()[0] in MONTHS for figure in entry_figures),
        has_day=any(map(_DAY.fullmatch, entry_figures)),
        has_count=any(figure[0].isdigit() and not _YEAR.fullmatch(figure) for figure in entry_figures)
        or _THOUSANDS.search(answer) is not None,
    )
