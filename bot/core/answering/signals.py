"""What speaks for an entry and against it, as numbers: the confidence in it is made of them.

Each is read off the question, the entry, and the not-covered item that is nearest. Which of them count, and
how much, is in `confidence.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.core.answering.outcomes import Check
from bot.core.answering.pack_profile import PackProfile
from bot.core.answering.question_words import QuestionWords, read_words
from bot.core.answering.signal_groups import SIGNALS
from bot.core.answering.vetoes import check_entries
from bot.core.language import question_type
from bot.core.search.index import Index
from bot.core.search.known_words import TextKind
from bot.core.search.postings import Floats
from bot.core.search.query import Query
from bot.core.search.results import Hit, Ranking, best_score, rank

# In the order in which they are checked.
_FACTS = ("number", "month", "name", "day", "date", "count")
# A word that says more than this is one of those that are counted.
_TELLING = 0.3
_MOST_TELLING = 4
# Sums of what words say count up to this.
_MOST_MISSED, _MOST_MATCHED = 2.0, 4.0
# From so many words on a message is more than its question.
_LONG = 25


@dataclass(frozen=True)
class Findings:
    """What was found for a question: the ranking, and what was checked of each of its entries.

    `signals` has a row for each entry, with a column for each of `SIGNALS`.
    """

    ranking: Ranking
    checks: list[tuple[Check, ...]]
    signals: Floats


def read_findings(profile: PackProfile, query: Query, most: int) -> Findings:
    """Search for a question, and look at the best entries, at most `most`."""
    ranking = rank(profile.knowledge, profile.index.search(query), most)
    checks = check_entries(profile.knowledge, profile.index, query, ranking.entries)
    return Findings(ranking, checks, _read_signals(profile, query, ranking, checks))


def _read_signals(
    profile: PackProfile, query: Query, ranking: Ranking, checks: Sequence[Sequence[Check]]
) -> Floats:
    index, entries = profile.index, ranking.entries
    absent = ranking.not_covered[0] if ranking.not_covered else None
    words = read_words(profile, query)
    columns = (
        *_compare_scores(entries, best_score(ranking.not_covered)),
        *_compare_words(index, query, words, entries, absent),
        *_compare_types(profile, query, entries, absent),
        *((name, _objections(checks, at)) for at, name in enumerate(_FACTS)),
    )
    named = dict(columns)
    return np.array([named[name] for name in SIGNALS], np.float32).T.reshape(len(entries), len(SIGNALS))


Column = tuple[str, Sequence[float] | npt.NDArray[Any]]


def _compare_scores(entries: Sequence[Hit], absent: float) -> list[Column]:
    scores = np.array([hit.score for hit in entries], np.float32)
    best = best_score(entries)
    rivals = np.full(len(entries), best, np.float32)
    rivals[:1] = best_score(entries[1:])
    return [
        ("score", scores),
        ("margin", scores - rivals),
        ("relative margin", (scores - rivals) / np.maximum(np.maximum(scores, rivals), 1e-9)),
        ("lead", scores - absent),
        ("relative lead", (scores - absent) / np.maximum(np.maximum(scores, absent), 1e-9)),
    ]


def _compare_words(
    index: Index, query: Query, words: QuestionWords, entries: Sequence[Hit], absent: Hit | None
) -> list[Column]:
    places = [hit.place for hit in entries]
    in_phrasing, in_answer, in_source = (index.known.find(words.numbers, places, kind) for kind in TextKind)
    is_told = in_phrasing | in_answer
    is_known = is_told | in_source
    rest = ~words.is_name
    is_anywhere = words.numbers >= 0
    information = words.information
    missed = information * (rest & ~is_known)
    of_absent = (
        index.known.find(words.numbers, [absent.place], TextKind.PHRASING)[0] if absent else ~is_anywhere
    )
    no_rest = ~(rest & is_known).any(axis=1)
    unknown = float((information * ~is_anywhere).sum())
    objects = words.objects
    return [
        ("covered", words.share(is_told)),
        ("covered rest", words.share(is_told, rest)),
        ("matched rest", np.minimum(((in_phrasing & rest) * information).sum(axis=1), _MOST_MATCHED)),
        ("matched in answer", np.minimum(((in_answer & rest) * information).sum(axis=1), _MOST_MATCHED)),
        ("missed rest", np.minimum(missed.sum(axis=1), _MOST_MISSED)),
        ("missed words", np.minimum((missed > _TELLING).sum(axis=1), _MOST_TELLING)),
        ("missed elsewhere", (missed * is_anywhere).max(axis=1, initial=0.0)),
        ("missed anywhere", (missed * ~is_anywhere).max(axis=1, initial=0.0)),
        ("unknown", _same(min(unknown, _MOST_MISSED), entries)),
        ("unknown to phrasings", _same(index.unknown_share(query), entries)),
        ("unknown object", _same(float(len(objects) > 0 and bool((objects < 0).all())), entries)),
        ("missed name", (words.is_name & ~is_known).any(axis=1)),
        ("only a name", no_rest & words.is_name.any()),
        ("words only absent", ((of_absent & ~is_known) * information).sum(axis=1)),
        ("long", _same(float(len(query.words) > _LONG), entries)),
    ]


def _compare_types(
    profile: PackProfile, query: Query, entries: Sequence[Hit], absent: Hit | None
) -> list[Column]:
    text, places = query.normalised, [hit.place for hit in entries]
    type_ = question_type.find_type(text)
    of_absent = float(profile.type_weights[absent.place, type_]) if absent else 0.0
    dates, names, yes_no = (kind[places] for kind in (profile.has_date, profile.has_name, profile.has_yes_no))
    return [
        ("type", profile.type_weights[places, type_]),
        ("type of absent", _same(of_absent, entries)),
        ("has date", dates & question_type.asks_date(text)),
        ("has person", names & question_type.asks_person(text)),
        ("lacks name", ~names & question_type.asks_name(text)),
        ("lacks reason", ~profile.has_reason[places] & question_type.asks_reason(text)),
        ("says yes or no", yes_no & question_type.asks_yes_no(text)),
    ]


def _objections(checks: Sequence[Sequence[Check]], at: int) -> list[float]:
    return [float(bool(each[at].objection)) for each in checks]


def _same(value: float, entries: Sequence[Hit]) -> list[float]:
    return [value] * len(entries)
