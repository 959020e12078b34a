"""What happened when: events chosen and ordered, and their dates as the article gives them."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby

from bot.core.dates import MONTHS, PartialDate
from bot.core.knowledge import Entry, Event, Knowledge


def select(
    knowledge: Knowledge,
    start: PartialDate | None = None,
    end: PartialDate | None = None,
    topic: str | None = None,
) -> tuple[Event, ...]:
    """The events from `start` to `end`, both included, oldest first.

    An event counts as soon as any day that its date may mean lies between them. Events that begin
    alike keep the order of the file.
    """
    chosen = (
        event
        for event in knowledge.events.values()
        if (start is None or _last(event) >= start.first)
        and (end is None or event.date.first <= end.last)
        and topic in (None, event.topic)
    )
    return tuple(sorted(chosen, key=lambda event: event.date.first))


def by_year(events: Iterable[Event]) -> Mapping[int, tuple[Event, ...]]:
    """Events in order, grouped by the year in which they begin."""
    return {year: tuple(some) for year, some in groupby(events, key=lambda event: event.date.year)}


def when(event: Event) -> str:
    """The date of an event in words, as precisely as the article gives it, and how it is known."""
    if event.inferred == "year":
        return _inferred(event)
    about = "about " if event.approximate and event.until is None else ""
    if event.until is None:
        return f"{about}{event.date.words}"
    return f"{event.date.words} until {_end(event.until)}"


def asked_about(knowledge: Knowledge, event: Event) -> tuple[Entry, ...]:
    """The entries that link an event."""
    return tuple(entry for entry in knowledge.entries.values() if event.id in entry.events)


def _inferred(event: Event) -> str:
    moment = event.date
    about = "about " if event.approximate else ""
    if not moment.month:
        return f"{about}{moment.year} (by the order of events)"
    month = MONTHS[moment.month - 1]
    day = f" {moment.day}" if moment.day else ""
    until = f" until {_end(event.until)}" if event.until else ""
    return f"{about}{month}{day}{until} ({moment.year}, by the order of events)"


def _end(moment: PartialDate) -> str:
    return moment.words if moment.day else f"the end of {moment.words}"


def _last(event: Event) -> date:
    return (event.until or event.date).last
