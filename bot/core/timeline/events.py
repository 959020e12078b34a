"""What happened when: events chosen and ordered, and their dates as the article gives them."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby

from bot.core.language.dates import MONTHS, PartialDate
from bot.core.pack.models import Entry, Event, Knowledge
from bot.core.timeline.scope import Scope


def list_events(knowledge: Knowledge) -> tuple[Event, ...]:
    """All events, oldest first. Those that begin on the same day keep the order of the file."""
    return tuple(sorted(knowledge.events.values(), key=lambda event: event.date.first))


def select_events(knowledge: Knowledge, scope: Scope) -> tuple[Event, ...]:
    """The events of a part of the timeline, oldest first.

    An event belongs to it if any day that its date may mean does.
    """
    events = list_events(knowledge)
    ids = [event.id for event in events]
    first = ids.index(scope.after) + 1 if scope.after in ids else 0
    last = ids.index(scope.before) if scope.before in ids else len(ids)
    return tuple(event for event in events[first:last] if _is_in(event, scope))


def find_adjacent_events(knowledge: Knowledge, event: Event) -> tuple[Event | None, Event | None]:
    """The event right before an event, and the one right after it; None where there is none."""
    before, after = (
        select_events(knowledge, Scope(before=event.id)),
        select_events(knowledge, Scope(after=event.id)),
    )
    return (before[-1] if before else None), (after[0] if after else None)


def group_by_year(events: Iterable[Event]) -> Mapping[int, tuple[Event, ...]]:
    """Events in order, grouped by the year in which they begin."""
    return {year: tuple(group) for year, group in groupby(events, key=lambda event: event.date.year)}


def describe_date(event: Event) -> str:
    """The date of an event in words, as precisely as the article gives it, and how it is known."""
    if event.inferred == "year":
        return _describe_inferred_date(event)
    about = "about " if event.approximate and event.until is None else ""
    if event.until is None:
        return f"{about}{event.date.words}"
    return f"{event.date.words} until {_describe_end(event.until)}"


def find_entries_about(knowledge: Knowledge, event: Event) -> tuple[Entry, ...]:
    """The entries that link to an event."""
    return tuple(entry for entry in knowledge.entries.values() if event.id in entry.events)


def count_events_by_date(knowledge: Knowledge) -> Mapping[PartialDate, int]:
    """How many events each year and month has, for those that have any; a year is before its months."""
    counts: dict[PartialDate, int] = {}
    for event in knowledge.events.values():
        years = range(event.date.year, (event.until or event.date).year + 1)
        ends = (event.date, event.until)
        months = {PartialDate(end.year, end.month) for end in ends if end and end.month}
        for period in (*map(PartialDate, years), *sorted(months)):
            counts[period] = counts.get(period, 0) + 1
    return dict(sorted(counts.items()))


def describe_empty_part(knowledge: Knowledge) -> str:
    """The text for a part of the timeline without events: from when to when the timeline goes."""
    events = knowledge.events.values()
    if not events:
        return "This article has no timeline."
    first = min((event.date for event in events), key=lambda start: start.first)
    last = max(((event.until or event.date) for event in events), key=lambda end: end.last)
    return f"Nothing on the timeline lies there. It goes from {first.day_first} to {last.day_first}."


def _is_in(event: Event, scope: Scope) -> bool:
    return (
        (scope.start is None or _last_day(event) >= scope.start.first)
        and (scope.end is None or event.date.first <= scope.end.last)
        and scope.topic in (None, event.topic)
        and (scope.voice is None or any(source.voice == scope.voice for source in event.source))
    )


def _describe_inferred_date(event: Event) -> str:
    start = event.date
    about = "about " if event.approximate else ""
    if not start.month:
        return f"{about}{start.year} (by the order of events)"
    month = MONTHS[start.month - 1]
    day = f" {start.day}" if start.day else ""
    until = f" until {_describe_end(event.until)}" if event.until else ""
    return f"{about}{month}{day}{until} ({start.year}, by the order of events)"


def _describe_end(end: PartialDate) -> str:
    return end.words if end.day else f"the end of {end.words}"


def _last_day(event: Event) -> date:
    return (event.until or event.date).last
