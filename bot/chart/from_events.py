"""From a pack's events to what the child is asked to draw."""

import re
import unicodedata
from collections.abc import Sequence

from bot.chart.request import ChartEvent, ChartRequest, Grain
from bot.core.language.dates import MONTHS, PartialDate
from bot.core.pack.models import Event, Knowledge

# No script puts more than two marks on a letter; more would be drawn over the lines above and below.
_TOO_MANY_MARKS = re.compile(
    r"([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff]{2})[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff]+"
)
# They join letters, in scripts that need it; all other invisible characters are removed.
_JOINERS = "\u200c\u200d"


def build_chart_request(knowledge: Knowledge, events: Sequence[Event], subtitle: str) -> ChartRequest:
    """Everything that a picture of these events shows. Raises ValueError if there are no events."""
    if not events:
        raise ValueError("a picture needs at least one event")
    topics = list(knowledge.article.topics)
    voices = dict.fromkeys(knowledge.voice(source.voice).name for event in events for source in event.source)
    return ChartRequest(
        title=clean_text(knowledge.article.title),
        subtitle=clean_text(subtitle),
        topics=tuple(clean_text(label) for label in knowledge.article.topics.values()),
        voices=tuple(clean_text(voice) for voice in voices),
        events=tuple(_chart_event(event, topics.index(event.topic)) for event in events),
    )


def clean_text(text: str) -> str:
    """The text in one line, without what is not drawn: control characters and changes of direction."""
    one_line = " ".join(unicodedata.normalize("NFC", text).split())
    visible = (
        letter
        for letter in one_line
        if letter in _JOINERS or not unicodedata.category(letter).startswith("C")
    )
    return _TOO_MANY_MARKS.sub(r"\1", "".join(visible))


def _chart_event(event: Event, topic: int) -> ChartEvent:
    return ChartEvent(
        first=event.date.first.toordinal(),
        last=event.date.last.toordinal(),
        grain=_grain(event.date),
        until=event.until.last.toordinal() if event.until else None,
        until_grain=_grain(event.until) if event.until else None,
        approximate=event.approximate,
        inferred=event.inferred is not None,
        date=format_short_date(event),
        title=clean_text(event.title),
        topic=topic,
    )


def _grain(date: PartialDate) -> Grain:
    if date.day:
        return "day"
    return "month" if date.month else "year"


def format_short_date(event: Event) -> str:
    """`2017`, `about May 2023`, `Jul 26, 2023`, a span with a dash; an inferred year is in brackets."""
    start = _format_date(event.date, inferred_year=event.inferred == "year")
    if event.until is not None:
        return _format_span(event, event.until, start)
    return f"about {start}" if event.approximate else start


def _format_span(event: Event, until: PartialDate, start: str) -> str:
    end = _format_date(until)
    if not event.date.month and not until.month:
        return f"{start}–{end}"
    have_months = event.date.month and until.month
    if event.inferred is None and event.date.year == until.year and have_months:
        # The year stands only once, at the end.
        start = _format_month_and_day(event.date)
    return f"{start} – {end}"


def _format_date(date: PartialDate, inferred_year: bool = False) -> str:
    year = f"({date.year})" if inferred_year else str(date.year)
    if not date.month:
        return year
    # No comma before a bracket, or after a month without a day.
    comma = "," if date.day and not inferred_year else ""
    return f"{_format_month_and_day(date)}{comma} {year}"


def _format_month_and_day(date: PartialDate) -> str:
    month = MONTHS[date.month - 1][:3]
    return f"{month} {date.day}" if date.day else month
