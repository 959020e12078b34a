"""What stands above and below the timeline itself: title, legend, what was left out, and the sources."""

from bisect import bisect_left
from collections.abc import Sequence

from bot.chart.geometry import Frame, Line, Measure, Text
from bot.chart.legend import keys, legend
from bot.chart.request import Plate
from bot.chart.text_layout import Ruler, height_of, lines, wrap
from bot.chart.theme import INK, MUTED, RULE, Sheet

_CAPTION_LINES = 4


def heading(plate: Plate, measure: Measure, sheet: Sheet) -> Frame:
    """The article's title, and what of its timeline is shown."""
    big, small = Ruler(measure, sheet.title, bold=True), Ruler(measure, sheet.text)
    title = wrap(plate.title, big, sheet.inner, 2)
    number = len(plate.events)
    shown = f"Timeline · {number} event{'s' * (number != 1)}" + (
        f" · {plate.subtitle}" if plate.subtitle else ""
    )
    subtitle = wrap(shown, small, sheet.inner, 2)
    below = sheet.margin + height_of(len(title), big) + 6
    return Frame(
        (
            *lines("title", title, big, (sheet.margin, sheet.margin), INK),
            *lines("subtitle", subtitle, small, (sheet.margin, below), MUTED),
        ),
        below + height_of(len(subtitle), small),
    )


def footing(plate: Plate, left_out: int, breaks: bool, top: float, measure: Measure, sheet: Sheet) -> Frame:
    """The legend of what is there, how many labels were left out, and who says all this."""
    ruler = Ruler(measure, sheet.text)
    rule = Line(((sheet.margin, top), (sheet.right, top)), RULE, 2)
    y = top + 28
    texts: list[Text] = []
    if left_out:
        words = f"{left_out:,} more {'events are' if left_out > 1 else 'event is'} marked without a label."
        texts += lines("note", wrap(words, ruler, sheet.inner, 2), ruler, (sheet.margin, y), INK)
        y = texts[-1].box.bottom + 16
    explained = legend(list(keys(plate, breaks)), y, ruler, sheet)
    caption = lines(
        "caption",
        _sources(plate.voices, ruler, sheet.inner),
        ruler,
        (sheet.margin, explained.bottom + 24),
        MUTED,
    )
    bottom = caption[-1].box.bottom + sheet.margin
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
        more = f" and {others} other{'s' * (others > 1)}" if others else ""
        text = f"Source{'s' * (len(voices) > 1)}: {'; '.join(voices[:named])}{more}"
        return wrap(text, ruler, width, _CAPTION_LINES + 1)

    def too_long(named: int) -> bool:
        return len(wrapped(named)) > _CAPTION_LINES

    everyone = len(voices)
    if not too_long(everyone):
        return wrapped(everyone)
    fewer = range(1, everyone)
    named = bisect_left(fewer, True, key=too_long)
    return wrapped(named) if named else [f"Sources: {everyone} voices"]
