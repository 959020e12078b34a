"""The choices that are suggested while somebody types an option of `/timeline`."""

from collections.abc import Iterable

from bot.client.autocomplete import Choices, suggest_choices
from bot.core.language.dates import PartialDate
from bot.core.language.plurals import counted
from bot.core.pack.models import Knowledge
from bot.core.timeline.events import count_events_by_date, describe_date, list_events
from bot.core.timeline.scope import list_voices
from bot.core.timeline.typed_dates import DateError, read_date


def dates(knowledge: Knowledge, typed: str) -> Choices:
    """The years and months that have events. If the typed text is a date, that date comes first."""
    counts = count_events_by_date(knowledge)
    names = {str(date): f"{date.words} ({counted(count, 'event')})" for date, count in counts.items()}
    date = _read_date(typed, counts)
    if date is None:
        return suggest_choices(names, typed)
    names = {str(date): names.get(str(date), date.day_first)} | names
    return suggest_choices(names, typed, {str(date)})


def topics(knowledge: Knowledge, typed: str) -> Choices:
    """The topics that have events."""
    topics_with_events = {event.topic for event in knowledge.events.values()}
    all_topics = knowledge.article.topics.items()
    names = {id: label for id, label in all_topics if id in topics_with_events}
    return suggest_choices(names, typed)


def sources(knowledge: Knowledge, typed: str) -> Choices:
    """The voices that say something on the timeline."""
    return suggest_choices(list_voices(knowledge), typed)


def events(knowledge: Knowledge, typed: str) -> Choices:
    """The events with their dates, oldest first."""
    names = {event.id: f"{event.title} ({describe_date(event)})" for event in list_events(knowledge)}
    return suggest_choices(names, typed)


def _read_date(typed: str, known: Iterable[PartialDate]) -> PartialDate | None:
    if not typed.strip():
        return None
    try:
        return read_date(typed, known)
    except DateError:
        return None
