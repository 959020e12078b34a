"""Questions that ask what happened when, told by their form: what part of the timeline they want.

The forms are strict: what is left of a question beside its form and words that say nothing is the
wish's `rest`, and who asks for the wish looks at it. "What happened to my account in 2023" has a rest.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from bot.core.language.dates import PartialDate
from bot.core.language.spelling import Speller
from bot.core.timeline.date_ranges import read_time_phrase, without_time
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

# A message of more words tells a story of its own.
_MOST_WORDS = 30
_COUNTS = {"two": 2, "three": 3}


@dataclass(frozen=True)
class TimelineQuestion:
    """What a question wants of a timeline: a stretch of time, one of its ends, what lies around events.

    At an end, `most` says how many events. `after` and `before` are what somebody called an event.
    `rest` are the words of the question that are not part of any of this.
    """

    start: PartialDate | None = None
    end: PartialDate | None = None
    edge: Edge | None = None
    most: int = 1
    after: str | None = None
    before: str | None = None
    rest: tuple[str, ...] = ()


def parse_question(asked: str, known: Iterable[PartialDate] = ()) -> Iterator[TimelineQuestion]:
    """What a question in normal form may want of the timeline, the likeliest first.

    Nothing where it does not ask what happened. `known` are the dates of the timeline, for a month
    without a year.
    """
    words = asked.replace("b 4 ", "before ").split()
    if len(words) > _MOST_WORDS:
        return
    asked = " ".join(map(_speller().correct, words))
    timeless = without_time(asked)
    if timeless is not None:
        wish = _at_an_end(timeless) or TimelineQuestion(rest=_rest(timeless))
        is_bare = not wish.rest and WHETHER.isdisjoint(timeless.split())
        if wish.edge or CUE.search(timeless) or is_bare:
            time = read_time_phrase(asked, known)
            # What is no clear stretch of time is no name of an event either.
            if time is None:
                return
            yield replace(wish, start=time.start, end=time.end)
    yield from _around(asked)
    at_an_end = _at_an_end(asked)
    if at_an_end is not None:
        yield at_an_end
    elif OVERVIEW.search(asked):
        yield TimelineQuestion(rest=_rest(OVERVIEW.sub(" ", asked)))


def _at_an_end(asked: str) -> TimelineQuestion | None:
    for edge, form in EDGES.items():
        match = form.search(asked)
        if match is not None:
            count = match["most"] or match["count"] or "1"
            most = _COUNTS.get(count) or int(count)
            return TimelineQuestion(
                edge=edge, most=most, rest=_rest(f"{asked[: match.start()]} {asked[match.end() :]}")
            )
    return None


def _around(asked: str) -> Iterator[TimelineQuestion]:
    for form in AROUND:
        match = form.search(asked)
        if match is None:
            continue
        groups = match.groupdict()
        left, by = match["left"].strip(), groups.get("by") or ""
        after, before = groups.get("after"), groups.get("before")
        # "after the ban what happened": the question may stand at the end.
        at_an_end = _at_an_end(left) or TimelineQuestion(rest=_rest(left))
        wish = replace(at_an_end, after=_without_tail(after), before=_without_tail(before))
        goes_on = FOLLOW_UP.fullmatch(left) and by != "since"
        said_so = wish.edge or CUE.search(f"{left} {by}") or goes_on
        asks = said_so or (wish.after, wish.before) != (after, before) or (left and SELF_SAID.fullmatch(by))
        if asks and not any(RELATION.search(named or "") for named in (wish.after, wish.before)):
            yield wish


def _without_tail(named: str | None) -> str | None:
    return None if named is None else TAIL.sub("", named)


def _rest(text: str) -> tuple[str, ...]:
    return tuple(word for word in text.split() if word not in IDLE)


@cache
def _speller() -> Speller:
    return Speller(dict.fromkeys(MISTYPED, 1))
