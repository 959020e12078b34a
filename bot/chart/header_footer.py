"""What stands above and below the timeline itself: title, legend, what was left out, and the sources."""

from bisect import bisect_left
from collections.abc import Sequence

from bot.chart.geometry import Frame, Line, Measure, Text
from bot.chart.legend import keys, legend
from bot.chart.request import ChartRequest
from bot.chart.text_layout import Ruler, height_of, lines, wrap
from bot.chart.theme import INK, MUTED, RULE, Measures
from bot.core.language.plurals import counted, plural

_CAPTION_LINES = 4


def heading(request: ChartRequest, measure: Measure, measures: Measures) -> Frame:
    """The article's title, and what of its timeline is shown."""
    big, small = Ruler(measure, measures.title, bold=True), Ruler(measure, measures.text)
    title = wrap(request.title, big, measures.inner, 2)
    number = len(request.events)
    shown = f"Timeline · {counted(number, 'event')}" + (f" · {request.subtitle}" if request.subtitle else "")
    subtitle = wrap(shown, small, measures.inner, 2)
    below = measures.margin + height_of(len(title), big) + 6
    return Frame(
        (
            *lines("title", title, big, (measures.margin, measures.margin), INK),
            *lines("subtitle", subtitle, small, (measures.margin, below), MUTED),
        ),
        below + height_of(len(subtitle), small),
    )


def footing(
    request: ChartRequest, left_out: int, breaks: bool, top: float, measure: Measure, measures: Measures
) -> Frame:
    """The legend of what is there, how many labels were left out, and who says all this."""
    ruler = Ruler(measure, measures.text)
    rule = Line(((measures.margin, top), (measures.right, top)), RULE, 2)
    y = top + 28
    texts: list[Text] = []
    if left_out:
        words = f"{left_out:,} more {'events are' if left_out > 1 else 'event is'} marked without a label."
        texts += lines("note", wrap(words, ruler, measures.inner, 2), ruler, (measures.margin, y), INK)
        y = texts[-1].box.bottom + 16
    explained = legend(list(keys(request, breaks)), y, ruler, measures)
    caption = lines(
        "caption",
        _sources(request.voices, ruler, measures.inner),
        ruler,
        (measures.margin, explained.bottom + 24),
        MUTED,
    )
    bottom = caption[-1].box.bottom + measures.margin
    return Frame(
        (*texts, *explained.texts, *caption),
        bottom,
        explained.bars,
        (rule, *explained.lines),
        explained.markers,
    )


def _sources(voices: Sequence[str], ruler: Ruler, width: float) -> list[str]:
    """As many voices as fit, and how many others there are."""

    def wrapped(named: int) -> list[str]:
        others = len(voices) - named
        more = f" and {counted(others, 'other')}" if others else ""
        text = f"{plural(len(voices), 'Source')}: {'; '.join(voices[:named])}{more}"
        return wrap(text, ruler, width, _CAPTION_LINES + 1)

    def too_long(named: int) -> bool:
        return len(wrapped(named)) > _CAPTION_LINES

    everyone = len(voices)
    if not too_long(everyone):
        return wrapped(everyone)
    fewer = range(1, everyone)
    named = bisect_left(fewer, True, key=too_long)
    return wrapped(named) if named else [f"Sources: {everyone} voices"]
