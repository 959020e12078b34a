"""Checks that speak against answering with the best entry, however well it matches the question.

A check does not score. It looks at something that similar words cannot show: "How much was traded in
Korea?" differs in one word from a question about China.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.core.answering.outcomes import Check
from bot.core.answering.policy import Policy
from bot.core.language.dates import MONTHS
from bot.core.language.english_words import find_rare_words
from bot.core.language.figures import find_figures
from bot.core.language.normalise import tokenise_all
from bot.core.language.places import find_places
from bot.core.pack.models import Knowledge
from bot.core.search.index import Index
from bot.core.search.query import Query
from bot.core.search.results import Hit, Ranking, best_score

# The most entries that may know a name which belongs to not-covered items: an entry may name another
# company to say that it is not the one.
_MOST_ENTRIES = 2
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


def check_entry(knowledge: Knowledge, index: Index, query: Query, hit: Hit) -> Iterator[Check]:
    """Check whether an entry has what the question names or asks for: one check for each such thing."""
    entry = knowledge.entries[hit.item]
    paragraphs = tuple(knowledge.article.paragraphs[number] for number in entry.paragraphs)
    question = query.corrected_text
    unknown_places = [name for name in find_places(question) if not index.item_has_words(name, hit.place)]
    other_names = [
        name for name in find_rare_words(question) if _belongs_elsewhere(knowledge, index, name, hit)
    ]
    entry_facts = read_facts(entry.question, entry.answer, paragraphs)
    return check_facts(question, entry_facts, [*unknown_places, *other_names])


def _belongs_elsewhere(knowledge: Knowledge, index: Index, name: str, hit: Hit) -> bool:
    """Is a name known to not-covered items, to at most two entries, and not to this entry?"""
    knowing = index.find_items_with_words(name)
    entries = int((knowing < len(knowledge.entries)).sum())
    return len(knowing) > entries and entries <= _MOST_ENTRIES and hit.place not in knowing


def check_match(index: Index, query: Query, ranking: Ranking, policy: Policy) -> tuple[Check, ...]:
    """Check whether the question says enough, and the best entry is clearly the best."""
    says_little = (
        len(query.content_words) < policy.fewest_words or index.content_weight(query) < policy.least_weight
    )
    is_short = len(query.content_words) <= policy.short
    least_score = policy.least_short_score if is_short else policy.least_score
    is_far = best_score(ranking.entries) < least_score
    is_unknown = index.unknown_share(query) > policy.most_unknown
    is_level = best_score(ranking.entries) - best_score(ranking.entries[1:]) < policy.least_margin
    return (
        Check("says enough", TOO_LITTLE if says_little else ""),
        Check("matches", "nothing matches well" if is_far else ""),
        Check("is known", "too much of it is unknown" if is_unknown else ""),
        Check("stands out", "two entries fit alike" if is_level else ""),
    )


@dataclass(frozen=True)
class Facts:
    """What an entry has: the words of its question, answer and source, and which kinds of figures."""

    words: frozenset[str]
    has_date: bool
    has_day: bool
    has_count: bool


@lru_cache(4_096)
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


def check_facts(question: str, entry_facts: Facts, unknown_names: Sequence[str]) -> Iterator[Check]:
    """Check the facts of an entry against a question: six checks, each with its objection or none.

    `question` is in normal form with misspelt words corrected. `unknown_names` are the names of places,
    companies and the like in it that the entry does not know.
    """
    numbers = [word for word in question.split() if word[0].isdigit() and word not in entry_facts.words]
    yield Check(
        "number", f"neither the best entry nor its source has the number {numbers[0]}" if numbers else ""
    )
    months = [month.capitalize() for month in _MONTH.findall(question) if month not in entry_facts.words]
    yield Check("month", f"neither the best entry nor its source has the month {months[0]}" if months else "")
    yield Check("name", f"the best entry is not about “{unknown_names[0]}”" if unknown_names else "")
    lacks_day = bool(_ASKS_DAY.search(question)) and not entry_facts.has_day
    yield Check("day", "it asks for a day, and the best entry has none" if lacks_day else "")
    lacks_date = bool(_ASKS_WHEN.search(question)) and not entry_facts.has_date
    yield Check("date", "it asks when, and the best entry has no date" if lacks_date else "")
    lacks_count = bool(_ASKS_COUNT.search(question)) and not entry_facts.has_count
    yield Check("count", "it asks for a number, and the best entry has none" if lacks_count else "")
