"""What the timeline has for a question: from the wish to the events."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.core.language.follow_ups import points_back
from bot.core.pack.models import Entry, Event, Knowledge
from bot.core.search.index import Index
from bot.core.search.query import Query
from bot.core.timeline.events import in_order, select
from bot.core.timeline.parser import TimelineQuestion, parse_question
from bot.core.timeline.patterns import Edge
from bot.core.timeline.scope import Scope

# An event is what somebody called it only if an entry that links it scores so much, and ...
_LEAST_SCORE = 0.12
# ... an earlier event of those that score nearly as well: "after the ban" is said of what came later.
_NEARLY = 0.75
_COVERED = 0.8
# Who speaks of himself asks about himself.
_SELF = frozenset("i me my mine we us our you your".split())
_MOST = 30


@dataclass(frozen=True)
class TimelineAnswer:
    """What a timeline has for a question: which part of it was asked for, and events, oldest first."""

    scope: Scope
    events: tuple[Event, ...]


def answer_from_timeline(
    knowledge: Knowledge, index: Index, query: Query, about: Entry | None = None
) -> TimelineAnswer | None:
    """What the timeline has for a question; None where that is not what it asks for.

    `about` is what was answered before: "what came after that?" is after its events.
    """
    if not knowledge.events:
        return None
    dates = (event.date for event in knowledge.events.values())
    wishes = parse_question(query.asked, dates)
    return next(filter(None, (_granted(knowledge, index, wish, about) for wish in wishes)), None)


def _granted(
    knowledge: Knowledge, index: Index, wish: TimelineQuestion, about: Entry | None
) -> TimelineAnswer | None:
    rest = [word for word in wish.rest if not _is_subject(knowledge, index, word)]
    topic = _topic(knowledge, index, rest)
    scope = None if rest and topic is None else _scope(knowledge, index, wish, topic, about)
    if scope is None:
        return None
    if wish.edge is not None:
        scope = _at_the(wish.edge, wish.most, scope, select(knowledge, scope))
    found = select(knowledge, scope)
    # A stretch of time in which nothing happened is an answer; a topic without events is none.
    return TimelineAnswer(scope, found) if found or topic is None else None


def find_event(knowledge: Knowledge, index: Index, named: str) -> Event | None:
    """The event that somebody means by a few words, if they are clear enough."""
    query = index.read(named)
    if not query.content or not _SELF.isdisjoint(query.normalised.split()):
        return None
    scores: dict[str, float] = {}
    for hit in index.search(query).best(_MOST):
        entry = knowledge.entries.get(hit.item)
        if entry is not None and index.coverage(query, hit.place) >= _COVERED:
            for event in entry.events:
                scores.setdefault(event, hit.score)
    least = max(_LEAST_SCORE, max(scores.values(), default=0.0) * _NEARLY)
    likely = [event for event in in_order(knowledge) if scores.get(event.id, 0.0) >= least]
    content = set(query.content)
    named_so = [event for event in in_order(knowledge) if content <= set(index.read(event.title).words)]
    return next(iter(likely or named_so), None)


def _scope(
    knowledge: Knowledge, index: Index, wish: TimelineQuestion, topic: str | None, about: Entry | None
) -> Scope | None:
    around = []
    for named in (wish.after, wish.before):
        event = _named(knowledge, index, named, about) if named is not None else None
        if named is not None and event is None:
            return None
        around.append(event.id if event else None)
    return Scope(wish.start, wish.end, topic, None, *around)


def _at_the(edge: Edge, most: int, scope: Scope, events: Sequence[Event]) -> Scope:
    """The part that holds only so many of the events, at one of its ends."""
    if len(events) <= most:
        return scope
    if edge is Edge.FIRST:
        return replace(scope, before=events[most].id)
    return replace(scope, after=events[-most - 1].id)


def _named(knowledge: Knowledge, index: Index, named: str, about: Entry | None) -> Event | None:
    linked = [event for event in in_order(knowledge) if about and event.id in about.events]
    return linked[0] if linked and points_back(named) else find_event(knowledge, index, named)


def _topic(knowledge: Knowledge, index: Index, rest: Sequence[str]) -> str | None:
    """The topic whose label has all the words."""
    labels = knowledge.article.topics.items()
    return next((id for id, label in labels if rest and index.asks(index.read(label), " ".join(rest))), None)


def _is_subject(knowledge: Knowledge, index: Index, word: str) -> bool:
    """Is it a word of the article's title? The whole timeline is about those."""
    return index.asks(index.read(knowledge.article.title), word)
