"""What speaks for an entry and against it, as numbers: the confidence in it is made of them.

Each is read off the question, the entry, and the not-covered item that is nearest. Which of them count, and
how much, is in `confidence.py`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.core.answering.pack_profile import PackProfile
from bot.core.answering.question_words import QuestionWords, read_words
from bot.core.answering.signal_groups import SIGNALS
from bot.core.answering.vetoes import CHECKS, Objections, find_objections
from bot.core.language import question_type
from bot.core.search.index import Index
from bot.core.search.known_words import TextKind, has
from bot.core.search.postings import Bools, Floats
from bot.core.search.query import Query
from bot.core.search.results import Hit, Ranking, best_score, rank

_COLUMNS = {name: column for column, name in enumerate(SIGNALS)}
# A word that says more than this is one of those that are counted.
_TELLING = 0.3
_MOST_TELLING = 4
# Sums of what words say count up to this.
_MOST_MISSED, _MOST_MATCHED = 2.0, 4.0
# What is divided by is no less.
_TINY = 1e-9
# From so many words on a message is more than its question.
_LONG = 25


@dataclass(frozen=True)
class Findings:
    """What was found for a question: the ranking, and what speaks against each of its entries.

    `signals` has a row for each entry, with a column for each of `SIGNALS`.
    """

    words: QuestionWords
    ranking: Ranking
    objections: Sequence[Objections]
    signals: Floats


def read_findings(profile: PackProfile, query: Query, most: int) -> Findings:
    """Search for a question, and look at the best entries, at most `most`."""
    ranking = rank(profile.knowledge, profile.index.search(query), most)
    words = read_words(profile, query)
    objections = find_objections(profile, query, ranking.entries)
    signals = _read_signals(profile, query, words, ranking, objections)
    return Findings(words, ranking, objections, signals)


def _read_signals(
    profile: PackProfile,
    query: Query,
    words: QuestionWords,
    ranking: Ranking,
    objections: Sequence[Objections],
) -> Floats:
    entries = ranking.entries
    signals = np.zeros((len(entries), len(SIGNALS)), np.float32)
    if not entries:
        return signals
    absent = ranking.not_covered[0] if ranking.not_covered else None
    columns = {
        **_compare_scores(entries, best_score(ranking.not_covered)),
        **_compare_words(profile.index, query, words, entries, absent),
        **_compare_types(profile, query, entries, absent),
        **dict(zip(CHECKS, map(_mark, zip(*objections, strict=True)), strict=True)),
    }
    for name, column in columns.items():
        signals[:, _COLUMNS[name]] = column
    return signals


# A value for each entry, or one for all.
Columns = dict[str, Sequence[float] | npt.NDArray[Any] | float]


def _compare_scores(entries: Sequence[Hit], absent: float) -> Columns:
    scores = np.array([hit.score for hit in entries], np.float32)
    rivals = np.full(len(entries), scores[0])
    rivals[0] = best_score(entries[1:])
    margin, lead = scores - rivals, scores - np.float32(absent)
    return {
        "score": scores,
        "margin": margin,
        "relative margin": margin / np.maximum(np.maximum(scores, rivals), _TINY),
        "lead": lead,
        "relative lead": lead / np.maximum(scores, max(absent, _TINY)),
    }


def _compare_words(
    index: Index, query: Query, words: QuestionWords, entries: Sequence[Hit], absent: Hit | None
) -> Columns:
    kinds = index.known.find(words.numbers, [hit.place for hit in (*entries, *([absent] if absent else ()))])
    of_entries = kinds[: len(entries)]
    is_known = of_entries != 0
    in_phrasing, in_answer = has(of_entries, TextKind.PHRASING), has(of_entries, TextKind.ANSWER)
    is_told = in_phrasing | in_answer
    information, rest = words.information, ~words.is_name
    of_rest = information * rest
    is_strange = words.numbers < 0
    # Without an item that is near, what is strange to the pack stands for its words.
    of_absent = has(kinds[-1], TextKind.PHRASING) if absent else is_strange
    missed = of_rest * ~is_known
    missed_anywhere = missed * is_strange
    return {
        "covered": _share(is_told, information),
        "covered rest": _share(is_told, of_rest),
        "matched rest": np.minimum(in_phrasing @ of_rest, _MOST_MATCHED),
        "matched in answer": np.minimum(in_answer @ of_rest, _MOST_MATCHED),
        "missed rest": np.minimum(missed.sum(axis=1), _MOST_MISSED),
        "missed words": np.minimum((missed > _TELLING).sum(axis=1), _MOST_TELLING),
        "missed elsewhere": (missed - missed_anywhere).max(axis=1, initial=0.0),
        "missed anywhere": missed_anywhere.max(axis=1, initial=0.0),
        "unknown": min(float(information @ is_strange), _MOST_MISSED),
        "unknown to phrasings": index.unknown_share(query),
        "unknown object": bool(words.objects) and max(words.objects) < 0,
        "missed name": ~is_known @ words.is_name,
        "only a name": ~(is_known @ rest) & words.is_name.any(),
        "words only absent": (of_absent & ~is_known) @ information,
        "long": len(query.words) > _LONG,
    }


def _share(is_known: Bools, information: Floats) -> Floats | float:
    """For each row the share of what the words say that is known: 1 where there is nothing to know."""
    total = float(information.sum())
    return is_known @ information / np.float32(total) if total else 1.0


def _compare_types(profile: PackProfile, query: Query, entries: Sequence[Hit], absent: Hit | None) -> Columns:
    text, places = query.normalised, [hit.place for hit in entries]
    type_ = question_type.find_type(text)
    return {
        "type": profile.type_weights[places, type_],
        "type of absent": profile.type_weights[absent.place, type_] if absent else 0.0,
        "has date": profile.has_date[places] if question_type.asks_date(text) else 0.0,
        "has person": profile.has_name[places] if question_type.asks_person(text) else 0.0,
        "lacks name": ~profile.has_name[places] if question_type.asks_name(text) else 0.0,
        "lacks reason": ~profile.has_reason[places] if question_type.asks_reason(text) else 0.0,
        "says yes or no": profile.has_yes_no[places] if question_type.asks_yes_no(text) else 0.0,
    }


def _mark(objections: Iterable[str]) -> list[bool]:
    return [objection != "" for objection in objections]
