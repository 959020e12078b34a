"""The ticks of the axis: every year there is room for, and months where something happens in one."""

from collections.abc import Iterator, Sequence
from datetime import date

from bot.chart.geometry import BOX_HEIGHT, Line, Text
from bot.chart.scale import AxisSegment, Scale
from bot.chart.text_layout import Ruler, place_line
from bot.chart.theme import LINE_COLOUR, MUTED_COLOUR, TEXT_COLOUR
from bot.core.language.dates import MONTHS

# Where not all years have room for a tick, rounder years come first: multiples of these, in this order.
_ROUND_YEARS = (1_000, 500, 100, 50, 20, 10, 5, 2, 1)
# The ranks of months come after those of all years.
_RANK_OF_BUSY_MONTH, _RANK_OF_EMPTY_MONTH = 20, 21
# Left of the axis: the length of the short line, and the space between it and its text.
TICK_LENGTH, TICK_GAP = 14, 12


def place_ticks(
    scale: Scale, axis: float, bold: Ruler, plain: Ruler
) -> tuple[tuple[Text, ...], tuple[Line, ...]]:
    """Texts that end left of the axis, and a short line for each. No text overlaps another one.

    `axis` is the x of the axis.
    """
    texts: list[Text] = []
    tick_lines: list[Line] = []
    labelled_years: set[int] = set()
    for _, first_day in sorted(_candidates(scale.segments)):
        day = date.fromordinal(first_day)
        is_year = day.month == 1
        # A month below the tick of another year would be read as a month of that year.
        if not is_year and day.year not in labelled_years:
            continue
        text = _tick_text(day, axis, scale.y_of(first_day), bold if is_year else plain)
        if not any(text.box.overlaps(other.box) for other in texts):
            labelled_years.add(day.year)
            texts.append(text)
            y = scale.y_of(first_day)
            tick_lines.append(Line(((axis - TICK_LENGTH, y), (axis, y)), LINE_COLOUR, 3))
    return tuple(texts), tuple(tick_lines)


def _tick_text(day: date, axis: float, y: float, ruler: Ruler) -> Text:
    """The year of a first of January, or the short name of another month."""
    if day.month == 1:
        text, colour = str(day.year), TEXT_COLOUR
    else:
        text, colour = MONTHS[day.month - 1][:3], MUTED_COLOUR
    left = axis - TICK_LENGTH - TICK_GAP - ruler.width(text)
    return place_line("tick", text, ruler, (left, y - BOX_HEIGHT * ruler.size / 2), colour)


def _candidates(segments: Sequence[AxisSegment]) -> Iterator[tuple[int, int]]:
    """The rank of each possible tick, where the lowest is placed first, and its day."""
    is_after_break = True
    for segment in segments:
        day = date.fromordinal(segment.first)
        if segment.kind == "break":
            is_after_break = True
        elif day.month == 1:
            roundness = next(rank for rank, divisor in enumerate(_ROUND_YEARS) if day.year % divisor == 0)
            yield (0 if is_after_break else 1 + roundness), segment.first
            is_after_break = False
        else:
            yield (_RANK_OF_BUSY_MONTH if segment.has_events else _RANK_OF_EMPTY_MONTH), segment.first
