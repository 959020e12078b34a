"""What happened when: events chosen and ordered, and their dates as the article gives them."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby

from bot.core.language.dates import MONTHS, PartialDate
from bot.core.pack.models import Entry, Event, Knowledge
from bot.core.timeline.scope import Scope


def in_order(knowledge: Knowledge) -> tuple[Event, ...]:
    """All events, oldest first. Those that begin alike keep the order of the file."""
    return tuple(sorted(knowledge.events.values(), key=lambda event: event.date.first))


def select(knowledge: Knowledge, scope: Scope) -> tuple[Event, ...]:
    """The events of a part of the timeline, oldest first.

    An event counts as soon as any day that its date may mean lies in it.
    """
    events = in_order(knowledge)
    ids = [event.id for event in events]
    first = ids.index(scope.after) + 1 if scope.after in ids else 0
    last = ids.index(scope.before) if scope.before in ids else len(ids)
    return tuple(event for event in events[first:last] if _is_in(event, scope))


def around(knowledge: Knowledge, event: Event) -> tuple[Event | None, Event | None]:
    """What came right before an event, and right after it."""
    before, after = select(knowledge, Scope(before=event.id)), select(knowledge, Scope(after=event.id))
    return (before[-1] if before else None), (after[0] if after else None)


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


def moments(knowledge: Knowledge) -> Mapping[PartialDate, int]:
    """The years and months that have events, in order, each year before its months, and how many."""
    found: dict[PartialDate, int] = {}
    for event in knowledge.events.values():
        years = range(event.date.year, (event.until or event.date).year + 1)
        months = {
            PartialDate(each.year, each.month) for each in (event.date, event.until) if each and each.month
        }
        for moment in (*map(PartialDate, years), *sorted(months)):
            found[moment] = found.get(moment, 0) + 1
    return dict(sorted(found.items()))


def empty_words(knowledge: Knowledge) -> str:
    """What to say where a part of the timeline has no events: from when to when it goes."""
    events = knowledge.events.values()
    if not events:
        return "This article has no timeline."
    first = min((event.date for event in events), key=lambda moment: moment.first)
    last = max(((event.until or event.date) for event in events), key=lambda moment: moment.last)
    return f"Nothing on the timeline lies there. It goes from {first.day_first} to {last.day_first}."


def _is_in(event: Event, scope: Scope) -> bool:
    return (
        (scope.start is None or _last(event) >= scope.start.first)
        and (scope.end is None or event.date.first <= scope.end.last)
        and scope.topic in (None, event.topic)
        and (scope.voice is None or any(source.voice == scope.voice for source in event.source))
    )


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
