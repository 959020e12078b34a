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


def check_entries(
    knowledge: Knowledge, index: Index, query: Query, hits: Sequence[Hit]
) -> list[tuple[Check, ...]]:
    """For each entry, check whether it has what the question names or asks for: one check for each thing."""
    question = query.corrected_text
    demands = read_demands(question)
    strange = _find_strange_names(knowledge, index, question, [hit.place for hit in hits])
    return [
        tuple(check_facts(demands, _read_facts(knowledge, hit), names))
        for hit, names in zip(hits, strange, strict=True)
    ]


def _read_facts(knowledge: Knowledge, hit: Hit) -> "Facts":
    entry = knowledge.entries[hit.item]
    paragraphs = tuple(knowledge.article.paragraphs[number] for number in entry.paragraphs)
    return read_facts(entry.question, entry.answer, paragraphs)


def _find_strange_names(
    knowledge: Knowledge, index: Index, question: str, items: Sequence[int]
) -> list[list[str]]:
    """For each item, the names in a question that are not its own.

    A name of a place that it does not know, and one that not-covered items know, and at most two entries.
    """
    knowing = {name: index.find_items_with_words(name) for name in find_places(question)}
    for name in find_rare_words(question):
        known_to = index.find_items_with_words(name)
        entries = int((known_to < len(knowledge.entries)).sum())
        if len(known_to) > entries and entries <= _MOST_ENTRIES:
            knowing.setdefault(name, known_to)
    return [[name for name, known_to in knowing.items() if item not in known_to] for item in items]


def check_match(index: Index, query: Query, ranking: Ranking, policy: Policy) -> tuple[Check, ...]:
    """Check whether the question says enough, and of what the pack knows."""
    says_little = (
        len(query.content_words) < policy.fewest_words or index.content_weight(query) < policy.least_weight
    )
    is_short = len(query.content_words) <= policy.short
    least_score = policy.least_short_score if is_short else policy.least_score
    is_far = best_score(ranking.entries) < least_score
    is_unknown = index.unknown_share(query) > policy.most_unknown
    return (
        Check("says enough", TOO_LITTLE if says_little else ""),
        Check("matches", "nothing matches well" if is_far else ""),
        Check("is known", "too much of it is unknown" if is_unknown else ""),
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


@dataclass(frozen=True)
class Demands:
    """What a question names and asks for: its numbers and months, and whether it asks for a figure."""

    numbers: tuple[str, ...]
    months: tuple[str, ...]
    asks_day: bool
    asks_when: bool
    asks_count: bool


def read_demands(question: str) -> Demands:
    """What a question in normal form, with misspelt words corrected, wants an entry to have."""
    return Demands(
        tuple(word for word in question.split() if word[0].isdigit()),
        tuple(month.capitalize() for month in _MONTH.findall(question)),
        bool(_ASKS_DAY.search(question)),
        bool(_ASKS_WHEN.search(question)),
        bool(_ASKS_COUNT.search(question)),
    )


def check_facts(demands: Demands, facts: Facts, strange_names: Sequence[str]) -> Iterator[Check]:
    """Check the facts of an entry against a question: six checks, each with its objection or none.

    `strange_names` are the names of places, companies and the like in it that the entry does not know.
    """
    numbers = [number for number in demands.numbers if number not in facts.words]
    yield Check(
        "number", f"neither the best entry nor its source has the number {numbers[0]}" if numbers else ""
    )
    months = [
        month for month in demands.months if month.lower() not in facts.words and month not in facts.words
    ]
    yield Check("month", f"neither the best entry nor its source has the month {months[0]}" if months else "")
    yield Check("name", f"the best entry is not about “{strange_names[0]}”" if strange_names else "")
    lacks_day = demands.asks_day and not facts.has_day
    yield Check("day", "it asks for a day, and the best entry has none" if lacks_day else "")
    lacks_date = demands.asks_when and not facts.has_date
    yield Check("date", "it asks when, and the best entry has no date" if lacks_date else "")
    lacks_count = demands.asks_count and not facts.has_count
    yield Check("count", "it asks for a number, and the best entry has none" if lacks_count else "")
