"""The date of an event in as few words as are honest."""

from bot.core.language.dates import MONTHS, PartialDate
from bot.core.pack.models import Event


def short_date(event: Event) -> str:
    """`2017`, `about May 2023`, `Jul 26, 2023`, a span with a dash; an inferred year is in brackets."""
    start = _moment(event.date, inferred=event.inferred == "year")
    if event.until is not None:
        return _span(event, event.until, start)
    return f"about {start}" if event.approximate else start


def _span(event: Event, until: PartialDate, start: str) -> str:
    end = _moment(until)
    if not event.date.month and not until.month:
        return f"{start}–{end}"
    if event.inferred is None and event.date.year == until.year and event.date.month and until.month:
        start = _day(event.date)
    return f"{start} – {end}"


def _moment(moment: PartialDate, inferred: bool = False) -> str:
    if not moment.month:
        return f"({moment.year})" if inferred else str(moment.year)
    if inferred:
        return f"{_day(moment)} ({moment.year})"
    return f"{_day(moment)}, {moment.year}" if moment.day else f"{_day(moment)} {moment.year}"


def _day(moment: PartialDate) -> str:
    month = MONTHS[moment.month - 1][:3]
    return f"{month} {moment.day}" if moment.day else month
