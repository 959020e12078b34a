"""Questions that ask what happened when, recognised by their form: which part of the timeline they ask for.

The forms are strict. The words of a question that belong neither to its form nor to the words that say
nothing are its `rest`, and the caller has to look at them: "What happened to my account in 2023" has a
rest.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from bot.core.language.dates import PartialDate
from bot.core.language.spelling import Speller
from bot.core.timeline.date_ranges import read_date_range, remove_date_range
from bot.core.timeline.patterns import (
    AROUND,
    CUE,
    EDGES,
    FOLLOW_UP,
    IDLE,
    MISTYPED,
    OVERVIEW,
    RELATION,
    SELF_SAID,
    TAIL,
    WHETHER,
    Edge,
)

# A message of more words tells a story of its own, and is not read.
_MOST_WORDS = 30
_COUNTS = {"two": 2, "three": 3}


@dataclass(frozen=True)
class TimelineQuestion:
    """What a question asks of a timeline: a range of dates, one of its ends, or what is around events.

    `most` is the number of events at an end. `after` and `before` are the words by which somebody named an
    event. `rest` are the words of the question that are not part of any of this.
    """

    start: PartialDate | None = None
    end: PartialDate | None = None
    edge: Edge | None = None
    most: int = 1
    after: str | None = None
    before: str | None = None
    rest: tuple[str, ...] = ()


def parse_question(asked: str, known: Iterable[PartialDate] = ()) -> Iterator[TimelineQuestion]:
    """What a question in normal form may ask of the timeline, the likeliest reading first.

    Nothing where it does not ask what happened. `known` are the dates of the timeline: a month without a
    year is read as the only such month among them.
    """
    words = asked.replace("b 4 ", "before ").split()
    if len(words) > _MOST_WORDS:
        return
    asked = " ".join(map(_speller().correct, words))
    timeless = remove_date_range(asked)
    if timeless is not None:
        question = _parse_edge(timeless) or TimelineQuestion(rest=_find_rest(timeless))
        is_bare = not question.rest and WHETHER.isdisjoint(timeless.split())
        if question.edge or CUE.search(timeless) or is_bare:
            dates = read_date_range(asked, known)
            # What is no clear range of dates is no name of an event either.
            if dates is None:
                return
            yield replace(question, start=dates.start, end=dates.end)
    yield from _parse_around(asked)
    at_edge = _parse_edge(asked)
    if at_edge is not None:
        yield at_edge
    elif OVERVIEW.search(asked):
        yield TimelineQuestion(rest=_find_rest(OVERVIEW.sub(" ", asked)))


def _parse_edge(asked: str) -> TimelineQuestion | None:
    """A question for the first or last events: "the last two events"."""
    for edge, form in EDGES.items():
        match = form.search(asked)
        if match is not None:
            count = match["most"] or match["count"] or "1"
            most = _COUNTS.get(count) or int(count)
            rest = _find_rest(f"{asked[: match.start()]} {asked[match.end() :]}")
            return TimelineQuestion(edge=edge, most=most, rest=rest)
    return None


def _parse_around(asked: str) -> Iterator[TimelineQuestion]:
    """The readings of a question for what happened after an event, before one or between two."""
    for form in AROUND:
        match = form.search(asked)
        if match is None:
            continue
        groups = match.groupdict()
        left, relation = match["left"].strip(), groups.get("by") or ""
        after, before = groups.get("after"), groups.get("before")
        question = replace(
            _parse_edge(left) or TimelineQuestion(rest=_find_rest(left)),
            after=_remove_tail(after),
            before=_remove_tail(before),
        )
        # "after the ban what happened": the words that ask may be at the end.
        has_tail = (question.after, question.before) != (after, before)
        names_relation = RELATION.search(f"{question.after or ''} {question.before or ''}")
        if (question.edge or has_tail or _asks_what_happened(left, relation)) and not names_relation:
            yield question


def _asks_what_happened(left: str, relation: str) -> bool:
    """Do the words left of an event's name and the relation before it ask what happened?"""
    if CUE.search(f"{left} {relation}"):
        return True
    if FOLLOW_UP.fullmatch(left) and relation != "since":
        return True
    return bool(left) and SELF_SAID.fullmatch(relation) is not None


def _remove_tail(named: str | None) -> str | None:
    return None if named is None else TAIL.sub("", named)


def _find_rest(text: str) -> tuple[str, ...]:
    return tuple(word for word in text.split() if word not in IDLE)


@cache
def _speller() -> Speller:
    return Speller(dict.fromkeys(MISTYPED, 1))
