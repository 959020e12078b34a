"""Which part of a timeline is asked for, and that part in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.core.language.dates import PartialDate
from bot.core.pack.models import Knowledge
from bot.core.timeline.typed_dates import DateError, read_date, sanitise_typed
from bot.errors import UserError

# The most ids that are named where one is unknown.
_MOST_NAMED = 15


class ScopeError(UserError):
    """A part of the timeline that cannot be read or does not exist; the text says what is possible."""


@dataclass(frozen=True)
class Scope:
    """A part of a timeline, both ends included; an end that is None is open.

    `topic` and `voice` are ids, `after` and `before` the ids of events that are not part of it.
    """

    start: PartialDate | None = None
    end: PartialDate | None = None
    topic: str | None = None
    voice: str | None = None
    after: str | None = None
    before: str | None = None


def read_scope(
    knowledge: Knowledge,
    start: str | None = None,
    end: str | None = None,
    topic: str | None = None,
    voice: str | None = None,
) -> Scope:
    """Read what somebody typed: dates as people write them, a topic and a voice by id or by name.

    Raises ScopeError if something cannot be read, is unknown, or ends before it starts.
    """
    dates = tuple(event.date for event in knowledge.events.values())
    first, last = _read_end("from", start, dates), _read_end("to", end, dates)
    if first and last and last.last < first.first:
        raise ScopeError(f"It starts ({first.day_first}) after it ends ({last.day_first}): swap the two.")
    topics = knowledge.article.topics
    topic_id = _find_id("topic", topic, topics)
    return Scope(first, last, topic_id, _find_id("source", voice, list_voices(knowledge)))


def list_voices(knowledge: Knowledge) -> Mapping[str, str]:
    """The voices that events cite: id and name, in the order of the events."""
    ids = (source.voice for event in knowledge.events.values() for source in event.source)
    return {id: knowledge.voice(id).name for id in dict.fromkeys(ids)}


def describe_scope(knowledge: Knowledge, scope: Scope) -> str:
    """A part of the timeline in words: `from 6 July 2023, Regulators`; empty for all of it."""
    return ", ".join(_describe_parts(knowledge, scope))


def _describe_parts(knowledge: Knowledge, scope: Scope) -> Iterator[str]:
    start, end = scope.start, scope.end
    if start and start == end:
        yield f"on {start.day_first}" if start.day else f"in {start.day_first}"
    elif start or end:
        ends = (("from", start), ("to", end))
        yield " ".join(f"{word} {date.day_first}" for word, date in ends if date)
    for word, id in (("after", scope.after), ("before", scope.before)):
        if id is not None and id in knowledge.events:
            yield f"{word} “{knowledge.events[id].title}”"
    if scope.topic:
        yield knowledge.article.topics.get(scope.topic, scope.topic)
    if scope.voice:
        yield f"by {knowledge.voice(scope.voice).name}"


def _read_end(name: str, text: str | None, known: tuple[PartialDate, ...]) -> PartialDate | None:
    if text is None or not text.strip():
        return None
    try:
        return read_date(text, known)
    except DateError as error:
        raise ScopeError(f"{name}: {error}") from None


def _find_id(noun: str, text: str | None, known: Mapping[str, str]) -> str | None:
    """The id of the topic or voice that somebody named by its id or its name.

    Raises ScopeError, with the noun in its text, if there is none.
    """
    if text is None or not text.strip():
        return None
    wanted = text.strip().casefold()
    for id, name in known.items():
        if wanted in (id, name.casefold()):
            return id
    ids = list(known)
    more = f" and {len(ids) - _MOST_NAMED} more" if len(ids) > _MOST_NAMED else ""
    possible = f"{', '.join(ids[:_MOST_NAMED]) or 'none'}{more}"
    raise ScopeError(f"There is no {noun} “{sanitise_typed(text)}”: there are {possible}.")
