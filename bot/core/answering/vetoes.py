"""Checks that speak against answering with the best entry, however well it matches the question.

A check does not score. It looks at something that similar words cannot show: "How much was traded in
Korea?" differs in one word from a question about China.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.core.answering.facts import Facts
from bot.core.answering.outcomes import Check
from bot.core.answering.pack_profile import PackProfile
from bot.core.answering.policy import Policy
from bot.core.answering.question_words import QuestionWords
from bot.core.language.dates import MONTHS
from bot.core.language.english_words import find_rare_words
from bot.core.language.places import find_places
from bot.core.search.index import Index
from bot.core.search.query import Query
from bot.core.search.results import Hit, Ranking, best_score

# The most entries that may know a name which belongs to not-covered items: an entry may name another
# company to say that it is not the one.
_MOST_ENTRIES = 2
TOO_LITTLE = "the question says too little"
CHECKS = ("number", "month", "name", "day", "date", "count")
"""What is checked of each entry, in that order."""
Objections = tuple[str, ...]
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


def find_objections(profile: PackProfile, query: Query, hits: Sequence[Hit]) -> list[Objections]:
    """For each entry, what speaks against it: it lacks something that the question names or asks for."""
    question = query.corrected_text
    demands = read_demands(question)
    strange = _find_strange_names(profile, question, [hit.place for hit in hits])
    return [
        object_to(demands, profile.facts.of(hit.item), names)
        for hit, names in zip(hits, strange, strict=True)
    ]


def _find_strange_names(profile: PackProfile, question: str, items: Sequence[int]) -> list[list[str]]:
    """For each item, the names in a question that are not its own.

    A name of a place that it does not know, and one that not-covered items know, and at most two entries.
    """
    index, first_not_covered = profile.index, len(profile.knowledge.entries)
    knowing = {name: index.find_items_with_words(name.split()) for name in find_places(question)}
    for name in find_rare_words(question):
        known_to = index.find_items_with_words((name,))
        entries = np.count_nonzero(known_to[:first_not_covered])
        if entries <= _MOST_ENTRIES and known_to[first_not_covered:].any():
            knowing.setdefault(name, known_to)
    return [[name for name, known_to in knowing.items() if not known_to[item]] for item in items]


def check_match(
    index: Index, query: Query, words: QuestionWords, ranking: Ranking, policy: Policy
) -> tuple[Check, ...]:
    """Check whether the question says enough, and of what the pack knows."""
    says_little = (
        # A word that is repeated says no more than once.
        len(query.content_numbers) < policy.fewest_words
        or index.content_weight(query) < policy.least_weight
        # "On what date" says next to nothing, even where a single entry has a date.
        or float(words.information.sum()) < policy.least_information
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


def object_to(demands: Demands, facts: Facts, strange_names: Sequence[str]) -> Objections:
    """What speaks against an entry with such facts: an objection for each of `CHECKS`, empty where none does.

    `strange_names` are the names of places, companies and the like in the question that the entry does not
    know.
    """
    words = facts.words
    number = next((number for number in demands.numbers if number not in words), "")
    month = next((each for each in demands.months if each not in words and each.lower() not in words), "")
    lacks_day = demands.asks_day and not facts.has_day
    lacks_date = demands.asks_when and not facts.has_date
    lacks_count = demands.asks_count and not facts.has_count
    return (
        f"neither the best entry nor its source has the number {number}" if number else "",
        f"neither the best entry nor its source has the month {month}" if month else "",
        f"the best entry is not about “{strange_names[0]}”" if strange_names else "",
        "it asks for a day, and the best entry has none" if lacks_day else "",
        "it asks when, and the best entry has no date" if lacks_date else "",
        "it asks for a number, and the best entry has none" if lacks_count else "",
    )
