"""What is suggested while somebody types an option of `/timeline`."""

from collections.abc import Iterable, Mapping
from itertools import islice

from discord import app_commands

from bot.client.text import short
from bot.core.knowledge import Knowledge
from bot.core.moment import MomentError, read_moment
from bot.core.normalise import normalise
from bot.core.scope import voices
from bot.core.timeline import in_order, moments, when

# Discord's limits: choices, and characters of one.
_MOST = 25
_LONGEST = 100
_Choices = list[app_commands.Choice[str]]


def dates(knowledge: Knowledge, typed: str) -> _Choices:
    """The years and months that have events; and what is typed, as it is read, where it is a date."""
    found = moments(knowledge)
    names = {str(moment): f"{moment.words} ({_events(number)})" for moment, number in found.items()}
    try:
        read = read_moment(typed, found) if typed.strip() else None
    except MomentError:
        read = None
    if read is not None:
        names = {str(read): names.get(str(read), read.day_first)} | names
    return _matching(names, typed, {str(read)})


def topics(knowledge: Knowledge, typed: str) -> _Choices:
    """The topics that have events."""
    used = {event.topic for event in knowledge.events.values()}
    labels = knowledge.article.topics.items()
    return _matching({id: label for id, label in labels if id in used}, typed)


def sources(knowledge: Knowledge, typed: str) -> _Choices:
    """Those who say something on the timeline."""
    return _matching(voices(knowledge), typed)


def events(knowledge: Knowledge, typed: str) -> _Choices:
    """The events, oldest first, each with its date."""
    return _matching({event.id: f"{event.title} ({when(event)})" for event in in_order(knowledge)}, typed)


def _matching(names: Mapping[str, str], typed: str, always: Iterable[str] = ()) -> _Choices:
    """Those whose name or value has every word that is typed so far, or that are offered always."""
    words = normalise(typed).split()
    found = (
        app_commands.Choice(name=short(name, _LONGEST), value=value)
        for value, name in names.items()
        if value in always or all(word in f"{normalise(name)} {value}" for word in words)
    )
    return list(islice(found, _MOST))


def _events(number: int) -> str:
    return f"{number} event{'s' * (number != 1)}"
