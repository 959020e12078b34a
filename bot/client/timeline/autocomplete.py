"""What is suggested while somebody types an option of `/timeline`."""

from bot.client.autocomplete import Choices, matching
from bot.core.language.plurals import counted
from bot.core.pack.models import Knowledge
from bot.core.timeline.events import in_order, moments, when
from bot.core.timeline.scope import voices
from bot.core.timeline.typed_dates import MomentError, read_moment


def dates(knowledge: Knowledge, typed: str) -> Choices:
    """The years and months that have events; and what is typed, as it is read, where it is a date."""
    found = moments(knowledge)
    names = {str(moment): f"{moment.words} ({counted(number, 'event')})" for moment, number in found.items()}
    try:
        read = read_moment(typed, found) if typed.strip() else None
    except MomentError:
        read = None
    if read is not None:
        names = {str(read): names.get(str(read), read.day_first)} | names
    return matching(names, typed, {str(read)})


def topics(knowledge: Knowledge, typed: str) -> Choices:
    """The topics that have events."""
    used = {event.topic for event in knowledge.events.values()}
    labels = knowledge.article.topics.items()
    return matching({id: label for id, label in labels if id in used}, typed)


def sources(knowledge: Knowledge, typed: str) -> Choices:
    """Those who say something on the timeline."""
    return matching(voices(knowledge), typed)


def events(knowledge: Knowledge, typed: str) -> Choices:
    """The events, oldest first, each with its date."""
    return matching({event.id: f"{event.title} ({when(event)})" for event in in_order(knowledge)}, typed)
