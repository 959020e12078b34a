"""What speaks against answering with the best entry, however well the two match.

A veto does not score. Each looks at something that likeness of words cannot see: "How much was traded
in Korea?" is one word away from a question about China.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.core.answering.outcomes import Check
from bot.core.answering.policy import Policy
from bot.core.language.dates import MONTHS
from bot.core.language.english_words import rare_words
from bot.core.language.figures import figures
from bot.core.language.normalise import token_lists
from bot.core.language.places import places
from bot.core.pack.models import Knowledge
from bot.core.search.index import Index
from bot.core.search.query import Query
from bot.core.search.results import Hit, Ranking, best

# An entry may name another company to say that it is not the one.
_FEW = 2
TOO_LITTLE = "the question says too little"
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


def guards(knowledge: Knowledge, index: Index, query: Query, hit: Hit) -> Iterator[Check]:
    """What the guards say of an entry."""
    entry = knowledge.entries[hit.item]
    paragraphs = tuple(knowledge.article.paragraphs[number] for number in entry.paragraphs)
    asked = query.asked
    strange = [name for name in places(asked) if not index.knows(name, hit.place)]
    others = [name for name in rare_words(asked) if _is_anothers(knowledge, index, name, hit)]
    return guard(asked, facts(entry.question, entry.answer, paragraphs), [*strange, *others])


def _is_anothers(knowledge: Knowledge, index: Index, name: str, hit: Hit) -> bool:
    """Is a name known to items that the article does not answer, and to next to no entry, nor to this one?"""
    knowing = index.knowing(name)
    entries = int((knowing < len(knowledge.entries)).sum())
    return len(knowing) > entries and entries <= _FEW and hit.place not in knowing


def matching(index: Index, query: Query, ranking: Ranking, policy: Policy) -> tuple[Check, ...]:
    """Whether the question says enough, and the best entry stands out."""
    says_little = len(query.content) < policy.fewest_words or index.weight(query) < policy.least_weight
    is_short = len(query.content) <= policy.short
    least = policy.least_short_score if is_short else policy.least_score
    is_far = best(ranking.entries) < least
    is_strange = index.unknown(query) > policy.most_unknown
    is_level = best(ranking.entries) - best(ranking.entries[1:]) < policy.least_margin
    return (
        Check("says enough", TOO_LITTLE if says_little else ""),
        Check("matches", "nothing matches well" if is_far else ""),
        Check("is known", "too much of it is unknown" if is_strange else ""),
        Check("stands out", "two entries fit alike" if is_level else ""),
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
