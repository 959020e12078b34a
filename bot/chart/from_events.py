"""From a pack's events to what the child is asked to draw."""

import re
import unicodedata
from collections.abc import Sequence

from bot.chart.request import ChartEvent, ChartRequest, Grain
from bot.core.language.dates import MONTHS, PartialDate
from bot.core.pack.models import Event, Knowledge

# More marks on one letter than any script stacks would be drawn over the lines above and below.
_STACKED = re.compile(
    r"([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff]{2})[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff]+"
)
# They join letters, in scripts that need it; every other invisible character is taken out.
_JOINERS = "\u200c\u200d"


def chart_request(knowledge: Knowledge, events: Sequence[Event], subtitle: str) -> ChartRequest:
    """Everything that a picture of these events shows; a ValueError where there are none."""
    if not events:
        raise ValueError("a picture needs at least one event")
    topics = list(knowledge.article.topics)
    voices = dict.fromkeys(knowledge.voice(source.voice).name for event in events for source in event.source)
    return ChartRequest(
        title=plain(knowledge.article.title),
        subtitle=plain(subtitle),
        topics=tuple(plain(label) for label in knowledge.article.topics.values()),
        voices=tuple(plain(voice) for voice in voices),
        events=tuple(_happening(event, topics.index(event.topic)) for event in events),
    )


def plain(text: str) -> str:
    """One line of text with nothing in it that is not drawn: line breaks, controls, turns of direction."""
    spaced = " ".join(unicodedata.normalize("NFC", text).split())
    seen = (
        letter for letter in spaced if letter in _JOINERS or not unicodedata.category(letter).startswith("C")
    )
    return _STACKED.sub(r"\1", "".join(seen))


def _happening(event: Event, topic: int) -> ChartEvent:
    return ChartEvent(
        first=event.date.first.toordinal(),
        last=event.date.last.toordinal(),
        grain=_grain(event.date),
        until=event.until.last.toordinal() if event.until else None,
        until_grain=_grain(event.until) if event.until else None,
        approximate=event.approximate,
        inferred=event.inferred is not None,
        date=short_date(event),
        title=plain(event.title),
        topic=topic,
    )


def _grain(moment: PartialDate) -> Grain:
    return "day" if moment.day else "month" if moment.month else "year"


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
