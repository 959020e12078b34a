"""What the timeline has for a question: from what the question asks for to the events."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.core.language.follow_ups import points_back
from bot.core.pack.models import Entry, Event, Knowledge
from bot.core.search.index import Index
from bot.core.search.query import Query
from bot.core.timeline.events import list_events, select_events
from bot.core.timeline.parser import TimelineQuestion, parse_question
from bot.core.timeline.patterns import Edge
from bot.core.timeline.scope import Scope

# The least score of an entry that links to an event, for the event to be meant ...
_LEAST_SCORE = 0.12
# ... and its least share of the best score. Of those events the earliest is taken: "after the ban" means
# what came later.
_LEAST_SHARE = 0.75
# The least share of the words that an entry must know.
_LEAST_COVERAGE = 0.8
# People who use these words ask about themselves.
_PERSONAL_WORDS = frozenset("i me my mine we us our you your".split())
_MOST_HITS = 30


@dataclass(frozen=True)
class TimelineAnswer:
    """What a timeline has for a question: the part that was asked for, and its events, oldest first."""

    scope: Scope
    events: tuple[Event, ...]


def answer_from_timeline(
    knowledge: Knowledge, index: Index, query: Query, about: Entry | None = None
) -> TimelineAnswer | None:
    """What the timeline has for a question; None where the question does not ask for the timeline.

    `about` is the entry that was answered before: "what came after that?" means after its events.
    """
    if not knowledge.events:
        return None
    dates = (event.date for event in knowledge.events.values())
    for question in parse_question(query.corrected_text, dates):
        answer = _answer_reading(knowledge, index, question, about)
        if answer is not None:
            return answer
    return None


def _answer_reading(
    knowledge: Knowledge, index: Index, question: TimelineQuestion, about: Entry | None
) -> TimelineAnswer | None:
    """The answer to one reading of a question; None where the reading does not fit the pack."""
    rest = [word for word in question.rest if not _is_subject(knowledge, index, word)]
    topic = _find_topic(knowledge, index, rest)
    if rest and topic is None:
        return None
    scope = _make_scope(knowledge, index, question, topic, about)
    if scope is None:
        return None
    if question.edge is not None:
        scope = _limit_to_edge(question.edge, question.most, scope, select_events(knowledge, scope))
    events = select_events(knowledge, scope)
    # A stretch of time in which nothing happened is an answer; a topic without events is none.
    if not events and topic is not None:
        return None
    return TimelineAnswer(scope, events)


def find_event(knowledge: Knowledge, index: Index, named: str) -> Event | None:
    """The event that somebody means by a few words; None where they are not clear enough."""
    query = index.make_query(named)
    if not query.content_words or not _PERSONAL_WORDS.isdisjoint(query.normalised.split()):
        return None
    scores: dict[str, float] = {}
    for hit in index.search(query).best(_MOST_HITS):
        entry = knowledge.entries.get(hit.item)
        if entry is not None and index.coverage(query, hit.place) >= _LEAST_COVERAGE:
            for id in entry.events:
                scores.setdefault(id, hit.score)
    least_score = max(_LEAST_SCORE, max(scores.values(), default=0.0) * _LEAST_SHARE)
    events = list_events(knowledge)
    likely = [event for event in events if scores.get(event.id, 0.0) >= least_score]
    if likely:
        return likely[0]
    content = set(query.content_words)
    titles = index.read_names(event.title for event in events)
    return next((event for event, words in zip(events, titles, strict=True) if content <= words), None)


def _make_scope(
    knowledge: Knowledge, index: Index, question: TimelineQuestion, topic: str | None, about: Entry | None
) -> Scope | None:
    """The part of the timeline that a question asks for; None where it names an event that is not there."""
    ids: list[str | None] = []
    for named in (question.after, question.before):
        event = _find_named_event(knowledge, index, named, about) if named is not None else None
        if named is not None and event is None:
            return None
        ids.append(event.id if event else None)
    after, before = ids
    return Scope(question.start, question.end, topic, after=after, before=before)


def _limit_to_edge(edge: Edge, most: int, scope: Scope, events: Sequence[Event]) -> Scope:
    """The part of a scope with at most `most` of its events, at one of its ends."""
    if len(events) <= most:
        return scope
    if edge is Edge.FIRST:
        return replace(scope, before=events[most].id)
    return replace(scope, after=events[-most - 1].id)


def _find_named_event(knowledge: Knowledge, index: Index, named: str, about: Entry | None) -> Event | None:
    linked = [event for event in list_events(knowledge) if about and event.id in about.events]
    return linked[0] if linked and points_back(named) else find_event(knowledge, index, named)


def _find_topic(knowledge: Knowledge, index: Index, rest: Sequence[str]) -> str | None:
    """The id of the topic whose label has all the words; None where there are no words."""
    if not rest:
        return None
    labels = knowledge.article.topics.items()
    return next(
        (id for id, label in labels if index.query_has_words(index.make_query(label), " ".join(rest))), None
    )


def _is_subject(knowledge: Knowledge, index: Index, word: str) -> bool:
    """Is it a word of the article's title? The whole timeline is about those."""
    return index.query_has_words(index.make_query(knowledge.article.title), word)
