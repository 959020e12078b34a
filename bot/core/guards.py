"""Guards: what a question asks for that its best entry has not, however well the two match.

A guard vetoes, it does not score. Each looks at something that likeness of words cannot see: "How much
was traded in Korea?" is one word away from a question about China.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.core.language.dates import MONTHS
from bot.core.language.figures import figures
from bot.core.language.normalise import token_lists
from bot.core.outcome import Check

_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
# A thousand written with a comma is no year.
_THOUSANDS = re.compile(r"\d,\d{3}")
_DAY = re.compile(rf"(?:{'|'.join(MONTHS)}) \d{{1,2}}")
_MONTHS = frozenset(month.lower() for month in MONTHS)
# As words these are seldom months; after one of those, or before a number, they are.
_MONTH = re.compile(
    rf"\b(?:{'|'.join(sorted(_MONTHS - {'may', 'march'}))}"
    r"|(?:(?<=in )|(?<=of )|(?<=since )|(?<=until )|(?<=by )|(?<=during ))(?:may|march)"
    r"|(?:may|march)(?= \d))\b"
)
_ASKS_DAY = re.compile(r"\b(?:what|which|exact) (?:\w+ )?(?:day|date)\b")
_ASKS_WHEN = re.compile(r"^(?:(?:and|so|but|ok) )?when\b|\b(?:what|which) (?:year|month|day|date)\b")
_ASKS_COUNT = re.compile(
    r"\bhow (?:many|much)\b|\b(?:what|which) (?:number|percentage|percent|share|amount)\b"
)


@dataclass(frozen=True)
class Facts:
    """What an entry has to show: the words of its question, answer and source, and kinds of figures."""

    words: frozenset[str]
    has_date: bool
    has_day: bool
    has_count: bool


@lru_cache(4_096)
def facts(question: str, answer: str, paragraphs: tuple[str, ...]) -> Facts:
    """Read an entry's facts off its texts."""
    found = figures(f"{question} {answer}")
    texts = (question, answer, *paragraphs)
    words = frozenset(word for text in token_lists(texts) for word in text).union(*map(figures, texts))
    return Facts(
        words,
        has_date=any(_YEAR.fullmatch(figure) or figure.split()[0] in MONTHS for figure in found),
        has_day=any(map(_DAY.fullmatch, found)),
        has_count=any(figure[0].isdigit() and not _YEAR.fullmatch(figure) for figure in found)
        or _THOUSANDS.search(answer) is not None,
    )


def guard(asked: str, has: Facts, strange: Sequence[str]) -> Iterator[Check]:
    """What each guard says of an entry.

    `asked` is the normal form of the question, misspelt words put right; `strange` are the names in it,
    of places and of others, that the entry does not know.
    """
    numbers = [word for word in asked.split() if word[0].isdigit() and word not in has.words]
    yield Check(
        "number", f"neither the best entry nor its source has the number {numbers[0]}" if numbers else ""
    )
    months = [month.capitalize() for month in _MONTH.findall(asked) if month not in has.words]
    yield Check("month", f"neither the best entry nor its source has the month {months[0]}" if months else "")
    yield Check("name", f"the best entry is not about “{strange[0]}”" if strange else "")
    no_day = bool(_ASKS_DAY.search(asked)) and not has.has_day
    yield Check("day", "it asks for a day, and the best entry has none" if no_day else "")
    no_date = bool(_ASKS_WHEN.search(asked)) and not has.has_date
    yield Check("date", "it asks when, and the best entry has no date" if no_date else "")
    no_count = bool(_ASKS_COUNT.search(asked)) and not has.has_count
    yield Check("count", "it asks for a number, and the best entry has none" if no_count else "")
